import { existsSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jest } from '@jest/globals'
import { CheckoutWorld } from '../adapters/rollback/ssh/checkout-world.ts'
import { missing, SshServer } from '../adapters/rollback/ssh/server.ts'
import { SshWorld } from '../adapters/rollback/ssh/world.ts'
import { Landing } from './landing.ts'

jest.setTimeout(60_000)

const describeHere = missing === undefined ? describe : describe.skip
const GOOD = 'app-backup-20260102-100000'

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

/** Which version the service runs: what its folder says, while its unit is active. */
function live(): string {
  const file = join(world.app, 'VERSION')
  return existsSync(file) && server.read('unit') === 'active' ? readFileSync(file, 'utf8').trim() : 'none'
}

async function open(opened: SshWorld): Promise<void> {
  world = opened
  const { host, port, user, key, knownHosts, path, method, service, healthUrl } = world.config()
  landing = await Landing.open({
    live,
    with: {
      target: 'ssh',
      'ssh-host': host,
      'ssh-port': String(port),
      'ssh-user': user,
      'ssh-key': key?.reveal() ?? '',
      'ssh-known-hosts': knownHosts.join('\n'),
      'ssh-path': path,
      'ssh-method': method,
      'ssh-service': service ?? '',
      'ssh-health-url': healthUrl?.reveal() ?? '',
      'expect-version': 'v2',
    },
    secrets: world.secrets,
  })
  for (const version of ['v2', 'none']) landing.ill.add(version)
}

/** Runs it, and compares the server byte for byte with what it was. */
async function expectUntouched(run: () => Promise<void>): Promise<void> {
  const before = await world.snapshot()
  await run()
  await server.quiet()
  expect(await world.snapshot()).toEqual(before)
  expect(readdirSync(world.root).sort()).toEqual(['app', 'app-backup-20260101-100000', GOOD])
}

/** Resolves once a command that was told to wait does. */
function waits(pattern: string): Promise<void> {
  server.order('wait', pattern)
  return new Promise((resolve) => {
    const watcher = watch(server.state, () => {
      if (!existsSync(join(server.state, 'reached'))) return
      watcher.close()
      resolve()
    })
  })
}

describeHere('a backup', () => {
  beforeEach(async () => open(await SshWorld.open(server)))

  test('rolled-back: it comes back byte for byte, the bad folder stays aside, and each step has its time', async () => {
    const [good, bad] = [world.tree(GOOD), world.tree('app')]
    const landed = await landing.run()
    expect(landed).toMatchObject({
      exitCode: 1,
      headline: `↩️ Rolled back to \`${GOOD}\``,
      outputs: { result: 'rolled-back', healthy: 'true', 'rolled-back': 'true', from: 'v2', to: GOOD },
    })
    expect(world.tree('app')).toEqual(good)
    const [failed = ''] = world.names().filter((name) => name.startsWith('app-failed-'))
    expect(world.tree(failed)).toEqual(bad)
    expect(server.log()).toEqual(['stop -- app.service', 'start -- app.service'])
    const steps = [
      'copied ',
      'stopped ',
      'moved .* aside',
      'moved the copy',
      'started ',
      'app.service is active',
      'it answers',
    ]
    for (const step of steps) expect(landed.log).toMatch(new RegExp(`${step}.* \\([\\d.]+m?s\\)`))
  })

  test('rolled-back: old backups go once the recovery is verified, never the one in use', async () => {
    const landed = await landing.run({ 'ssh-keep-backups': '1' })
    expect(landed.outputs.result).toBe('rolled-back')
    expect(world.names().filter((name) => name.includes('backup'))).toEqual([GOOD])
    expect(landed.log).toContain('removed the old backup')
  })

  test('rollback-unhealthy: what came back answers badly too, and no backup is removed', async () => {
    landing.ill.add('v1')
    const landed = await landing.run({ 'ssh-keep-backups': '1' })
    expect(landed).toMatchObject({
      exitCode: 1,
      outputs: { result: 'rollback-unhealthy', healthy: 'false', 'rolled-back': 'false' },
    })
    expect(live()).toBe('v1')
    expect(world.names()).toContain('app-backup-20260101-100000')
  })

  test('rollback-failed: a step fails, the server undoes those before it, and what is where is told', async () => {
    await expectUntouched(async () => {
      server.order('fail', '^mv -T .*-restoring-')
      const landed = await landing.run()
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed', healthy: 'false' } })
      expect(landed.outputs.reason).toMatch(
        /the step `restore` failed: injected fault.*; all steps were undone, and \S+\/app is as it was; app\.service is active$/,
      )
    })
  })

  test('unhealthy: with auto-rollback: false the plan is shown, and nothing is touched', async () => {
    await expectUntouched(async () => {
      const landed = await landing.run({ 'auto-rollback': 'false' })
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'unhealthy', from: 'v2', to: GOOD } })
      expect(landed.summary).toContain('`systemctl stop app.service`')
      expect(landed.summary).toMatch(/app-backup-20260101-100000: version v0, of [\d -]+:\d\d UTC, \d+ KiB/)
    })
    expect(server.log()).toEqual([])
  })

  test('no-target: there is no backup', async () => {
    await expectUntouched(async () => {
      const landed = await landing.run({ 'ssh-backups': `${world.app}-copies-*` })
      expect(landed).toMatchObject({
        exitCode: 1,
        headline: expect.stringContaining('There is no known-good version to go back to'),
        outputs: { result: 'no-target' },
      })
      expect(landed.summary).toContain('make one before each deploy')
    })
  })

  test('mode: rollback restores what a person names, and is green', async () => {
    landing.ill.clear()
    const good = world.tree('app-backup-20260101-100000')
    const landed = await landing.run({
      mode: 'rollback',
      'rollback-to': '2026-01-01',
      'expect-version': 'v0',
    })
    expect(landed).toMatchObject({
      exitCode: 0,
      headline: expect.stringContaining('as ordered'),
      outputs: { result: 'rolled-back', from: 'v2', to: 'app-backup-20260101-100000' },
    })
    expect(world.tree('app')).toEqual(good)
  })

  test('mode: validate lists the backups, and touches nothing', async () => {
    landing.ill.clear()
    await expectUntouched(async () => {
      const landed = await landing.run({ mode: 'validate' })
      expect(landed).toMatchObject({ exitCode: 0, outputs: { result: 'validated', from: 'v2', to: GOOD } })
      expect(landed.summary).toContain('app-backup-20260101-100000')
    })
    expect(server.log()).toEqual([])
  })

  test('mode: capture tells the guard of the same job what ran before, without wiring', async () => {
    landing.ill.clear()
    const captured = await landing.run({ mode: 'capture', 'expect-version': '' })
    expect(captured).toMatchObject({ exitCode: 0, outputs: { result: 'captured' } })
    expect(captured.outputs.reason).toContain('v2 runs')
    // The deploy: without a backup of what ran.
    writeFileSync(join(world.app, 'VERSION'), 'v3\n')
    landing.ill.add('v3')
    const landed = await landing.run({ 'expect-version': 'v3' })
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'no-target' } })
    expect(landed.outputs.reason).toContain('v2')
    // And with one.
    world.deploy('app-backup-20260103-100000', 'v2')
    world.own()
    const again = await landing.run({ 'expect-version': 'v3' })
    expect(again.outputs).toMatchObject({ result: 'rolled-back', to: 'app-backup-20260103-100000' })
    expect(live()).toBe('v2')
  })

  test.each([
    { step: 'while the backup is copied', pattern: '^tar --extract' },
    { step: 'with the unit stopped and the folder moved aside', pattern: '^mv -T .*-restoring-' },
  ])('cancelled $step: the server undoes its steps, and where it stands is told', async ({ pattern }) => {
    await expectUntouched(async () => {
      const reached = waits(pattern)
      void reached.then(() => setImmediate(() => rmSync(join(server.state, 'wait'))))
      const landed = await landing.run({}, { cancelWhen: reached })
      expect(landed).toMatchObject({
        exitCode: 1,
        conclusion: 'cancelled',
        outputs: { result: 'cancelled', 'rolled-back': 'false', to: GOOD },
      })
      expect(landed.durationMs).toBeLessThan(7_000)
      expect(landed.outputs.reason).toMatch(
        /the job was cancelled while rolling back from v2 to \S+: all steps were undone, and \S+\/app is as it was; app\.service is active$/,
      )
    })
  })
})

describeHere('a git checkout', () => {
  let checkout: CheckoutWorld

  beforeEach(async () => {
    checkout = await CheckoutWorld.open(server)
    await open(checkout)
  })

  test('rolled-back: it is reset to the commit that it was at before', async () => {
    const landed = await landing.run()
    expect(landed).toMatchObject({
      exitCode: 1,
      outputs: { result: 'rolled-back', from: checkout.from, to: checkout.to },
    })
    expect(checkout.git('rev-parse', 'HEAD')).toBe(checkout.to)
    expect(live()).toBe('v1')
  })

  test('rollback-failed: local changes are never destroyed', async () => {
    writeFileSync(join(world.app, 'only-v2'), 'changed by hand')
    const before = await world.snapshot()
    const landed = await landing.run()
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed' } })
    expect(landed.outputs.reason).toContain('has local changes, which a reset would destroy: ')
    expect(await world.snapshot()).toEqual(before)
  })
})

describeHere('one clear sentence, and nothing is touched, where', () => {
  beforeEach(async () => open(await SshWorld.open(server)))

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
    await expectUntouched(async () => {
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
    await expectUntouched(async () => {
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
    await expectUntouched(async () => {
      const landed = await landing.run(inputs)
      expect(landed).toMatchObject({ exitCode: 2, outputs: { result: 'invalid' } })
      expect(landed.annotations).toHaveLength(1)
      expect(landed.annotations[0]?.message).toContain(`${Object.keys(inputs)[0]}: got `)
      expect(landing.probes).toBe(0)
    })
  })
})
