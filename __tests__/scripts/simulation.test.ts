import { type Defaults, simulateLandings, VERSIONS } from '../../scripts/simulation/landing.ts'
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

describe('the defaults', () => {
  const landings = (name: string, overrides: Partial<Defaults> = {}) => {
    const version = VERSIONS.find((one) => one.name === name)
    if (version === undefined) throw new Error(`there is no version ${name}`)
    const defaults = {
      startPeriodMs: 90_000,
      successThreshold: 3,
      retries: 3,
      bakeTimeMs: 120_000,
      ...overrides,
    }
    return simulateLandings(defaults, version, { runs: 500, seed: 7 })
  }

  it('find a version that fails every probe within 45 s of all traffic', () => {
    const { rolledBack, detectionMs } = landings('fails every probe')
    expect([rolledBack, detectionMs]).toEqual([1, 40_050])
  })

  it('roll back no more good versions for noise than a longer start period would', () => {
    for (const name of ['good, 1 % of the probes fail', 'good, 1 % fail in bursts']) {
      const before = landings(name, { startPeriodMs: 180_000 }).rolledBack
      expect(landings(name).rolledBack).toBeLessThanOrEqual(before + 0.005)
    }
  })

  it('wait for a version that is cold for up to 80 s from its first task, which a minute would not', () => {
    expect(landings('good, cold for 60 to 80 s').rolledBack).toBe(0)
    expect(landings('good, cold for 60 to 80 s', { startPeriodMs: 60_000 }).rolledBack).toBeGreaterThan(0.3)
  })

  it('are too short where each task of a slow rollout is cold for that long, as the page says', () => {
    const name = 'good, each of 3 tasks cold for 60 to 80 s'
    expect(landings(name).rolledBack).toBeGreaterThan(0.1)
    expect(landings(name, { startPeriodMs: 150_000 }).rolledBack).toBeLessThan(0.03)
  })

  it('bill no more for a good version than a longer start period would', () => {
    const name = 'good, 1 % of the probes fail'
    expect(landings(name).healthyMinutes).toBe(4)
    expect(landings(name, { startPeriodMs: 120_000 }).healthyMinutes).toBe(4)
  })

  it('wait for a version that is cold', () => {
    expect(landings('good, cold for 15 s in the mean').rolledBack).toBeLessThan(0.01)
    const impatient = landings('good, cold for 15 s in the mean', { startPeriodMs: 60_000 }).rolledBack
    expect(impatient).toBeGreaterThanOrEqual(landings('good, cold for 15 s in the mean').rolledBack)
  })
})
