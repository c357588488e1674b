import { assess } from '../../src/health/assess.ts'
import { beginHealth, followObservation, type HealthProgress } from '../../src/health/health-progress.ts'
import { beginRollout, withoutRollout } from '../../src/health/rollout-progress.ts'
import { describeAssessment } from '../../src/run/describe-assessment.ts'
import { healthPolicy } from '../support/policy.ts'
import { observation } from '../support/scripted-probe.ts'

const policy = healthPolicy()
const CHECKS = [{ name: 'api', required: true }]

const describeAt = (progress: HealthProgress, nowMs: number) =>
  describeAssessment(assess(policy, progress, nowMs), progress)

test('while the platform rolls out, it says what it waits for, and what has failed since', () => {
  let progress = beginHealth(CHECKS, beginRollout(0))
  for (const startedAtMs of [0, 5_000])
    progress = followObservation(progress, observation('fail', { startedAtMs }), policy)
  const tasks = new Map([['web', new Map([['a1', { id: 'a1', reason: 'exit code 1' }]])]])
  const failing = { ...progress, rollout: { ...progress.rollout, failedTasks: tasks } }
  expect(describeAt(failing, 6_000)).toBe(
    'goes on: still rolling-out; no task of the new version runs everywhere yet; api failed 2 in a row; 1 failed tasks of web',
  )
})

test('after it, it says how far each check is', () => {
  const began = beginHealth(CHECKS, withoutRollout(0))
  const progress = followObservation(began, observation('pass', { startedAtMs: 0 }), policy)
  expect(describeAt(progress, 1_000)).toBe(
    'goes on: still starting; api starting, 1 passed and 0 failed in a row, 0 probes of the bake',
  )
})
