import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { missing, SshHost } from '../targets/ssh/host.ts'
import { SshServer } from '../targets/ssh/server.ts'
import { scene, stepOf } from './scene.ts'
import { type Script, Stage } from './stage.ts'

/** The site's only file is its version; one that is named so answers 500. */
function tellHealth(folder: string, bad: () => string) {
  return (_: unknown, response: { writeHead(status: number): void; end(text: string): void }) => {
    const file = join(folder, 'version')
    const version = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
    response.writeHead(version === bad() || version === '' ? 500 : 200)
    response.end(JSON.stringify({ version }))
  }
}

async function openServer(versions: Readonly<Record<string, string>>) {
  const server = await SshServer.start(new SshHost())
  const srv = join(server.host.folder, 'srv')
  for (const [folder, version] of Object.entries(versions)) {
    mkdirSync(join(srv, folder), { recursive: true })
    writeFileSync(join(srv, folder, 'version'), `${version}\n`)
  }
  execFileSync('chown', ['-R', `${server.host.user.uid}:${server.host.user.gid}`, srv])
  return { server, shop: join(srv, 'shop') }
}

/** What the examples are told of the server. */
function scriptFor(server: SshServer, shop: string, stage: Stage) {
  return {
    with: { 'ssh-port': String(server.port), 'ssh-user': server.host.user.name },
    vars: {
      SSH_HOST: '127.0.0.1',
      SSH_KNOWN_HOSTS: server.knownHosts().join('\n'),
      HEALTH_URL: `${stage.url}/health`,
    },
    secrets: { SSH_KEY: server.host.privateKey },
    addresses: { '/opt/shop': shop },
  }
}

const BACKED_UP = { shop: 'better', 'shop-backup-20260101T100000Z': 'good' }

async function play(act: string, isBad: boolean, order: Partial<Script> = {}) {
  const { server, shop } = await openServer(order.example === undefined ? { shop: 'good' } : BACKED_UP)
  let bad = 'none'
  const stage = await Stage.open(
    act,
    tellHealth(shop, () => bad),
  )
  const told = scriptFor(server, shop, stage)
  const script = {
    ...told,
    example: 'ssh-server',
    addresses: {
      ...told.addresses,
      '"deploy@$SSH_HOST"': `-p ${server.port} "${server.host.user.name}@$SSH_HOST"`,
    },
    files: { 'build/index.html': 'Hello' },
    ...order,
  }
  try {
    const sha = stage.commit(script)
    if (isBad) bad = sha
    const run = await stage.run(script)
    return { run, sha, version: readFileSync(join(shop, 'version'), 'utf8').trim(), log: server.log() }
  } finally {
    await stage.close()
    await server.close()
    server.host.close()
  }
}

async function rehearse(act: string) {
  const { server, shop } = await openServer({ shop: 'new', 'shop-backup-20260102-100000': 'good' })
  const stage = await Stage.open(
    act,
    tellHealth(shop, () => 'none'),
  )
  const told = scriptFor(server, shop, stage)
  const script = {
    ...told,
    example: 'rehearse',
    event: 'workflow_dispatch',
    vars: { ...told.vars, REHEARSE: '["server"]' },
  }
  try {
    stage.commit(script)
    const run = await stage.run(script)
    return { run, version: readFileSync(join(shop, 'version'), 'utf8').trim() }
  } finally {
    await stage.close()
    await server.close()
    server.host.close()
  }
}

if (missing === undefined) {
  scene('rehearse.yml restores the backup on the server, and then what ran', async (act) => {
    const { run, version } = await rehearse(act)
    expect(stepOf(run, 'server', 'rehearsal').outputs).toMatchObject({ result: 'rehearsed', from: 'new' })
    expect(version).toBe('new')
    expect(run.exitCode).toBe(0)
  })

  scene('ssh-server.yml copies a good version to the server', async (act) => {
    const { run, version, sha } = await play(act, false)
    expect(stepOf(run, 'deploy', 'landing').outputs.result).toBe('healthy')
    expect(version).toBe(sha)
  })

  scene('ssh-server.yml puts the backup back when the new version fails', async (act) => {
    const { run, version, log } = await play(act, true)
    const { outputs, summary } = stepOf(run, 'deploy', 'landing')
    expect(outputs).toMatchObject({ result: 'rolled-back' })
    expect(version).toBe('good')
    expect(log.at(-1)).toContain('start')
    expect(summary).not.toContain('PRIVATE KEY')
  })

  const order = (dryRun: string) => ({
    example: 'ssh-manual-rollback',
    event: 'workflow_dispatch',
    payload: { inputs: { revision: 'previous', reason: 'Orders fail', 'dry-run': dryRun } },
  })

  scene('ssh-manual-rollback.yml restores the backup because a person says so', async (act) => {
    const { run, version } = await play(act, false, order('false'))
    expect(stepOf(run, 'roll-back', 'rollback')).toMatchObject({
      result: 'success',
      outputs: { result: 'rolled-back' },
    })
    expect(version).toBe('good')
  })

  scene('ssh-manual-rollback.yml with a dry run changes nothing', async (act) => {
    const { run, version } = await play(act, false, order('true'))
    expect(stepOf(run, 'roll-back', 'rollback').outputs.result).toBe('validated')
    expect(version).toBe('better')
  })
  scene('ssh-pull-request.yml logs in, shows the backup, and changes nothing', async (act) => {
    const payload = { pull_request: { user: { login: 'mona' } } }
    const check = { example: 'ssh-pull-request', event: 'pull_request', payload }
    const { run, version } = await play(act, false, check)
    const { outputs, summary } = stepOf(run, 'validate', 'validation')
    expect([outputs.result, run.exitCode, version]).toEqual(['validated', 0, 'better'])
    expect(summary).toContain('shop-backup-20260101T100000Z')
    expect(summary + run.log).not.toContain('PRIVATE KEY')
  })
} else {
  test.skip(`ssh-server.yml (skipped: ${missing})`, () => undefined)
}
