import { missing, SshHost } from '../targets/ssh/host.ts'
import type { SshServer } from '../targets/ssh/server.ts'
import { SshWorld } from '../targets/ssh/world.ts'
import { expectUntouched, GOOD, openStage } from './ssh-stage.ts'
import { type Inputs, testWith } from './stage.ts'

const describeHere = missing === undefined ? describe : describe.skip

let host: SshHost

if (missing === undefined) {
  beforeAll(() => {
    host = new SshHost()
  })
  afterAll(() => host.close())
}

interface Refusal {
  readonly what: string
  readonly inputs: (on: { readonly world: SshWorld; readonly server: SshServer }) => Inputs
  readonly says: RegExp
}

describeHere('one clear sentence, and nothing is touched, where', () => {
  const staged = testWith(() => openStage(host, (server) => SshWorld.open(server)))
  const key = (server: SshServer) => `[127.0.0.1]:${server.port} ssh-ed25519 ${server.host.otherPublicKey}`
  const refusals: readonly Refusal[] = [
    {
      what: 'the host key is unknown',
      inputs: ({ server }) => ({ 'ssh-known-hosts': key(server).replace('127.0.0.1', 'other.example.com') }),
      says: /: the host key of the server is not in ssh-known-hosts$/,
    },
    {
      what: 'the host key is another one',
      inputs: ({ server }) => ({ 'ssh-known-hosts': key(server) }),
      says: /: the server shows another host key than the one in ssh-known-hosts$/,
    },
    {
      what: 'the key is a wrong one',
      inputs: ({ server }) => ({ 'ssh-key': server.host.otherKey }),
      says: /: the server refused the key: .*Permission denied/,
    },
    {
      what: 'the folder is not there',
      inputs: ({ world }) => ({ 'ssh-path': `${world.root}/other` }),
      says: /there is no \S+\/other on 127\.0\.0\.1$/,
    },
  ]
  for (const { what, inputs, says } of refusals) {
    staged(what, async ({ run, world, server }) => {
      const own = inputs({ world, server })
      await expectUntouched(world, async () => {
        const guarded = await run(own)
        expect(guarded).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed' } })
        const validated = await run({ ...own, mode: 'validate' })
        const captured = await run({ ...own, mode: 'capture' })
        for (const { exitCode, outputs } of [validated, captured])
          expect({ exitCode, result: outputs.result }).toEqual({ exitCode: 1, result: 'inconclusive' })
        for (const { outputs } of [guarded, validated, captured]) expect(outputs.reason).toMatch(says)
      })
      expect(server.log()).toEqual([])
    })
  }

  staged('the backup that is named is not there', async ({ run, world }) => {
    await expectUntouched(world, async () => {
      const landed = await run({ 'rollback-to': 'app-backup-20250101-000000' })
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'no-target' } })
      expect(landed.outputs.reason).toContain('app-backup-20250101-000000')
      expect(landed.summary).toContain(GOOD)
    })
  })

  const names: readonly Inputs[] = [
    { 'ssh-path': '/opt/../etc' },
    { 'ssh-path': '~/app' },
    { 'ssh-service': 'app; touch owned' },
    { 'ssh-service': '-app' },
    { 'ssh-user': '-oProxyCommand=touch owned' },
    { 'ssh-host': '-oProxyCommand=touch' },
  ]
  for (const inputs of names) {
    staged(`a name is not plain: ${JSON.stringify(inputs)}`, async ({ run, site, world }) => {
      await expectUntouched(world, async () => {
        const landed = await run(inputs)
        expect(landed).toMatchObject({ exitCode: 2, outputs: { result: 'invalid' } })
        expect(landed.annotations).toHaveLength(1)
        expect(landed.annotations[0]?.message).toContain(`${Object.keys(inputs)[0]}: invalid value `)
        expect(site.probes).toBe(0)
      })
    })
  }
})
