import fc from 'fast-check'
import {
  beforeTime,
  compareTimes,
  nameTime,
  readingsOf,
  widen,
} from '../../../../src/targets/ssh/model/backup-time.ts'

const iso = (seconds: number | undefined) =>
  seconds === undefined ? undefined : new Date(seconds * 1_000).toISOString().replace('.000', '')
const shown = (name: string) => {
  const time = nameTime(name)
  return time && [iso(time.startS), time.endS - time.startS, time.isZoned]
}

describe('a time in a name', () => {
  it.each([
    ['app-20260131', '2026-01-31T00:00:00Z', 86_400, false],
    ['app-2026-01-31', '2026-01-31T00:00:00Z', 86_400, false],
    ['app-20260131-1845', '2026-01-31T18:45:00Z', 60, false],
    ['app-20260131T184559', '2026-01-31T18:45:59Z', 1, false],
    ['app-2026-12-31_23:59:59Z', '2026-12-31T23:59:59Z', 1, true],
    ['app-2026-12-31T23:59:59+0130', '2026-12-31T22:29:59Z', 1, true],
    ['app-2026-12-31T23:59:59-01:45', '2027-01-01T01:44:59Z', 1, true],
    ['app-2026-12-31T23:59:59UTC', '2026-12-31T23:59:59Z', 1, true],
    ['app-20260131-235960', '2026-02-01T00:00:00Z', 1, false],
    ['app-20240229', '2024-02-29T00:00:00Z', 86_400, false],
    ['app-20000229', '2000-02-29T00:00:00Z', 86_400, false],
    ['app-31.12.2026', '2026-12-31T00:00:00Z', 86_400, false],
    ['app-12-31-2026', '2026-12-31T00:00:00Z', 86_400, false],
    ['app-19700101', '1970-01-01T00:00:00Z', 86_400, false],
    ['app-21991231', '2199-12-31T00:00:00Z', 86_400, false],
    ['app-1400000000', '2014-05-13T16:53:20Z', 1, true],
    ['app-1999999999', '2033-05-18T03:33:19Z', 1, true],
  ])('%s: %s, for %i s, zoned %s', (name, start, lengthS, isZoned) => {
    expect(shown(name)).toEqual([start, lengthS, isZoned])
  })

  it.each([
    'app-20260132',
    'app-20260230',
    'app-20250229',
    'app-21000229',
    'app-20260431',
    'app-20260631',
    'app-20260931',
    'app-20261131',
    'app-20260100',
    'app-20261301',
    'app-20260001',
    'app-22000101',
    'app-1399999999',
    'app-2000000000',
    'app-2026013',
    'app-v1.2.3',
  ])('%s has none', (name) => {
    expect(readingsOf(name)).toEqual([])
  })

  it.each([
    ['app-20260131-2400', 0],
    ['app-20260131-1860', 0],
    ['app-20260131-184561', 0],
    ['app-05-11-2026', 2],
    ['app-05-05-2026', 1],
    ['app-13-11-2026', 1],
    ['app-20260131-184500-0500', 2],
    ['app-20260131-184500-1200', 2],
    ['app-20260131-184500-1300', 1],
    ['app-20260131-184500-0515', 2],
    ['app-20260131-184500-0510', 1],
  ])('%s can be read in %i ways', (name, count) => {
    expect(readingsOf(name)).toHaveLength(count)
    expect(nameTime(name) !== undefined).toBe(count === 1)
  })

  it('of milliseconds is a millisecond long', () => {
    const time = nameTime('app-1763806500123')
    expect(nameTime('app-1763806500')?.digits).toBe('1763806500')
    expect(time).toMatchObject({ startS: 1_763_806_500.123, isZoned: true, digits: '1763806500123' })
    expect((time?.endS ?? 0) - (time?.startS ?? 0)).toBeCloseTo(0.001, 5)
  })

  it('is the day that a calendar says, on any day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 83_000 }), (days) => {
        const date = new Date(days * 86_400_000).toISOString().slice(0, 10)
        expect(nameTime(`app-${date.replaceAll('-', '')}`)?.startS).toBe(days * 86_400)
      }),
    )
  })
})

test('a time west of Greenwich is later', () => {
  const zoned = readingsOf('app-20260131-184500-0530').find(({ isZoned }) => isZoned)
  expect(iso(zoned?.startS)).toBe('2026-02-01T00:15:00Z')
})

test.each([
  ['app-20260131', 'app-'],
  ['app-1763806500', 'app-'],
  ['20260131-app', ''],
  ['app', 'app'],
  ['a1763806500-20260131', 'a'],
])('before the time of %s stands %j', (name, before) => {
  expect(beforeTime(name)).toBe(before)
})

describe('two times', () => {
  const compare = (one: string, other: string, offsetMinutes = 0) => {
    const [first, second] = [nameTime(one), nameTime(other)]
    return first && second && compareTimes(first, second, offsetMinutes)
  }
  it.each([
    ['20260131', '20260130', 0, 1],
    ['20260130', '20260131', 0, -1],
    ['20260131', '20260131-1200', 0, undefined],
    ['20260131-1201', '20260131-1200', 0, 1],
    ['20260131-120000', '20260131-1200', 0, undefined],
    ['20260131-120000', '2026-01-31T12:00:01Z', 0, -1],
    ['20260131-120000', '2026-01-31T12:00:01Z', 60, -1],
    ['20260131-120000', '2026-01-31T11:30:00Z', 60, undefined],
    ['20260131-120000', '2026-01-31T11:00:00Z', 60, undefined],
    ['20260131-120000', '2026-01-31T10:59:59Z', 60, 1],
    ['20260131-120000', '2026-01-31T12:30:00Z', -60, undefined],
    ['20260131-120000', '2026-01-31T13:00:01Z', -60, -1],
  ])('%s and %s with a server at %i minutes: %s', (one, other, offsetMinutes, expected) => {
    expect(compare(one, other, offsetMinutes)).toBe(expected)
  })

  it('widen to what the zone of the server makes possible', () => {
    const local = nameTime('20260131-120000')
    if (local === undefined) throw new Error('there is no time')
    const by = (offsetMinutes: number) => {
      const { startS, endS } = widen(local, offsetMinutes)
      return [startS - local.startS, endS - local.endS]
    }
    expect([by(90), by(0), by(-90)]).toEqual([
      [-5_400, 0],
      [0, 0],
      [0, 5_400],
    ])
    expect(widen({ ...local, isZoned: true }, 90)).toMatchObject({ startS: local.startS, endS: local.endS })
  })
})

it.each([
  ['06-45-AM', '0645'],
  ['06-45-PM', '1845'],
  ['12-45-AM', '0045'],
  ['12-45-PM', '1245'],
  ['11-45-pm', '2345'],
])('%s is %s', (half, digits) => {
  expect(readingsOf(`app-2026-01-31-${half}`).map((time) => time.digits.slice(0, 12))).toContain(
    `20260131${digits}`,
  )
})
