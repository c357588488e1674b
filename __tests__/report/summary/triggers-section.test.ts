import type { Assessment } from '../../../src/health/assess.ts'
import type { TriggerStatus } from '../../../src/health/triggers/trigger.ts'
import { triggersSection } from '../../../src/report/summary/sections.ts'
import { renderSummary } from '../../../src/report/summary/summary.ts'
import type { Outcome } from '../../../src/run/outcome.ts'
import { contextOf } from '../stories.ts'

const TRIGGERS: readonly TriggerStatus[] = [
  {
    line: 'failure rate > 5% over 2m',
    state: 'fired',
    text: 'failure rate 12/24 = 50% > 5% over 2m',
    check: 'api',
  },
  { line: 'metric cpu > 95 for 5m', state: 'pending', text: 'metric cpu 97 > 95 for 2m of 5m' },
  {
    line: 'p95 time > 150% of baseline',
    state: 'not-evaluable',
    text: 'p95 time: 12 samples, 20 are needed',
  },
  { line: 'alarm "a | b" in ALARM', state: 'ok', text: 'alarm <img src=x> | **b** is OK' },
]

function story(triggers: readonly TriggerStatus[], result: 'healthy' | 'unhealthy') {
  const assessment: Assessment = { phase: 'baking', checks: [], triggers, warnings: [] }
  const verdict = { kind: result, reason: 'because' } as const
  const outcome: Outcome = {
    result,
    reason: 'because',
    timings: {},
    verification: { verdict, assessment, startedAtMs: 0, endedAtMs: 1 },
  }
  return { outcome, events: [], context: contextOf(result) }
}

it('shows each line with its state and its figures', () => {
  expect(triggersSection(story(TRIGGERS, 'unhealthy'))).toMatchInlineSnapshot(`
"| Trigger | State | Figures |
| --- | --- | --- |
| \`failure rate > 5% over 2m\` | ❌ fired | failure rate 12/24 = 50% &gt; 5% over 2m |
| \`metric cpu > 95 for 5m\` | ⏳ pending | metric cpu 97 &gt; 95 for 2m of 5m |
| \`p95 time > 150% of baseline\` | ❔ not evaluable | p95 time: 12 samples, 20 are needed |
| <code>alarm "a \\| b" in ALARM</code> | ✅ did not fire | alarm &lt;img src=x&gt; \\| \\*\\*b\\*\\* is OK |"
`)
})

it('stands in the summary, also when all is well', () => {
  expect(renderSummary(story(TRIGGERS, 'unhealthy'))).toContain('<summary>Triggers</summary>')
  expect(renderSummary(story(TRIGGERS.slice(2), 'healthy'))).toContain('❔ not evaluable')
})

it('is left out without triggers', () => {
  expect(triggersSection(story([], 'healthy'))).toBeUndefined()
  expect(renderSummary(story([], 'unhealthy'))).not.toContain('Triggers')
})

it('shows a bounded number of lines', () => {
  const [first] = TRIGGERS
  if (first === undefined) throw new Error('there is no trigger')
  const section = triggersSection(story(Array(50).fill(first), 'unhealthy')) ?? ''
  expect(section.split('\n')).toHaveLength(33)
  expect(section).toContain('*20 more*')
})
