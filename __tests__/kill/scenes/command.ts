import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '../../../demo/world/loopback.ts'
import { ROLLS_BACK, VersionedSite } from '../../bundle/versioned-site.ts'
import { ProgramGate } from '../program-gate.ts'
import type { Setup } from '../scene.ts'

/** Each line is a version that was deployed. */
const PLAN = 'printf \'{"from": "%s", "to": "v41"}\' "$(tail --lines=1 live)"'
const PUT_BACK = 'tee --append live <<< "$SAFE_LANDING_TO"'

export const command: Setup = {
  name: 'command',
  good: 'v41',
  write: '^tee ',
  async open(proxy) {
    const folder = mkdtempSync(join(tmpdir(), 'command-'))
    const workspace = join(folder, 'work')
    mkdirSync(workspace)
    const file = join(workspace, 'live')
    writeFileSync(file, 'v42\n')
    const deployed = () => readFileSync(file, 'utf8').trim().split('\n')
    const live = () => deployed().at(-1) ?? ''
    const site = new VersionedSite(live)
    site.unhealthy.add('v42')
    const server = await serve(site.answer)
    const gate = await ProgramGate.open(proxy)
    return {
      env: { PATH: `${gate.front('bash', 'tee')}:${process.env.PATH}` },
      workspace,
      with: {
        ...ROLLS_BACK,
        target: 'command',
        'health-url': `${await proxy.front(server.url)}/health`,
        command: PUT_BACK,
        'plan-command': PLAN,
        'expect-version': 'v42',
      },
      writes: () =>
        deployed()
          .slice(1)
          .map((version) => `deploy ${version}`),
      live: async () => live(),
      close: async () => {
        await gate.close()
        await server.close()
        rmSync(folder, { recursive: true })
      },
    }
  },
}
