import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '../../../demo/world/loopback.ts'
import { ROLLS_BACK, VersionedSite } from '../../bundle/versioned-site.ts'
import { ProgramGate } from '../program-gate.ts'
import type { Setup } from '../scene.ts'

/** As a person writes one: what it does takes a program, and it says which version runs. */
const PLAN = 'printf \'{"from": "%s", "to": "v41"}\' "$(cat live)"'
const PUT_BACK = `echo "$SAFE_LANDING_TO" >> calls\ncp "$SAFE_LANDING_TO" live`

export const command: Setup = {
  name: 'command',
  good: 'v41',
  write: '^cp ',
  async open(proxy) {
    const folder = mkdtempSync(join(tmpdir(), 'command-'))
    const workspace = join(folder, 'work')
    mkdirSync(workspace)
    for (const [name, text] of [['live', 'v42'], ['v41', 'v41'], ['calls', '']] as const) // biome-ignore format: a table
      writeFileSync(join(workspace, name), text)
    const read = (name: string) => readFileSync(join(workspace, name), 'utf8').trim()
    const site = new VersionedSite(() => read('live'))
    site.unhealthy.add('v42')
    const server = await serve(site.answer)
    const gate = await ProgramGate.open(proxy)
    return {
      env: { PATH: `${gate.front('bash', 'cp')}:${process.env.PATH}` },
      workspace,
      with: {
        ...ROLLS_BACK,
        target: 'command',
        'health-url': `${await proxy.front(server.url)}/health`,
        command: PUT_BACK,
        'plan-command': PLAN,
        'expect-version': 'v42',
      },
      writes: () => read('calls').split('\n').filter((line) => line !== ''), // biome-ignore format: one line
      live: async () => read('live'),
      close: async () => {
        await gate.close()
        await server.close()
        rmSync(folder, { recursive: true })
      },
    }
  },
}
