import { serve } from '../../../demo/world/loopback.ts'
import { live } from '../../bundle/ssh-stage.ts'
import type { Inputs } from '../../bundle/stage.ts'
import { ROLLS_BACK, VersionedSite } from '../../bundle/versioned-site.ts'
import { missing, SshHost } from '../../targets/ssh/host.ts'
import { SshServer } from '../../targets/ssh/server.ts'
import { SshWorld } from '../../targets/ssh/world.ts'
import { ProgramGate } from '../program-gate.ts'
import type { Setup } from '../scene.ts'

export const whyNoSsh = missing

/** Made once for all: keys and a user take half a second. */
let host: SshHost | undefined

afterAll(() => host?.close())

interface Variant extends Pick<Setup, 'name' | 'write'> {
  /** Beside the folder after a rollback. */
  readonly aside: string
  readonly inputs: Inputs
}

const VARIANTS: readonly Variant[] = [
  { name: 'ssh', write: '^mv -T .*-failed-', aside: 'app-failed-', inputs: {} },
  {
    name: 'ssh, a part',
    write: '^mv -T .*-replaced-',
    aside: 'app-replaced-',
    inputs: { 'ssh-only': 'bin\nVERSION' },
  },
]

export const SSH_SETUPS: readonly Setup[] = VARIANTS.map((variant) => ({
  name: variant.name,
  good: 'v1',
  write: variant.write,
  async open(proxy) {
    host ??= new SshHost()
    const server = await SshServer.start(host)
    const world = await SshWorld.open(server)
    const { port, user, key, knownHosts, path, services, healthUrl, ...config } = world.config()
    const site = new VersionedSite(() => live(world))
    for (const version of ['v2', 'none']) site.unhealthy.add(version)
    const address = await serve(site.answer)
    // The server is another machine: its programs go on.
    const gate = await ProgramGate.open(proxy, async ({ blow }) => {
      if (blow === 'cut') await server.cutConnections()
      return 'goes on'
    })
    server.order('gate', gate.shell)
    return {
      env: {},
      with: {
        ...ROLLS_BACK,
        target: 'ssh',
        'health-url': `${await proxy.front(address.url)}/health`,
        'ssh-host': config.host,
        'ssh-port': String(port),
        'ssh-user': user,
        'ssh-key': key?.reveal() ?? '',
        'ssh-known-hosts': knownHosts.join('\n'),
        'ssh-path': path,
        'ssh-service': services.join('\n'),
        'ssh-health-url': healthUrl?.reveal() ?? '',
        'expect-version': 'v2',
        ...variant.inputs,
      },
      // What the server has undone by itself was no rollback.
      writes: () =>
        world
          .names()
          .filter((name) => name.startsWith(variant.aside))
          .map(() => 'restore'),
      settle: () => server.quiet(),
      live: async () => live(world),
      close: async () => {
        await gate.close()
        await address.close()
        await world.close()
        await server.close()
      },
    }
  },
}))
