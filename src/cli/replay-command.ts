import { readFileSync } from 'node:fs'
import { replay } from '../run/replay.ts'
import { changeSettings } from './changed-settings.ts'
import type { Command } from './command.ts'
import { UsageError } from './options.ts'
import { readRecording } from './recording.ts'
import { renderReplay } from './replay-report.ts'

/** Judges a recorded run again, perhaps with other settings. */
export const replayCommand: Command = {
  summary: 'judges a recorded run again, perhaps with other settings',
  usage: 'REPORT.json [--set NAME=VALUE]…',
  options: {
    set: {
      value: 'NAME=VALUE',
      isRepeatable: true,
      help: 'another setting, such as interval=10s or rollback-when="failure rate > 5% over 2m"',
    },
  },
  notes: ['REPORT.json is the file that the output `report` names, or what verify --json writes.'],
  run: async ({ values, others }, { write }) => {
    const [path, ...more] = others
    if (path === undefined || more.length > 0)
      throw new UsageError('one report is needed: replay REPORT.json')
    write(judgeAgain(path, values.get('set') ?? []))
    return 0
  },
}

function judgeAgain(path: string, changes: readonly string[]): string {
  try {
    const { settings, events } = readRecording(readFileSync(path, 'utf8'))
    const policy = changeSettings(settings, changes)
    return renderReplay(events, policy, replay(policy, settings, events))
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
