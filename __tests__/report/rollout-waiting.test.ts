import { renderEnvironmentRecord } from '../../src/report/deliver/environment-record.ts'
import { isIncident } from '../../src/report/deliver/incident.ts'
import { isWanted } from '../../src/report/deliver/notification.ts'
import { renderSummary } from '../../src/report/summary/summary.ts'
import { verify } from '../../src/run/verify.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { healthPolicy } from '../support/policy.ts'
import { RecordingJournal } from '../support/recording-journal.ts'
import { inProgress, ScriptedWatch } from '../support/scripted-watch.ts'
import { contextOf } from './stories.ts'

/** A run that ends while the platform waits for a person. */
async function waiting() {
  const clock = new FakeClock()
  const journal = new RecordingJournal(clock)
  const state = inProgress([], false, { waitsFor: { by: 'person', what: 'an answer to the hook' } })
  const verification = await verify(
    {
      clock,
      random: () => 0.5,
      journal,
      probes: [],
      watch: new ScriptedWatch(clock, [{ fromMs: 0, states: { web: state } }]),
    },
    {
      stage: 'verification',
      policy: healthPolicy(),
      pollIntervalMs: 5_000,
      expected: { kind: 'any' },
    },
    new AbortController().signal,
  )
  const { reason } = verification.verdict
  return {
    outcome: { result: 'awaiting-approval', reason, verification, timings: {} } as const,
    events: [],
    context: { ...contextOf('awaiting-approval'), exitCode: 1 as const },
  }
}

it('a rollout that waits for a person says nothing against its version, and is no rollback', async () => {
  const story = await waiting()
  expect(renderEnvironmentRecord(story)).toBeUndefined()
  expect(isIncident(story)).toBe(false)
  expect([isWanted('rollback', story), isWanted('failure', story)]).toEqual([false, true])
  expect(renderSummary(story)).toContain('The rollout waits for an approval')
})
