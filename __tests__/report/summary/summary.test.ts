import { renderIncident } from '../../../src/report/deliver/incident.ts'
import { notificationOfEnd } from '../../../src/report/deliver/notification.ts'
import { renderInvalidSummary } from '../../../src/report/error-pages.ts'
import type { RunStory } from '../../../src/report/run-story.ts'
import { renderSummary, SUMMARY_LIMIT_BYTES } from '../../../src/report/summary/summary.ts'
import type { RunEvent } from '../../../src/run/event.ts'
import type { Outcome, Result } from '../../../src/run/outcome.ts'
import type { PlanDescription } from '../../../src/run/rollback.ts'
import { inProgress } from '../../support/scripted-watch.ts'
import { contextOf, STORIES, tellStory } from '../stories.ts'

function storyOf(outcome: Outcome, events: readonly RunEvent[] = []): RunStory {
  return { outcome, events, context: contextOf(outcome.result) }
}

const reason = 'api failed 3 times in a row'

const PLAN: PlanDescription = {
  from: 'web:42',
  to: 'web:41',
  actor: 'us',
  evidence: [],
  steps: [],
  unknowns: [],
  manual: [],
}

describe('the summary', () => {
  it.each(STORIES)('of %s reads well', async (result) => {
    expect(renderSummary(await tellStory(result))).toMatchSnapshot()
  })

  it.each(['healthy', 'captured', 'validated'] as const)('of %s is five lines, and folds', async (result) => {
    const shown = renderSummary(await tellStory(result)).replace(/<details>.*?<\/details>/gs, '')
    expect(shown.split('\n').filter((line) => line !== '').length).toBeLessThanOrEqual(5)
  })

  it('of a healthy run names the version, its revision, and when it was verified', async () => {
    expect(renderSummary(await tellStory('healthy'))).toContain(
      '**Verified:** version `9ad31b7` as `web:42` at 2026-11-25 03:05:55 UTC (+1m50s): healthy for 1m of bake time',
    )
  })

  it.each(STORIES)('of %s says first what happened, then whether it is safe now', async (result) => {
    const [headline = '', blank, standing = ''] = renderSummary(await tellStory(result)).split('\n')
    expect(headline).toMatch(/^## \p{Emoji}/u)
    expect(blank).toBe('')
    expect(standing).toMatch(/^\*\*Safe now\? (Yes|No|Unknown|As before)[.,]\*\*/)
  })

  const NEVER_CALLED_HEALTHY: readonly Result[] = [
    'rollback-unhealthy',
    'rollback-failed',
    'unhealthy',
    'unhealthy-before',
    'no-target',
    'not-deployed',
    'superseded',
    'inconclusive',
    'handed-off',
    'awaiting-approval',
    'guard-stopped',
    'cancelled',
  ] // prettier-ignore
  it.each(NEVER_CALLED_HEALTHY)('of %s never says that the service is healthy', (result) => {
    const summary = renderSummary(storyOf({ result, reason, timings: {} }))
    expect(summary).not.toMatch(/Safe now\? Yes|The service is healthy/)
  })

  it('does not call unhealthy what was never unhealthy', () => {
    const summary = renderSummary(storyOf({ result: 'rollback-failed', reason, timings: {} }))
    expect(summary).toContain('**Safe now? Unknown.** Could not determine whether the service is healthy.')
  })

  it.each(['no-target', 'handed-off', 'awaiting-approval', 'guard-stopped'] as const)(
    'of %s speaks of no rollback that took its time',
    async (result) => {
      const story = await tellStory(result)
      const { events, outcome } = story
      const refused: RunStory = {
        ...story,
        events: [...events, { kind: 'rollback-started', atMs: 80_000, plan: PLAN }],
        outcome: { ...outcome, timings: { ...outcome.timings, rollbackMs: 93 } },
      }
      expect(renderSummary(refused)).not.toMatch(/the rollback (took|ended)/)
      expect(
        notificationOfEnd(refused)
          .facts.map(({ name }) => name)
          .join(),
      ).not.toMatch(/rollback (?!run)/i)
      expect(renderIncident(refused, { place: 'p' }).body).not.toMatch(/The rollback (took|ended)/)
    },
  )

  it('of a rollback that failed does not say that it took its time, as one that is done', async () => {
    expect(renderSummary(await tellStory('rollback-failed'))).toContain('the rollback ended after **')
  })

  it('says when it began by the clock on the wall, so that it can be laid beside other logs', async () => {
    expect(renderSummary(await tellStory('rolled-back'))).toContain(
      'Began 2026-11-25 03:04:05 UTC · Detected',
    )
  })

  it('shows no answer of another version where nothing depends on it', () => {
    const observation = {
      check: 'api',
      startedAtMs: 0,
      endedAtMs: 10,
      result: 'stale',
      reason: 'a good answer from version 3',
    } as const
    const events = [{ atMs: 10, kind: 'observed', stage: 'verification', observation }] as const
    const summary = (result: Result) => renderSummary(storyOf({ result, reason, timings: {} }, events))
    expect(summary('superseded')).not.toContain('First answer of another version')
    expect(summary('cancelled')).not.toContain('First answer of another version')
    expect(summary('rolled-back-by-platform')).not.toContain('First answer of another version')
    expect(summary('not-deployed')).toContain('First answer of another version')
  })

  it.each([
    ['ECS rolled it back: Service deployment rolled back by user.', false],
    ['CodeDeploy rolled it back: MANUAL_STOP: The deployment was stopped by a user.', false],
    ['ECS rolled it back: the deployment circuit breaker was triggered', true],
  ])('does not give to the platform what somebody had it do: %s', (why, isOwn) => {
    const outcome = { result: 'rolled-back-by-platform', reason: why, plan: PLAN, timings: {} } as const
    const summary = renderSummary(storyOf(outcome))
    expect(summary.includes('before Safe Landing had to')).toBe(isOwn)
    expect(summary.includes('a person, or an earlier attempt of this run, had it stopped')).toBe(!isOwn)
  })

  it.each([1, 2])(
    'in attempt %i says of the old version whether an earlier one may have put it back',
    (attempt) => {
      const story = storyOf({ result: 'not-deployed', reason, timings: {} })
      const { run } = story.context
      if (run === undefined) throw new Error('the story has no run')
      const summary = renderSummary({ ...story, context: { ...story.context, run: { ...run, attempt } } })
      expect(summary.includes('If an earlier one rolled back, what answers')).toBe(attempt > 1)
    },
  )

  it('calls a commit by its short name in the headline', () => {
    const [from, to] = [
      '89589dd848df4fc5c8bc47abd0e4ec764b86a55b',
      '99a1273e7c066c65b03c4cb7f92e22e9bf072fbf',
    ]
    const plan = { ...PLAN, from, to }
    const summary = renderSummary(storyOf({ result: 'handed-off', reason, plan, timings: {} }))
    expect(summary).toContain('## ⏳ The rollback to `99a1273` is handed over')
    expect(summary).toContain(`\`${from}\` → \`${to}\``)
  })

  it('has the commands for a person where the guard did not allow them to us', () => {
    const plan = { ...PLAN, manual: ['gh run rerun 17'] }
    const summary = renderSummary(storyOf({ result: 'guard-stopped', reason, plan, timings: {} }))
    expect(summary).toContain('- [ ] To roll back by hand:\n\n```text\ngh run rerun 17')
  })

  it('shows a manual rollback as requested', async () => {
    const { outcome, events, context } = await tellStory('rolled-back')
    const summary = renderSummary({ outcome, events, context: { ...context, mode: 'rollback', exitCode: 0 } })
    expect(summary).toContain('## ↩️ Rolled back to `web:41`, as requested')
    expect(summary).not.toContain('red on purpose')
  })

  it('does not speak of a red job that is green', async () => {
    const { outcome, events, context } = await tellStory('rolled-back')
    const summary = renderSummary({ outcome, events, context: { ...context, exitCode: 0 } })
    expect(summary).not.toContain('red on purpose')
  })

  it('shows two failures where they differ, and one where they do not', async () => {
    const alike = renderSummary(await tellStory('rolled-back'))
    expect(alike).toContain('**First failure, +1m10s, the same until +1m20s:**')
    expect(alike).not.toContain('Last failure')
    const failure = (startedAtMs: number, status: number) =>
      ({
        check: 'api',
        startedAtMs,
        endedAtMs: startedAtMs + 10,
        result: 'fail',
        reason: `the answer was ${status}`,
        answer: { url: 'https://a.example/', status },
      }) as const
    const events = [failure(1_000, 500), failure(6_000, 503)].map(
      (observation) =>
        ({ atMs: observation.endedAtMs, kind: 'observed', stage: 'verification', observation }) as const,
    )
    const different = renderSummary(
      storyOf({ result: 'unhealthy', reason, isHealthy: false, timings: {} }, events),
    )
    expect(different).toContain('**First failure, +1s:** `https://a.example/` answered `500`')
    expect(different).toContain('**Last failure, +6s:** `https://a.example/` answered `503`')
  })

  it('shows several services with one line each', () => {
    const plan = {
      from: 'web=web:42\napi=api:8',
      to: 'web=web:41\napi=api:7',
      actor: 'us',
      evidence: [],
      steps: [],
      unknowns: [],
      manual: [],
    } as const
    const summary = renderSummary(
      storyOf({ result: 'rolled-back', reason, isHealthy: true, plan, timings: {} }),
    )
    expect(summary).toContain('## ↩️ Rolled back to the earlier versions')
    expect(summary).toContain('`web=web:42` → `web=web:41`<br>\n`api=api:8` → `api=api:7`')
  })

  it('of a check shows what a rollback would do now and what guarding costs', () => {
    const plan = {
      from: 'web:42',
      to: 'web:41',
      actor: 'us' as const,
      evidence: ['web:41 ran before'],
      steps: ['UpdateService web → web:41'],
      unknowns: [],
      manual: [],
    }
    const cost = 'A healthy deploy holds the runner for 2m: 2 billed minutes.'
    const summary = renderSummary(
      storyOf({ result: 'validated', reason: '', plan, timings: {} }, [
        { atMs: 0, kind: 'evidence', title: 'What guarding a deploy costs', lines: [cost] },
        { atMs: 0, kind: 'warned', text: 'a tag may move' },
      ]),
    )
    expect(summary).toContain('**A rollback now:** `web:42` → `web:41`, which ran before')
    expect(summary).toContain('<summary>What a rollback would do now</summary>\n\nNothing of this was done')
    expect(summary.match(/ran before|`web:42`/g)).toHaveLength(2)
    expect(summary).toContain('1. `UpdateService web → web:41`')
    expect(summary).toContain(`<summary>What guarding a deploy costs</summary>\n\n- ${cost}`)
    expect(summary).toContain('<summary>What could not be checked</summary>\n\n- a tag may move')
  })

  it('groups what failed alike', () => {
    const tasks = ['a', 'b', 'c', 'd'].map((id) => ({ id, reason: 'exit code 1 in container app' }))
    const events: RunEvent[] = [
      {
        atMs: 0,
        kind: 'rollout-changed',
        service: 'web',
        state: inProgress(tasks.slice(0, 2)),
      },
      {
        atMs: 9,
        kind: 'rollout-changed',
        service: 'web',
        state: inProgress([...tasks, { id: 'e', reason: 'failed its health check' }]),
      },
    ]
    const summary = renderSummary(storyOf({ result: 'unhealthy', reason, timings: {} }, events))
    expect(summary).toContain('- 4 × web: exit code 1 in container app\n- 1 × web: failed its health check')
  })
})

describe('the size of a summary', () => {
  const huge = 'x'.repeat(10_000)

  it('stays below the limit when there is far too much, says what was left out, and keeps what counts', () => {
    const events: RunEvent[] = [
      ...Array.from(
        { length: 2_000 },
        (_, index): RunEvent => ({
          atMs: index,
          kind: 'evidence',
          title: `Log ${index}`,
          lines: [huge, huge],
          links: [{ label: 'Console', url: 'https://console.example' }],
        }),
      ),
      ...Array.from(
        { length: 5_000 },
        (_, index): RunEvent => ({
          atMs: index * 1_000,
          kind: 'observed',
          stage: 'verification',
          observation: {
            check: `c${index % 300}`,
            startedAtMs: index,
            endedAtMs: index,
            result: 'fail',
            reason: `${huge}${index}`,
          },
        }),
      ),
      ...Array.from({ length: 1_000 }, (): RunEvent => ({ atMs: 1, kind: 'warned', text: huge, hint: huge })),
    ]
    const summary = renderSummary(
      storyOf({ result: 'unhealthy', reason: huge, isHealthy: false, timings: {} }, events),
    )
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(SUMMARY_LIMIT_BYTES)
    expect(summary).toContain('## ❌ The new version is unhealthy')
    expect(summary).toContain('**What to do next**')
    expect(summary).toContain('*Left out, since it would not have fitted: Evidence')
  })

  it('never draws more squares than fit in a row', () => {
    const events = Array.from(
      { length: 10_000 },
      (_, index): RunEvent => ({
        atMs: index * 5_000,
        kind: 'observed',
        stage: 'verification',
        observation: {
          check: 'api',
          startedAtMs: index * 5_000,
          endedAtMs: index * 5_000 + 20,
          result: index === 7_000 ? 'fail' : 'pass',
          latencyMs: 20,
        },
      }),
    )
    const summary = renderSummary(
      storyOf({ result: 'healthy', reason: '', isHealthy: true, timings: {} }, events),
    )
    expect([...summary].filter((char) => '🟩🟥'.includes(char)).length).toBeLessThanOrEqual(30 + 2)
    expect(summary).toContain('🟥')
    expect(summary).toContain('one square for 334 probes, coloured by the worst')
  })
})

describe('the summary of wrong inputs', () => {
  it('lists them all', () => {
    expect(
      renderInvalidSummary([
        {
          input: 'interval',
          actual: '5',
          expected: 'a duration with a unit, such as 30s',
          hint: 'Did you mean 5s?',
        },
        { input: 'conditions', actual: 'body.a | b', line: 2, expected: 'PATH OPERATOR VALUE' },
      ]),
    ).toMatchSnapshot()
  })
})
