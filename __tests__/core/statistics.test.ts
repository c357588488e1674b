import fc from 'fast-check'
import { binomialUpperTail, mannWhitneyGreater, mean, percentile } from '../../src/core/statistics.ts'

const values = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 80 })

describe('percentile, S8', () => {
  test.each([
    [[30, 10, 20], 50, 20],
    [[10, 20], 50, 10],
    [[10, 20, 30, 40], 50, 20],
    [[10], 95, 10],
    [Array.from({ length: 19 }, (_, index) => index), 95, 18],
    [Array.from({ length: 20 }, (_, index) => index), 95, 18],
    [Array.from({ length: 100 }, (_, index) => index + 1), 7, 7],
    [Array.from({ length: 100 }, (_, index) => index + 1), 99, 99],
  ])('of %j at %d is %d', (list, percent, expected) => {
    expect(percentile(list, percent)).toBe(expected)
  })

  it('is the smallest measured value that so many do not exceed', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 99 }), (list, percent) => {
        const found = percentile(list, percent)
        const share = (limit: number) => list.filter((value) => value <= limit).length * 100
        expect(list).toContain(found)
        expect(share(found)).toBeGreaterThanOrEqual(percent * list.length)
        const smaller = list.filter((value) => value < found)
        if (smaller.length > 0) expect(share(Math.max(...smaller))).toBeLessThan(percent * list.length)
      }),
    )
  })
})

test('the mean', () => expect(mean([1, 2, 6])).toBe(3))

describe('the test of Mann and Whitney, S9', () => {
  it('agrees with counting all ways to divide the values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 12, maxLength: 12 }), (all) => {
        const [ours, theirs] = [all.slice(0, 6), all.slice(6)]
        expect(Math.abs(mannWhitneyGreater(ours, theirs) - exactP(ours, theirs))).toBeLessThan(0.04)
      }),
      { numRuns: 40 },
    )
  })

  it('knows no difference where there is none', () => {
    expect(mannWhitneyGreater(Array(20).fill(5), Array(20).fill(5))).toBe(1)
    const same = Array.from({ length: 30 }, (_, index) => index)
    expect(mannWhitneyGreater(same, same)).toBeCloseTo(0.5, 1)
  })

  it('is the normal form to the last digit, with ties and without', () => {
    expect(mannWhitneyGreater([6, 7, 8, 9, 10], [1, 2, 3, 4, 5])).toBeCloseTo(0.0060929, 6)
    expect(mannWhitneyGreater([2, 2, 3, 3], [1, 1, 2, 2])).toBeCloseTo(0.0431794, 6)
  })

  it('is sure about a complete shift, and only in its direction', () => {
    const low = Array.from({ length: 20 }, (_, index) => index)
    const high = low.map((value) => value + 100)
    expect(mannWhitneyGreater(high, low)).toBeLessThan(1e-6)
    expect(mannWhitneyGreater(low, high)).toBeGreaterThan(0.999)
  })

  it('does not depend on order or scale', () => {
    fc.assert(
      fc.property(values, values, (ours, theirs) => {
        const p = mannWhitneyGreater(ours, theirs)
        expect(mannWhitneyGreater(ours.toReversed(), theirs.toSorted())).toBeCloseTo(p, 10)
        const scale = (value: number) => value * 7
        expect(mannWhitneyGreater(ours.map(scale), theirs.map(scale))).toBeCloseTo(p, 10)
        expect(p).toBeGreaterThanOrEqual(0)
        expect(p).toBeLessThanOrEqual(1)
      }),
    )
  })

  /** Over all choices of 6 out of 12: how often the rank sum is at least as large. */
  function exactP(ours: readonly number[], theirs: readonly number[]): number {
    const all = [...ours, ...theirs]
    const wins = (chosen: (index: number) => boolean) => {
      let u = 0
      for (const [index, value] of all.entries()) {
        if (!chosen(index)) continue
        for (const [other, against] of all.entries()) {
          if (!chosen(other)) u += value > against ? 1 : value === against ? 0.5 : 0
        }
      }
      return u
    }
    const observed = wins((index) => index < 6)
    let [asLarge, total] = [0, 0]
    for (let mask = 0; mask < 1 << 12; mask++) {
      if (bits(mask) !== 6) continue
      total += 1
      if (wins((index) => (mask & (1 << index)) !== 0) >= observed) asLarge += 1
    }
    return asLarge / total
  }

  function bits(mask: number): number {
    let count = 0
    for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1
    return count
  }
})

describe('the binomial tail', () => {
  test.each([
    [0, 20, 0.05, 1],
    [1, 20, 0.05, 0.641514],
    [3, 20, 0.05, 0.0754837],
    [4, 20, 0.05, 0.0159015],
    [5, 20, 0.05, 0.0025739],
    [20, 20, 0.5, 9.5367e-7],
    [60, 1_000, 0.05, 0.0867],
  ])('at least %d of %d at %d: %d', (successes, trials, probability, expected) => {
    expect(binomialUpperTail(successes, trials, probability)).toBeCloseTo(expected, 4)
  })
})
