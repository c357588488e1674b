import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SshWorld } from '../targets/ssh/world.ts'
import { Landing } from './landing.ts'

export const GOOD = 'app-backup-20260102-100000'

/** Which version the service runs: what its folder says, while its unit is active. */
export function live({ app, server }: SshWorld): string {
  const file = join(app, 'VERSION')
  return existsSync(file) && server.read('unit') === 'active' ? readFileSync(file, 'utf8').trim() : 'none'
}

/** A job that watches what runs on the server; v2 is ill. */
export async function openLanding(world: SshWorld): Promise<Landing> {
  const { host, port, user, key, knownHosts, path, method, service, healthUrl } = world.config()
  const landing = await Landing.open({
    live: () => live(world),
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
  return landing
}

/** Runs it, and compares the server byte for byte with what it was. */
export async function expectUntouched(world: SshWorld, run: () => Promise<void>): Promise<void> {
  const before = await world.snapshot()
  await run()
  await world.server.quiet()
  expect(await world.snapshot()).toEqual(before)
  expect(readdirSync(world.root).sort()).toEqual(['app', 'app-backup-20260101-100000', GOOD])
}
