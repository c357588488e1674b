import fc from 'fast-check'
import type { Observation } from '../../../src/health/observation.ts'
import type { RolloutState } from '../../../src/health/rollout.ts'
import { renderEntry } from '../../../src/report/log/live-log.ts'
import { LogRenderer } from '../../../src/report/log/log.ts'
import type { EventBody, RunEvent } from '../../../src/run/event.ts'
import { observation } from '../../support/scripted-probe.ts'
import { complete, failedTasks, inProgress } from '../../support/scripted-watch.ts'
import { STORIES, tellStory } from '../stories.ts'

const settings = { successThreshold: 3, bakeTimeMs: 120_000, rolloutTimeoutMs: 900_000 }

function narrate(...events: readonly RunEvent[]): string[] {
  const narrator = new LogRenderer(settings)
  return events.flatMap((event) => narrator.renderLine(event)).map(renderEntry)
}

function observed(result: Observation['result'], atMs: number, more: Partial<Observation> = {}): RunEvent {
  const seen = { ...observation(result, { startedAtMs: atMs, latencyMs: 80 }), ...more }
  return { atMs, kind: 'observed', stage: 'verification', observation: seen }
}

const startOf = (phase: 'rolling-out' | 'starting' | 'baking', atMs = 0): RunEvent => ({
  atMs,
  kind: 'phase-changed',
  stage: 'verification',
  phase,
})

describe('the log', () => {
  it.each(STORIES)('renders the story of %s', async (result) => {
    const { events } = await tellStory(result)
    expect(narrate(...events).join('\n')).toMatchSnapshot()
  })

  it('says how long a version that was put back is watched, which is not as long as a new one', () => {
    const renderer = new LogRenderer({ ...settings, recoveryBakeTimeMs: 30_000 })
    const lines = (['verification', 'recovery', 'forward'] as const).map((stage) => {
      renderer.renderLine({ atMs: 0, kind: 'stage-started', stage })
      const baking = { atMs: 0, kind: 'phase-changed', stage, phase: 'baking' } as const
      return [...renderer.renderLine(baking), ...renderer.heartbeat(20_000)].map(renderEntry).join(' ')
    })
    expect(lines).toEqual([
      expect.stringMatching(/watching it for 2m, .* baking for 20s of 2m;/),
      expect.stringMatching(/watching it for 30s, .* baking for 20s of 30s;/),
      expect.stringMatching(/watching it for 30s, .* baking for 20s of 30s;/),
    ])
  })

  it('says a pass once, and counts those that follow until something else happens', () => {
    const passes = [0, 5, 10, 15].map((second) => observed('pass', second * 1_000))
    expect(narrate(...passes, observed('fail', 20_000))).toEqual([
      '+0s     ✓ api: passed in 80 ms',
      '+20s    ✓ api: 4 × passed',
      '+20s    ✗ api: status 503, expected 200-299',
    ])
  })

  it('shows a failure three times with its cause, then counts it', () => {
    const failures = [0, 1, 2, 3, 4].map((second) => observed('fail', second * 1_000))
    expect(narrate(...failures, observed('pass', 5_000))).toEqual([
      '+0s     ✗ api: status 503, expected 200-299',
      '+1s     ✗ api: status 503, expected 200-299 (2 in a row)',
      '+2s     ✗ api: status 503, expected 200-299 (3 in a row)',
      '+5s     ✗ api: 5 × status 503, expected 200-299',
      '+5s     ✓ api: passed in 80 ms',
    ])
  })

  it('shows every new cause, but takes other figures for the same cause', () => {
    const lines = narrate(
      observed('fail', 0, { reason: 'took 812 ms, expected less than 800 ms' }),
      observed('fail', 1_000, { reason: 'took 950 ms, expected less than 800 ms' }),
      observed('fail', 2_000, { reason: 'connection refused' }),
    )
    expect(lines).toEqual([
      '+0s     ✗ api: took 812 ms, expected less than 800 ms',
      '+1s     ✗ api: took 950 ms, expected less than 800 ms (2 in a row)',
      '+2s     ✗ api: connection refused',
    ])
  })

  it('keeps the checks apart', () => {
    const lines = narrate(
      observed('pass', 0),
      observed('fail', 1_000, { check: 'web' }),
      observed('pass', 2_000),
      observed('fail', 3_000, { check: 'web' }),
    )
    expect(lines).toEqual([
      '+0s     ✓ api: passed in 80 ms',
      '+1s     ✗ web: status 503, expected 200-299',
      '+3s     ✗ web: status 503, expected 200-299 (2 in a row)',
    ])
  })

  it('says a rollout only when it changes, and each failed task once', () => {
    const changed = (atMs: number, state: RolloutState): RunEvent => ({
      atMs,
      kind: 'rollout-changed',
      service: 'web',
      state,
    })
    const lines = narrate(
      changed(0, inProgress()),
      changed(5_000, inProgress(failedTasks('a'))),
      changed(10_000, inProgress(failedTasks('a', 'b'))),
      changed(15_000, complete(failedTasks('a', 'b'))),
    )
    expect(lines).toEqual([
      '+0s     ● web: 1 of 2 tasks run',
      '+5s     ✗ web: a task failed: exit code 1 (task a)',
      '+10s    ✗ web: a task failed: exit code 1 (task b)',
      '+15s    ● web: 2 of 2 tasks run',
    ])
  })

  it('says an alarm when it changes, and a metric once', () => {
    const read = (atMs: number, state: 'ok' | 'alarm', value: number): RunEvent => ({
      atMs,
      kind: 'metrics-sampled',
      stage: 'verification',
      samples: [
        { signal: 'alarm web-5xx', atMs, reading: { kind: 'alarm', state } },
        {
          signal: 'metric cpu',
          atMs,
          reading: { kind: 'metric', datapoints: [{ startedAtMs: 0, periodMs: 60_000, value }] },
        },
      ],
    })
    expect(narrate(read(0, 'ok', 12.3456), read(15_000, 'ok', 50), read(30_000, 'alarm', 99))).toEqual([
      '+0s     ◆ alarm web-5xx: OK',
      '+0s     ◆ metric cpu: 12.35',
      '+30s    ◆ alarm web-5xx: ALARM',
    ])
  })
})

describe('the heartbeat', () => {
  it.each([
    [
      'rolling-out',
      '+30s    … rolling out for 30s (at most 15m); api: 1 failed, last cause × 1: status 503, expected 200-299',
    ],
    [
      'starting',
      '+30s    … waiting for 3 passes in a row for 30s; api: 1 failed, last cause × 1: status 503, expected 200-299',
    ],
    ['baking', '+30s    … baking for 30s of 2m; api: 1 failed, last cause × 1: status 503, expected 200-299'],
  ] as const)('while %s says what is waited for, for how long, and the numbers', (phase, expected) => {
    const narrator = new LogRenderer(settings)
    narrator.renderLine(startOf(phase))
    narrator.renderLine(observed('fail', 5_000))
    expect(narrator.heartbeat(30_000).map(renderEntry)).toEqual([expected])
  })

  it('counts what the log has folded', () => {
    const narrator = new LogRenderer(settings)
    narrator.renderLine(startOf('baking'))
    for (let second = 0; second < 60; second += 5) narrator.renderLine(observed('pass', second * 1_000))
    expect(narrator.heartbeat(60_000).map(renderEntry)).toEqual([
      '+1m00s  … baking for 1m of 2m; api: 12 passed',
    ])
  })

  it('says nothing before there is something to wait for', () => {
    expect(new LogRenderer(settings).heartbeat(30_000)).toEqual([])
  })
})

describe('untrusted text in the log', () => {
  const text = fc
    .array(
      fc.constantFrom(
        '::error::x',
        '##[add-mask]x',
        '\n',
        '\r',
        '\u2028',
        '\u001b[2K',
        '::',
        '#',
        '[',
        'endgroup::',
        ' ',
      ),
      {
        maxLength: 8,
      },
    )
    .map((parts) => parts.join(''))
  const plan = (words: string) => ({
    from: words,
    to: words,
    actor: 'us' as const,
    evidence: [words],
    steps: [words],
    unknowns: [words],
    manual: [words],
  }) // prettier-ignore
  const bodies: ((words: string) => EventBody)[] = [
    (words) => ({
      kind: 'observed',
      stage: 'verification',
      observation: { ...observation('fail'), check: words, reason: words },
    }),
    (words) => ({ kind: 'rollout-changed', service: words, state: { kind: 'failed', reason: words } }),
    (words) => ({ kind: 'platform-said', text: words }),
    (words) => ({ kind: 'judged', stage: 'verification', verdict: { kind: 'unhealthy', reason: words } }),
    (words) => ({ kind: 'planned', plan: plan(words) }),
    (words) => ({ kind: 'rollback-started', plan: plan(words) }),
    (words) => ({ kind: 'rollback-progressed', text: words }),
    (words) => ({ kind: 'evidence', title: words, lines: [words], links: [{ label: words, url: words }] }),
    (words) => ({ kind: 'warned', text: words, hint: words }),
  ]

  it('is never a workflow command', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...bodies), (words, body) => {
        const narrator = new LogRenderer(settings)
        const entries = [
          ...narrator.renderLine(startOf('baking')),
          ...narrator.renderLine({ atMs: 0, ...body(words) }),
          ...narrator.heartbeat(30_000),
        ]
        const lines = entries.flatMap((entry) => renderEntry(entry).split(/[\n\r\u2028]/))
        const commands = lines.filter((line) => line.includes('##[') || line.trimStart().startsWith('::'))
        expect(commands.filter((line) => !/^::(?:group::|endgroup::$)/.test(line))).toEqual([])
        expect(commands.length).toBe(entries.filter(({ kind }) => kind === 'group').length * 2)
      }),
      { numRuns: 2_000 },
    )
  })
})
