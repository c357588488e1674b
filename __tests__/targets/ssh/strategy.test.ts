import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  lchownSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { PlatformError } from '../../../src/core/platform-error.ts'
import { Secret } from '../../../src/core/secret.ts'
import type { RollbackPlan } from '../../../src/run/rollback.ts'
import { sshCapture } from '../../../src/targets/ssh/capture.ts'
import { readFolderState } from '../../../src/targets/ssh/model/folder-state.ts'
import { ready, refusal } from '../../support/rollback-contract.ts'
import { missing, SshHost } from './host.ts'
import { SshServer } from './server.ts'
import { SshWorld } from './world.ts'

const never = new AbortController().signal
const quiet = () => undefined
const describeHere = missing === undefined ? describe : describe.skip
let server: SshServer
let world: SshWorld

if (missing === undefined) {
  beforeAll(async () => {
    server = await SshServer.start(new SshHost())
  })
  afterAll(async () => {
    await server.close()
    server.host.close()
  })
  beforeEach(async () => {
    world = await SshWorld.open(server)
  })
  afterEach(() => world.close())
}

async function planned(...args: Parameters<SshWorld['strategy']>): Promise<RollbackPlan> {
  return ready(await world.strategy(...args).plan(never))
}

function refused(...args: Parameters<SshWorld['strategy']>): Promise<PlatformError> {
  return refusal({ strategy: () => world.strategy(...args) }, never)
}

describeHere('a backup that is restored', () => {
  it('comes back byte for byte, with modes, links and times, and the bad folder stays aside', async () => {
    const [good, bad] = [world.tree('app-backup-20260102-100000'), world.tree('app')]
    await (await planned()).apply(quiet, never)
    expect(world.tree('app')).toEqual(good)
    const [failed = ''] = world.names().filter((name) => name.startsWith('app-failed-'))
    expect(world.tree(failed)).toEqual(bad)
    expect(world.names()).toEqual(['app', 'app-backup-20260101-100000', 'app-backup-20260102-100000', failed])
    expect(server.log()).toEqual(['stop -- app.service', 'start -- app.service'])
  })

  it('leaves data folders as they are', async () => {
    await (await planned({ exclude: ['data', 'nothing/here'] })).apply(quiet, never)
    const tree = world.tree('app')
    expect(
      execFileSync('cat', [join(world.app, 'data/deep/rows'), join(world.app, 'VERSION')], {
        encoding: 'utf8',
      }),
    ).toBe('rows of v2v1\n')
    expect(Object.keys(tree)).not.toContain('nothing')
  })

  it('is done by the user itself where the files are its own; sudo only for the unit', async () => {
    await (await planned()).apply(quiet, never)
    expect(server.read('sudo').split('\n')).toEqual([
      'systemctl stop -- app.service',
      'systemctl start -- app.service',
    ])
  })

  it('needs no unit and no address', async () => {
    const { healthUrl: _, ...config } = world.config({ services: [] })
    const { sshRollback } = await import('../../../src/targets/ssh/strategy.ts')
    const { clock, temporary } = world
    const deps = {
      clock,
      temporary,
      env: process.env,
      redact: String,
      rollbackTo: { kind: 'previous' as const },
    }
    const plan = ready(await sshRollback(config, deps).plan(never))
    expect(plan.unknowns).toContain('whether anything has to be restarted: ssh-service is empty')
    await plan.apply(quiet, never)
    expect(server.log()).toEqual([])
  })

  it('may be named by its time', async () => {
    const plan = await planned({}, { rollbackTo: { kind: 'revision', revision: '2026-01-01' } })
    expect(plan.to).toBe('app-backup-20260101-100000')
    expect(plan.evidence).toContainEqual(
      expect.stringMatching(/^backup: app-backup-20260102-100000: version v1, of 20.. KiB$|version v1/),
    )
  })

  it('expects a version in the answers only if the folder has the deployed one', async () => {
    expect((await planned({}, { from: 'v2' })).toVersion).toBe('v1')
    expect((await planned({}, { from: '4711' })).toVersion).toBeUndefined()
  })
})

describeHere('a folder that does not hold what was deployed', () => {
  it('but what ran before, as the capture recorded it, has nothing to be put back', async () => {
    const deployed = { from: 'v3', captured: 'v2' }
    expect(await world.strategy({}, deployed).plan(never)).toEqual({
      kind: 'not-deployed',
      reason: `${world.app} on 127.0.0.1 holds v2, as before the deployment`,
    })
    expect((await planned({}, { ...deployed, rollbackTo: { kind: 'back', count: 1 } })).to).toBe(world.to)
    expect((await world.strategy({}, { from: 'v2', captured: 'v2' }).plan(never)).kind).toBe('no-target')
  })

  it('but a later version, beside a backup of what was deployed, is left alone', async () => {
    world.deploy('app-backup-20260103-100000', 'v1.9')
    expect(await world.strategy({}, { from: 'v1.9' }).plan(never)).toEqual({
      kind: 'superseded',
      reason: `${world.app} on 127.0.0.1 holds v2, and v1.9, which was deployed, is in its backup app-backup-20260103-100000`,
      by: 'v2',
    })
  })
})

describeHere('a folder that names no version', () => {
  const CONFIG = { exclude: ['data'] }
  /** As it was recorded before the deployment. */
  async function recorded() {
    rmSync(join(world.app, 'VERSION'))
    const { clock, temporary } = world
    const deps = { clock, temporary, env: process.env, redact: String }
    const { state, revision } = await sshCapture(world.config(CONFIG), deps).capture(never)
    expect(revision).toBeUndefined()
    const capturedState = readFolderState(state)
    expect(capturedState).toBeDefined()
    return { capturedState, from: 'v3' }
  }
  const kindOf = async (...args: Parameters<SshWorld['strategy']>) =>
    (await world.strategy(...args).plan(never)).kind

  it.each([
    { what: 'nothing has changed', change: () => undefined, kind: 'not-deployed' },
    {
      what: 'only data have changed',
      change: () => writeFileSync(join(world.app, 'data/deep/rows'), 'more'),
      kind: 'not-deployed',
    },
    {
      what: 'a file has another content',
      change: () => writeFileSync(join(world.app, 'bin/run'), '#!/bin/sh\necho v3\n'),
      kind: 'ready',
    },
    {
      what: 'a file has another content of the same length and time',
      change: () => {
        const file = join(world.app, 'bin/run')
        writeFileSync(file, '#!/bin/sh\necho v3\n')
        utimesSync(file, 1_700_000_000.123, 1_700_000_000.456)
      },
      kind: 'ready',
    },
    { what: 'a file is gone', change: () => rmSync(join(world.app, 'bin/twin')), kind: 'ready' },
    {
      what: 'another folder has its place',
      change: () => {
        renameSync(world.app, `${world.app}-before`)
        cpSync(`${world.app}-before`, world.app, { recursive: true, preserveTimestamps: true })
      },
      kind: 'ready',
    },
    {
      what: 'its unit was started again',
      change: () => server.order('log', 'start -- app.service\n'),
      kind: 'ready',
    },
  ])('was $kind where $what', async ({ change, kind }) => {
    const deps = await recorded()
    change()
    expect(await kindOf(CONFIG, deps)).toBe(kind)
  })

  it('is put back where a person says so, or where the checks have had an answer from what was deployed', async () => {
    const deps = await recorded()
    expect(await kindOf(CONFIG, { ...deps, rollbackTo: { kind: 'back', count: 1 } })).toBe('ready')
    expect(await kindOf(CONFIG, { ...deps, hasAnswered: (version) => version === 'v3' })).toBe('ready')
    expect(await kindOf(CONFIG, { ...deps, hasAnswered: (version) => version === 'v2' })).toBe('not-deployed')
  })
})

describeHere('a step that fails is reverted with all before it', () => {
  it.each([
    { step: 'making the copy', fail: '^mkdir -- .*-restoring-' },
    { step: 'reading the backup', fail: '^tar --create' },
    { step: 'writing the copy', fail: '^tar --extract' },
    { step: 'stopping', fail: '^systemctl stop' },
    { step: 'moving aside', fail: '^mv -T .*-failed-' },
    { step: 'moving in place', fail: '^mv -T .*-restoring-' },
    { step: 'carrying data over', fail: '^mv -T .*/data' },
    { step: 'starting', fail: '^systemctl start' },
  ])('$step', async ({ fail }) => {
    const before = await world.snapshot()
    server.order('fail', fail)
    const error = await refused({ exclude: ['data'] })
    expect(error).toMatchObject({
      code: 'refused',
      message: expect.stringMatching(
        /^the step `\w+` failed: injected fault.*; all steps were reverted, and .* is as it was; app.service is active$/,
      ),
    })
    expect(server.read('fail')).toBe('')
    expect(await world.snapshot()).toEqual(before)
  })

  it('a unit that does not stay up', async () => {
    const before = await world.snapshot()
    server.order('becomes', 'failed')
    const error = await refused({ exclude: ['data'] })
    expect(error.message).toMatch(/^app.service did not become active: it is failed; all steps were reverted/)
    expect(await world.snapshot()).toEqual(before)
    expect(server.log()).toEqual([
      'stop -- app.service',
      'start -- app.service',
      'stop -- app.service',
      'start -- app.service',
    ])
  })

  it('an address that does not answer well on the server', async () => {
    const before = await world.snapshot()
    world.healthStatus = 503
    const error = await refused()
    expect(error.message).toMatch(
      /^ssh-health-url did not answer well on the server: curl: .*503; all steps were reverted/,
    )
    expect(world.clock.elapsedMs()).toBeGreaterThanOrEqual(60_000)
    expect(await world.snapshot()).toEqual(before)
  })

  it('the rollback timeout', async () => {
    const before = await world.snapshot()
    const blockade = await world.block('apply')
    const stop = new AbortController()
    const said: string[] = []
    const work = (await planned()).apply((text) => said.push(text), stop.signal)
    await blockade.reached
    stop.abort(new PlatformError('timed-out', 'too slow'))
    await Promise.all([expect(work).rejects.toThrow('too slow'), blockade.lift()])
    expect(said.at(-1)).toMatch(/^all steps were reverted/)
    expect(await world.snapshot()).toEqual(before)
  })

  it('a server that was lost reverts it alone, and the rollback can be done again', async () => {
    const before = await world.snapshot()
    const blockade = await world.block('apply')
    const plan = await planned()
    const work = plan.apply(quiet, never)
    await blockade.reached
    server.cutConnections()
    await expect(work).rejects.toMatchObject({
      code: 'ambiguous',
      message: 'the connection to 127.0.0.1 was lost during the rollback',
    })
    await blockade.lift()
    expect(await world.snapshot()).toEqual(before)
    expect((await plan.apply(quiet, never)).kind).toBe('in-place')
  })

  it('and says exactly what is where if that fails too', async () => {
    server.order('fail-always', '^systemctl start|^mv -T .*/app .*-restoring-')
    const said: string[] = []
    const plan = await planned()
    const work = plan.apply((text) => said.push(text), never)
    const [, stamp = ''] = /-failed-([\d-]+)/.exec(plan.steps.join()) ?? []
    await expect(work).rejects.toMatchObject({
      code: 'refused',
      message: `the step \`start\` failed: injected fault; not everything could be reverted; the folder that was deployed is at ${world.app}-failed-${stamp}; app.service is inactive`,
      hint: expect.stringContaining('Manual action is required on the server: ssh '),
    })
    expect(said).toContainEqual(expect.stringMatching(/^could not be reverted: mv -T -- /))
  })
})

describeHere('nothing is changed, and one sentence says why', () => {
  it.each([
    {
      what: 'an unknown host key',
      config: () => ({ knownHosts: ['other.example.com ssh-ed25519 AAAA'] }),
      code: 'refused',
      says: /the host key of the server is not in ssh-known-hosts/,
    },
    {
      what: 'another host key',
      config: () => ({
        knownHosts: server
          .knownHosts()
          .map((line) => line.replace(/ \S+$/, ` ${server.host.otherPublicKey}`)),
      }),
      code: 'refused',
      says: /shows another host key than the one in ssh-known-hosts/,
    },
    {
      what: 'a wrong key',
      config: () => ({ key: new Secret(server.host.otherKey) }),
      code: 'access-denied',
      says: /the server refused the key: .*Permission denied \(publickey\)/,
    },
    {
      what: 'what is no key',
      config: () => ({
        key: new Secret('-----BEGIN OPENSSH PRIVATE KEY-----\nnonsense\n-----END OPENSSH PRIVATE KEY-----'),
      }),
      code: 'access-denied',
      says: /the server refused the key|cannot be read by OpenSSH/,
    },
    {
      what: 'nobody there',
      config: () => ({ port: 1 }),
      code: 'unreachable',
      says: /no connection: .*Connection refused/,
    },
    {
      what: 'a missing folder',
      config: () => ({ path: `${world.app}-gone` }),
      code: 'not-found',
      says: /there is no .*app-gone on 127.0.0.1/,
    },
    {
      what: 'a file',
      config: () => ({ path: `${world.app}/VERSION` }),
      code: 'refused',
      says: /is not a folder/,
    },
    {
      what: 'a link',
      config: () => ({ path: `${world.root}/link` }),
      code: 'refused',
      says: /is a symbolic link/,
    },
    {
      what: 'a folder that is no checkout',
      config: () => ({ method: 'git' as const }),
      code: 'refused',
      says: /is no git checkout/,
    },
  ])('$what', async ({ config, code, says }) => {
    symlinkSync('app', join(world.root, 'link'))
    const before = await world.snapshot()
    const work = world.strategy(config()).plan(never)
    await expect(work).rejects.toMatchObject({
      code,
      message: expect.stringMatching(says),
      hint: expect.stringMatching(/\w+ \w+/),
    })
    expect(await world.snapshot()).toEqual(before)
  })

  it.each([
    {
      what: 'an unknown unit',
      order: ['load', 'not-found'],
      code: 'not-found',
      says: /the unit app.service on 127.0.0.1 is unknown/,
    },
    { what: 'a masked unit', order: ['load', 'masked'], code: 'not-found', says: /is masked/ },
    {
      what: 'no right to restart',
      order: ['deny', 'systemctl'],
      code: 'access-denied',
      says: /may not run `systemctl stop app.service` by sudo without a password/,
    },
  ] as const)('$what', async ({ order, code, says }) => {
    server.order(order[0], order[1])
    const before = await world.snapshot()
    await expect(world.strategy().plan(never)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(says),
    })
    expect(await world.snapshot()).toEqual(before)
  })

  it('no backup', async () => {
    const result = await world.strategy({ backups: `${world.app}-saved-*` }).plan(never)
    expect(result).toMatchObject({ kind: 'no-target', reason: `there is no backup (${world.app}-saved-*)` })
  })

  it('a full disk', async () => {
    const plan = await planned()
    const before = await world.snapshot()
    server.order('free', '10')
    await expect(plan.apply(quiet, never)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(
        /^the disk of 127.0.0.1 is too full: the copy needs \d+ KiB and 10 KiB are free$/,
      ),
    })
    expect(await world.snapshot()).toEqual(before)
  })

  it('no ssh on this runner', async () => {
    const error = world.strategy({}, { env: { PATH: '/nonexistent' } }).plan(never)
    await expect(error).rejects.toMatchObject({
      code: 'not-found',
      message: 'the ssh client could not be started on this runner',
    })
  })
})

describeHere('after the recovery', () => {
  beforeEach(() => {
    // In the order of their times, as on a real server.
    for (const name of world.names().filter((name) => name.includes('backup')))
      rmSync(join(world.root, name), { recursive: true })
    for (const day of ['03', '04', '05']) world.deploy(`app-backup-202512${day}-100000`, `old ${day}`)
    world.deploy('app-backup-20260101-100000', 'v0')
    world.deploy(world.to, 'v1')
    world.own()
  })

  it('backups beyond ssh-keep-backups go, but never the one in use, nor a newer one', async () => {
    const rollbackTo = { kind: 'revision' as const, revision: '2025-12-04' }
    const plan = await planned({ keepBackups: 2 }, { rollbackTo })
    const said: string[] = []
    await plan.apply((text) => said.push(text), never)
    await plan.conclude?.(true, never)
    expect(said.at(-1)).toBe(`removed the old backup ${world.app}-backup-20251203-100000`)
    expect(plan.steps.at(-1)).toBe(
      `remove the old backup ${world.app}-backup-20251203-100000 once the recovery is verified`,
    )
    expect(world.names().filter((name) => name.includes('backup'))).toEqual([
      'app-backup-20251204-100000',
      'app-backup-20251205-100000',
      'app-backup-20260101-100000',
      'app-backup-20260102-100000',
    ])
  })

  it('a backup that cannot be removed is named, and the rollback stands', async () => {
    const plan = await planned({ keepBackups: 4 })
    await plan.apply(quiet, never)
    server.order('fail', '^rm -rf .*-backup-')
    await expect(plan.conclude?.(true, never)).rejects.toMatchObject({
      message: `old backups could not be removed: ${world.app}-backup-20251203-100000 (injected fault)`,
      hint: expect.stringContaining('The rollback itself is done'),
    })
  })

  it.each([
    { because: 'it was not verified', keepBackups: 1, recovered: false },
    { because: 'nobody asked for it', keepBackups: undefined, recovered: true },
  ])('everything stays when $because', async ({ keepBackups, recovered }) => {
    const plan = await planned(keepBackups === undefined ? {} : { keepBackups })
    await plan.apply(quiet, never)
    const before = await world.snapshot()
    await plan.conclude?.(recovered, never)
    expect(await world.snapshot()).toEqual(before)
  })
})

describeHere('a capture', () => {
  const capture = (config = world.config()) => {
    const { clock, temporary } = world
    return sshCapture(config, { clock, temporary, env: process.env, redact: String }).capture(never)
  }

  it('records the version in the folder, by which the backup is found later', async () => {
    expect(await capture()).toEqual({ revision: 'v2', warnings: [] })
    world.deploy('app-backup-20260103-100000', 'v2')
    world.deploy('app-backup-20260104-100000', 'v1.9')
    writeFileSync(join(world.app, 'VERSION'), 'v3')
    expect((await planned({}, { captured: 'v2' })).to).toBe('app-backup-20260103-100000')
  })

  it('warns while there is still time', async () => {
    rmSync(join(world.app, 'VERSION'))
    const { revision, warnings } = await capture(world.config({ backups: `${world.app}-saved-*` }))
    expect(revision).toBeUndefined()
    expect(warnings.map(({ text }) => text)).toEqual([
      `${world.app} on 127.0.0.1 has no VERSION file, so its backups cannot be distinguished`,
      `there is no backup yet that ${world.app}-saved-* matches on 127.0.0.1`,
    ])
  })

  it.each(['mkdir', 'mv', 'tar --create', 'tar --extract', 'rm', 'du'])(
    'finds before the deploy that %s is not allowed, also where there is no backup yet',
    async (program) => {
      if (!server.host.isRoot) return
      execFileSync('chown', ['-hR', 'root:root', world.root])
      server.order('deny', `^${program} `)
      const before = await world.snapshot()
      for (const backups of [`${world.app}-backup-*`, `${world.app}-saved-*`])
        await expect(capture(world.config({ backups }))).rejects.toMatchObject({
          code: 'access-denied',
          message: expect.stringContaining(`may not run \`${program} `),
        })
      expect(await world.snapshot()).toEqual(before)
    },
  )

  it('warns of a disk that is too full for a rollback', async () => {
    server.order('free', '10')
    const { revision, warnings } = await capture()
    expect(revision).toBe('v2')
    expect(warnings.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^the disk of 127.0.0.1 is too full/),
    ])
  })

  it('finds a wrong host key before the deploy', async () => {
    await expect(capture(world.config({ knownHosts: ['x ssh-ed25519 AAAA'] }))).rejects.toMatchObject({
      code: 'refused',
    })
  })
})

describeHere('a login', () => {
  it('may be by an agent', async () => {
    const agent = spawnSync('ssh-agent', ['-s'], { encoding: 'utf8' }).stdout
    const [, socket = ''] = /SSH_AUTH_SOCK=([^;]+)/.exec(agent) ?? []
    const [, pid = ''] = /SSH_AGENT_PID=(\d+)/.exec(agent) ?? []
    const env = { PATH: process.env.PATH, SSH_AUTH_SOCK: socket }
    execFileSync('ssh-add', ['-q', '-'], { env, input: server.host.privateKey })
    const { key: _, ...config } = world.config()
    const { sshRollback } = await import('../../../src/targets/ssh/strategy.ts')
    const { clock, temporary } = world
    const deps = { clock, temporary, env, redact: String, rollbackTo: { kind: 'previous' as const } }
    expect(ready(await sshRollback(config, deps).plan(never)).to).toBe(world.to)
    process.kill(Number(pid))
  })

  it('may print whatever it likes before the steps begin', async () => {
    // The login of an unprivileged test run is a person's own.
    if (!server.host.isRoot) return
    writeFileSync(
      join(server.host.folder, '.bashrc'),
      'echo "safe-landing reply =b2s="; echo "::error::hello"\n',
    )
    await (await planned()).apply(quiet, never)
    rmSync(join(server.host.folder, '.bashrc'))
    expect(world.tree('app')).toEqual(world.tree(world.to))
  })

  it('as root keeps owners that are not its own', async () => {
    if (!server.host.isRoot) return
    await world.close()
    world = await SshWorld.open(server, { asRoot: true })
    const folder = join(world.root, world.to)
    lchownSync(join(folder, 'bin/run'), 12_345, 23_456)
    lchownSync(join(folder, 'dangling'), 12_345, 0)
    const good = world.tree(world.to)
    await (await planned()).apply(quiet, never)
    expect(world.tree('app')).toEqual(good)
    expect(server.read('sudo')).toBe('')
  })
})

describeHere('files that belong to root', () => {
  it('are restored by a user with the real sudo, and stay root’s', async () => {
    const asRoot = server.useRealSudo()
    if (asRoot === undefined) {
      console.warn('Not shown: there is no sudo here that works without a password.')
      return
    }
    // Readable, so that whoever runs the tests can compare them.
    asRoot('chmod', '-R', 'a+rX', world.root)
    asRoot('chown', '-hR', 'root:root', world.root)
    const { healthUrl: _, ...config } = world.config({ exclude: ['data'], services: [] })
    const { sshRollback } = await import('../../../src/targets/ssh/strategy.ts')
    const { clock, temporary } = world
    const deps = {
      clock,
      temporary,
      env: process.env,
      redact: String,
      rollbackTo: { kind: 'previous' as const },
    }
    const [good, bad] = [world.tree(world.to), world.tree('app')]
    const plan = ready(await sshRollback(config, deps).plan(never))
    await plan.apply(quiet, never)
    const isData = ([name]: [string, string]) => /^data(?:\/|$)/.test(name)
    const expected = [
      ...Object.entries(good).filter((one) => !isData(one)),
      ...Object.entries(bad).filter(isData),
    ]
    expect(world.tree('app')).toEqual(Object.fromEntries(expected))
    expect(Object.values(good).every((text) => / 0:0( |$)/.test(text))).toBe(true)
    asRoot('chown', '-hR', `${server.host.user.uid}:${server.host.user.gid}`, world.root)
  })
})

describeHere('the story', () => {
  it('reports how long each step took', async () => {
    // Real time for the work, while waits between two looks pass at once.
    const { clock: patient } = world
    const clock = { nowMs: () => performance.now(), sleep: patient.sleep.bind(patient) }
    const lines: string[] = []
    const startedAtMs = clock.nowMs()
    const plan = await planned({ exclude: ['data'] }, { clock })
    lines.push(`looked at the server and chose ${plan.to} (${Math.round(clock.nowMs() - startedAtMs)}ms)`)
    await plan.apply((text) => lines.push(text), never)
    const took = Math.round(clock.nowMs() - startedAtMs)
    console.info(
      `Recovery by ssh in ${took} ms:\n${lines.map((line) => `  ${line.replaceAll(`${world.root}/`, '')}`).join('\n')}`,
    )
    expect(
      lines.map((line) =>
        line
          .replace(/ \(.*\)$/, '')
          .replaceAll(world.root, '')
          .replace(/\d{8}-\d{6}$/, 'TIME'),
      ),
    ).toEqual([
      'looked at the server and chose app-backup-TIME',
      'copied /app-backup-TIME',
      'stopped app.service',
      'moved /app aside to /app-failed-TIME',
      'moved the copy to /app',
      'started app.service',
      'app.service is active',
      'it answers on the server',
    ])
    expect(readdirSync(world.temporary)).toEqual([])
  })
})
