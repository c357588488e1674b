import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SshHost } from '../targets/ssh/host.ts'
import { SshServer } from '../targets/ssh/server.ts'
import type { SshWorld } from '../targets/ssh/world.ts'
import { Stage } from './stage.ts'
import { ROLLS_BACK, VersionedSite } from './versioned-site.ts'

export const GOOD = 'app-backup-20260102-100000'

/** Which version the service runs: what its folder says, while its unit is active. */
export function live({ app, server }: SshWorld): string {
  const file = join(app, 'VERSION')
  return existsSync(file) && server.read('unit') === 'active' ? readFileSync(file, 'utf8').trim() : 'none'
}

/** A server, and a job that watches what runs on it; v2 is unhealthy. */
export async function openStage<World extends SshWorld>(
  host: SshHost,
  openWorld: (server: SshServer) => Promise<World>,
) {
  const server = await SshServer.start(host)
  const world = await openWorld(server)
  const { port, user, key, knownHosts, path, method, services, healthUrl, ...config } = world.config()
  const site = new VersionedSite(() => live(world))
  for (const version of ['v2', 'none']) site.unhealthy.add(version)
  const stage = await Stage.open({
    site: site.answer,
    with: {
      ...ROLLS_BACK,
      target: 'ssh',
      'ssh-host': config.host,
      'ssh-port': String(port),
      'ssh-user': user,
      'ssh-key': key?.reveal() ?? '',
      'ssh-known-hosts': knownHosts.join('\n'),
      'ssh-path': path,
      'ssh-method': method,
      'ssh-service': services.join('\n'),
      'ssh-health-url': healthUrl?.reveal() ?? '',
      'expect-version': 'v2',
    },
    secrets: world.secrets,
  })
  const close = async () => {
    await stage.close()
    await world.close()
    await server.close()
  }
  return { server, world, site, run: stage.run.bind(stage), close }
}

/** Runs it, and compares the server byte for byte with what it was. */
export async function expectUntouched(world: SshWorld, run: () => Promise<void>): Promise<void> {
  const before = await world.snapshot()
  await run()
  await world.server.quiet()
  expect(await world.snapshot()).toEqual(before)
  expect(readdirSync(world.root).sort()).toEqual(['app', 'app-backup-20260101-100000', GOOD])
}
