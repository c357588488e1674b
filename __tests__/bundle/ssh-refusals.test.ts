import { jest } from '@jest/globals'
import { missing, SshServer } from '../targets/ssh/server.ts'
import { SshWorld } from '../targets/ssh/world.ts'
import type { Landing } from './landing.ts'
import { expectUntouched, GOOD, openLanding } from './ssh-landing.ts'

jest.setTimeout(60_000)

const describeHere = missing === undefined ? describe : describe.skip

let server: SshServer
let world: SshWorld
let landing: Landing

if (missing === undefined) {
  beforeAll(async () => {
    server = await SshServer.start()
  })
  afterAll(() => server.close())
  afterEach(async () => {
    await landing.close()
    await world.close()
  })
}

describeHere('one clear sentence, and nothing is touched, where', () => {
  beforeEach(async () => {
    world = await SshWorld.open(server)
    landing = await openLanding(world)
  })

  const key = () => `[127.0.0.1]:${server.port} ssh-ed25519 ${server.otherPublicKey}`
  test.each([
    {
      what: 'the host key is unknown',
      inputs: () => ({ 'ssh-known-hosts': key().replace('127.0.0.1', 'other.example.com') }),
      says: /: the host key of the server is not in ssh-known-hosts$/,
    },
    {
      what: 'the host key is another one',
      inputs: () => ({ 'ssh-known-hosts': key() }),
      says: /: the server shows another host key than the one in ssh-known-hosts$/,
    },
    {
      what: 'the key is a wrong one',
      inputs: () => ({ 'ssh-key': server.otherKey }),
      says: /: the server refused the key: .*Permission denied/,
    },
    {
      what: 'the folder is not there',
      inputs: () => ({ 'ssh-path': `${world.root}/other` }),
      says: /there is no \S+\/other on 127\.0\.0\.1$/,
    },
  ])('$what', async ({ inputs, says }) => {
    await expectUntouched(world, async () => {
      const guarded = await landing.run(inputs())
      expect(guarded).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed' } })
      const validated = await landing.run({ ...inputs(), mode: 'validate' })
      const captured = await landing.run({ ...inputs(), mode: 'capture' })
      for (const { exitCode, outputs } of [validated, captured])
        expect({ exitCode, result: outputs.result }).toEqual({ exitCode: 1, result: 'inconclusive' })
      for (const { outputs } of [guarded, validated, captured]) expect(outputs.reason).toMatch(says)
    })
    expect(server.log()).toEqual([])
  })

  test('the backup that is named is not there', async () => {
    await expectUntouched(world, async () => {
      const landed = await landing.run({ 'rollback-to': 'app-backup-20250101-000000' })
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'no-target' } })
      expect(landed.outputs.reason).toContain('app-backup-20250101-000000')
      expect(landed.summary).toContain(GOOD)
    })
  })

  test.each([
    { 'ssh-path': '/opt/../etc' },
    { 'ssh-path': '~/app' },
    { 'ssh-service': 'app; touch owned' },
    { 'ssh-service': '-app' },
    { 'ssh-user': '-oProxyCommand=touch owned' },
    { 'ssh-host': '-oProxyCommand=touch' },
  ])('a name is not plain: %j', async (inputs) => {
    await expectUntouched(world, async () => {
      const landed = await landing.run(inputs)
      expect(landed).toMatchObject({ exitCode: 2, outputs: { result: 'invalid' } })
      expect(landed.annotations).toHaveLength(1)
      expect(landed.annotations[0]?.message).toContain(`${Object.keys(inputs)[0]}: got `)
      expect(landing.probes).toBe(0)
    })
  })
})
