/**
 * Judges a recorded run again, perhaps with other settings:
 * `npm run replay -- REPORT [--set interval=10s] [--set rollback-when="failure rate > 5% over 2m"]`.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { replay } from '../src/run/replay.ts'
import { readRecording } from './replaying/recording.ts'
import { renderReplay } from './replaying/report.ts'
import { changeSettings } from './replaying/settings.ts'

const USAGE = 'usage: npm run replay -- REPORT.json [--set NAME=VALUE]…'

try {
  const { values, positionals } = parseArgs({
    options: { set: { type: 'string', multiple: true, default: [] } },
    allowPositionals: true,
  })
  const [path] = positionals
  if (path === undefined || positionals.length > 1) throw new Error(USAGE)
  const { settings, events } = readRecording(readFileSync(path, 'utf8'))
  const policy = changeSettings(settings, values.set)
  process.stdout.write(renderReplay(events, policy, replay(policy, settings, events)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
