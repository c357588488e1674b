import { drawChart } from '../../../src/report/summary/chart.ts'
import type { RunEvent } from '../../../src/run/event.ts'
import { tellStory } from '../stories.ts'

const INTERVAL_MS = 5_000

function probe(startedAtMs: number, result: 'pass' | 'fail', latencyMs?: number): RunEvent {
  const timed = latencyMs === undefined ? {} : { latencyMs }
  const observation = { check: 'api', startedAtMs, endedAtMs: startedAtMs + 50, result, ...timed }
  return { atMs: startedAtMs + 50, kind: 'observed', stage: 'verification', observation }
}

/** The series of a chart, each as its heights. */
function series(chart: string | undefined): number[][] {
  return [...(chart ?? '').matchAll(/^ {2}bar \[(.*)\]$/gm)].map(([, heights = '']) =>
    heights.split(', ').map(Number),
  )
}

const labels = (chart: string | undefined) =>
  [...(/x-axis \[(.*)\]/.exec(chart ?? '')?.[1]?.matchAll(/"([^"]*)"/g) ?? [])].map(([, label = '']) => label)

describe('the chart of the probes', () => {
  it('is left out where a strip says it all', () => {
    expect(drawChart([], INTERVAL_MS)).toBeUndefined()
    expect(drawChart([probe(0, 'pass', 10), probe(5_000, 'pass', 10)], INTERVAL_MS)).toBeUndefined()
  })

  it('shows the phases as bands, the verdicts, and each result in its colour, over the whole run', async () => {
    const { events } = await tellStory('rolled-back')
    const chart = drawChart(events, INTERVAL_MS)
    expect(chart).toContain('◻️ rolling out · 🟦 bake time · 🟪 rolling back · ⬛ verdict · one bar for 5s')
    expect(series(chart)).toHaveLength(4 + 2)
    expect(new Set(series(chart).map(({ length }) => length)).size).toBe(1)
  })

  it('has labels on round times only, and no two that are alike', () => {
    const events = Array.from({ length: 31 }, (_, index) => probe(index * 5_000, 'pass', 80))
    const all = labels(drawChart(events, INTERVAL_MS))
    expect(all.filter((label) => /\d/.test(label))).toEqual(['0', '30s', '1m', '1m30s', '2m'])
    expect(new Set(all).size).toBe(all.length)
  })

  it('has at most so many bars that they can be told apart, of a run of hours too', () => {
    const events = Array.from({ length: 5_000 }, (_, index) => probe(index * 5_000, 'pass', 80))
    expect(labels(drawChart(events, INTERVAL_MS)).length).toBeLessThanOrEqual(36)
  })

  it('colours a bar by the worst of its probes', () => {
    const events = Array.from({ length: 200 }, (_, index) =>
      probe(index * 5_000, index === 77 ? 'fail' : 'pass', 80),
    )
    const [failed = []] = series(drawChart(events, INTERVAL_MS))
    expect(failed.filter((height) => height > 0)).toHaveLength(1)
  })

  it('is not flattened by one slow answer, and says how slow the highest are', () => {
    const events = Array.from({ length: 10 }, (_, index) =>
      probe(index * 5_000, 'pass', index === 3 ? 10_000 : 100),
    )
    const chart = drawChart(events, INTERVAL_MS)
    expect(series(chart)[0]).toEqual([28, 28, 28, 85, 28, 28, 28, 28, 28, 28])
    expect(chart).toContain('the highest: 300ms or more')
  })

  it('shows a refused connection, which has no response time', () => {
    const events = Array.from({ length: 6 }, (_, index) => probe(index * 5_000, 'fail'))
    expect(series(drawChart(events, INTERVAL_MS))[0]?.every((height) => height > 0)).toBe(true)
  })
})
