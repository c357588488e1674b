import type { Outcome } from '../../src/domain/outcome.ts'
import type { PlanDescription } from '../../src/domain/rollback.ts'
import { parseInputs } from '../../src/inputs/parse-inputs.ts'
import { type RunStory, tellSettings } from '../../src/report/run-story.ts'
import { Secret } from '../../src/secret.ts'
import { Telling } from '../../src/wiring/telling.ts'
import { given, MINIMAL } from '../inputs/given.ts'
import { FakeClock } from '../support/fake-clock.ts'

const config = parseInputs(given(MINIMAL.none))

const plan: PlanDescription = {
  from: 'v2',
  to: 'v1',
  actor: 'us',
  evidence: [],
  steps: [],
  unknowns: [],
  manual: [],
}

const outcome: Outcome = { result: 'rollback-failed', reason: 'it failed', timings: {}, plan }

const story: RunStory = {
  outcome,
  events: [{ kind: 'rollback-started', atMs: 0, plan }],
  context: {
    mode: 'guard',
    target: 'none',
    exitCode: 1,
    settings: tellSettings(config),
    startedAt: '2026-01-05T10:00:00.000Z',
    version: '1.0.0',
  },
}

it('never ends a run, whatever is wrong with the telling itself', async () => {
  const warned: string[] = []
  // No address at all, which the inputs would have refused.
  const notify = { url: new Secret('nowhere'), on: 'always' } as const
  const telling = new Telling(
    { ...config, notify },
    { env: {}, clock: new FakeClock(), redact: (text) => text, warn: (text) => warned.push(text) },
  )
  telling.begin(story)
  await expect(telling.end(story)).resolves.toBeUndefined()
  expect(warned).toHaveLength(2)
  for (const text of warned) expect(text).toMatch(/^the notification could not be sent: .*Invalid URL$/)
})
