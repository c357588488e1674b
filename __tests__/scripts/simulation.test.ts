import { LATENCY_SCENARIOS, simulateLatency } from '../../scripts/simulation/latency.ts'
import { simulateNoise } from '../../scripts/simulation/noise.ts'
import { seededRandom } from '../../scripts/simulation/random.ts'

const [unchanged, slower, tail] = LATENCY_SCENARIOS

describe('the comparison with the baseline', () => {
  const rates = (scenario: typeof unchanged, samples: number) => {
    if (scenario === undefined) throw new Error('there is no such scenario')
    return simulateLatency(scenario, { samples, runs: 300, seed: 7 })
  }

  it('hardly ever rolls back a deployment that changed nothing, where the naive rule often does', () => {
    const { naive, ours } = rates(unchanged, 30)
    expect(ours).toBeLessThan(0.02)
    expect(naive).toBeGreaterThan(0.05)
  })

  it('finds answers that are twice as slow as often as the naive rule', () => {
    const { naiveOnce, ours } = rates(slower, 30)
    expect(ours).toBeGreaterThan(0.75)
    expect(naiveOnce - ours).toBeLessThan(0.05)
  })

  it('finds a fat tail given enough samples', () => {
    expect(rates(tail, 60).ours).toBeGreaterThan(0.65)
  })
})

describe('failures of a healthy service', () => {
  it('are hardly ever three in a row', () => {
    const { naive, inARow } = simulateNoise(0.01, { runs: 500, seed: 7 })
    expect(inARow).toBeLessThan(0.01)
    expect(naive).toBeGreaterThan(0.1)
  })

  it('are found by their rate when they are many, though never three in a row', () => {
    const { inARow, withRate } = simulateNoise(0.2, { runs: 300, seed: 7 })
    expect(inARow).toBeLessThan(0.3)
    expect(withRate).toBeGreaterThan(0.8)
  })
})

test('the same seed gives the same sequence, spread evenly', () => {
  const draw = () => {
    const random = seededRandom(3)
    return Array.from({ length: 5_000 }, random)
  }
  expect(draw()).toEqual(draw())
  const tenths = Map.groupBy(draw(), (value) => Math.floor(value * 10))
  expect([...tenths.keys()].toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  for (const values of tenths.values()) expect(Math.abs(values.length - 500)).toBeLessThan(100)
})
