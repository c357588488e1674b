import { PlatformError } from '../../src/core/platform-error.ts'
import type { CheckProgress } from '../../src/health/check.ts'
import { beginCheck } from '../../src/health/check.ts'
import { beginHealth } from '../../src/health/health-progress.ts'
import { withoutRollout } from '../../src/health/rollout-progress.ts'
import type { TriggerStatus } from '../../src/health/triggers/trigger.ts'
import { bestEffort } from '../../src/run/best-effort.ts'
import { describeAssessment } from '../../src/run/describe-assessment.ts'
import { journalOf, rehearsalPolicy, rehearseFailure } from '../../src/run/rehearsed-failure.ts'
import { Warnings } from '../../src/run/warnings.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { healthPolicy } from '../support/policy.ts'
import { RecordingJournal } from '../support/recording-journal.ts'
import { observation, ScriptedProbe } from '../support/scripted-probe.ts'

const recorder = () => {
  const journal = new RecordingJournal(new FakeClock())
  return {
    journal,
    warnings: new Warnings(journal),
    texts: () => journal.of('warned').map(({ text }) => text),
  }
}
const status = (state: TriggerStatus['state'], more: Partial<TriggerStatus> = {}): TriggerStatus => ({
  line: 'failure rate > 1% over 2m',
  text: 'failure rate 2/24 = 8.3% > 1% over 2m',
  state,
  ...more,
})

describe('what only warns', () => {
  it('is a line that holds, once, with the figures of the first time', () => {
    const { warnings, texts } = recorder()
    for (const state of ['ok', 'pending', 'not-evaluable'] as const) warnings.reportTriggers([status(state)])
    expect(texts()).toEqual([])
    warnings.reportTriggers([status('fired')])
    warnings.reportTriggers([
      status('fired', { text: 'later figures' }),
      status('fired', { line: 'another', text: 'b' }),
    ])
    expect(texts()).toEqual(['failure rate 2/24 = 8.3% > 1% over 2m', 'b'])
  })

  it('is a check that is not required, once it would have decided', () => {
    const { warnings, texts } = recorder()
    const check = (name: string, required: boolean, reason?: string): CheckProgress => ({
      ...beginCheck({ name, required }),
      verdict: reason === undefined ? undefined : { kind: 'unhealthy', reason },
    })
    const checks = [check('api', true, 'api failed'), check('ads', false, 'ads failed'), check('new', false)]
    warnings.reportChecks(checks)
    warnings.reportChecks(checks)
    expect(texts()).toEqual(['ads failed'])
  })

  it('is what a good answer says against itself, once for each check', () => {
    const { warnings, texts } = recorder()
    for (const check of ['api', 'web', 'api'])
      warnings.reportAnswer({ ...observation('pass', { check }), warnings: ['it is degraded'] })
    warnings.reportAnswer(observation('pass'))
    expect(texts()).toEqual(['api: it is degraded', 'web: it is degraded'])
  })

  it('shows lines of a log once, where there are any and the trigger fired', () => {
    const { warnings, journal } = recorder()
    const examples = ['ERROR a']
    warnings.showExamples([status('ok', { examples }), status('fired'), status('fired', { examples: [] })])
    expect(journal.of('evidence')).toEqual([])
    warnings.showExamples([status('fired', { examples })], 'log')
    warnings.showExamples([status('fired', { examples: ['ERROR b'] })])
    expect(journal.of('evidence')).toMatchObject([
      { title: 'Lines of the log: failure rate > 1% over 2m', lines: ['ERROR a'], shows: 'log' },
    ])
  })
})

describe('what is done as well as it can be', () => {
  const attempt = async (error: unknown, isAborted = false) => {
    const { journal } = recorder()
    const cancel = new AbortController()
    if (isAborted) cancel.abort()
    const result = await bestEffort(
      journal,
      'it could not be noted',
      () => Promise.reject(error),
      cancel.signal,
    )
    return { result, warned: journal.of('warned').map(({ text, hint }) => [text, hint]) }
  }
  it.each([
    [
      new PlatformError('refused', 'ECS said no', { hint: 'allow it' }),
      ['it could not be noted: ECS said no', 'allow it'],
    ],
    [new TypeError('a bug'), ['it could not be noted: a bug', undefined]],
    ['no error at all', ['it could not be noted: no error at all', undefined]],
  ])('warns of %p', async (error, warned) => {
    expect(await attempt(error)).toEqual({ result: undefined, warned: [warned] })
  })
  it('says nothing once the job is cancelled', async () => {
    expect(await attempt(new Error('x'), true)).toEqual({ result: undefined, warned: [] })
  })
  it('gives the result', async () => {
    const { journal, texts } = recorder()
    expect(await bestEffort(journal, '', async () => 7, new AbortController().signal)).toBe(7)
    expect(texts()).toEqual([])
  })
})

describe('a failure that is rehearsed', () => {
  const ask = async (script: string, required = true) => {
    const probe = rehearseFailure(new ScriptedProbe(new FakeClock(), script, { required }))
    expect([probe.name, probe.required]).toEqual(['api', required])
    const { result, reason } = await probe.probe(
      { kind: 'any' },
      new AbortController().signal,
      'verification',
    )
    return [result, reason]
  }
  it.each([
    ['+', 'fail', 'rehearsed failure'],
    ['s', 'fail', 'rehearsed failure'],
    ['n', 'fail', 'rehearsed failure'],
    ['-', 'fail', 'rehearsed failure, beside a real one: status 503, expected 200-299'],
    ['?', 'error', 'the name was never resolved'],
  ])('makes of %j: %s, %s', async (script, ...shown) => {
    expect(await ask(script)).toEqual(shown)
  })
  it('is of what decides only', async () => {
    expect(await ask('+', false)).toEqual(['pass', undefined])
  })
  it('decides by failures in a row alone', () => {
    const policy = rehearsalPolicy(healthPolicy())
    expect(policy).toEqual({
      ...healthPolicy(),
      triggers: [],
      warnings: [],
      bakeTimeMs: Number.POSITIVE_INFINITY,
    })
  })
  it.each(['rehearsal', 'forward'] as const)('is recorded as the stage %s', (stage) => {
    const { journal } = recorder()
    const staged = journalOf(stage, journal)
    staged.record({ kind: 'stage-started', stage: 'verification' })
    staged.record({ kind: 'phase-changed', stage: 'verification', phase: 'baking' })
    staged.record({ kind: 'warned', text: 'x' })
    staged.record({ kind: 'rollback-progressed', text: 'waiting' })
    expect(journal.of('stage-started')).toMatchObject([{ stage }])
    expect(journal.of('phase-changed')).toHaveLength(stage === 'forward' ? 1 : 0)
    expect(journal.of('warned')).toEqual([{ atMs: expect.any(Number), kind: 'warned', text: 'x' }])
    expect(journal.of('rollback-progressed').map((event) => 'isForward' in event)).toEqual([
      stage === 'forward',
    ])
  })
})

test('the trace of a decision names what it rested on', () => {
  const progress = beginHealth([], withoutRollout(0))
  const check = { ...beginCheck({ name: 'api', required: true }), passesInARow: 2 }
  const assessment = {
    phase: 'starting' as const,
    checks: [check],
    triggers: [status('ok'), status('pending')],
    warnings: [],
  }
  expect(describeAssessment(assessment, progress)).toBe(
    'goes on: still starting; api starting, 2 passed and 0 failed in a row, 0 probes of the bake; "failure rate > 1% over 2m" pending',
  )
  expect(
    describeAssessment({ ...assessment, verdict: { kind: 'unhealthy', reason: 'so' } }, progress),
  ).toMatch(/^decided unhealthy: so; api starting/)
})
