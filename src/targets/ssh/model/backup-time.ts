/** A time in a name: a second, a minute or a whole day long. */
export interface NameTime {
  /** Epoch seconds, as if the name were in UTC unless it says otherwise. */
  readonly startS: number
  readonly endS: number
  /** The name holds its time zone. Otherwise it may be local time or UTC. */
  readonly isZoned: boolean
  /** Such as `EST`, which means several zones. */
  readonly zoneName?: string | undefined
  /** `20260131120000`, as far as the name goes. */
  readonly digits: string
}

const CLOCK = String.raw`(?<hour>\d\d)[:.h-]?(?<minute>\d\d)(?:[:.m-]?(?<second>\d\d))?(?:[_ .-]?(?<half>[AaPp])[Mm](?![A-Za-z]))?(?:[_ -]?(?<zoneName>(?!GMT|UTC)[A-Z]{1,4}T|MSK)(?![A-Za-z]))?`
/** `-0500` may be a number as well. */
const ZONE = String.raw`(?:(?:[.,]\d{1,9})?(?<zone>Z|[_ -]?(?:UTC|GMT)|\+\d\d(?::?\d\d)?|-\d\d:\d\d)|-(?<west>\d{4}))?(?!\d)`
const YEAR = String.raw`(?<year>\d{4})`
const MONTH = String.raw`(?<month>\d\d)`
const DAY = String.raw`(?<day>\d\d)`
/** Seconds or milliseconds since 1970, from 2014 until 2033: what has other digits may be a number of something else. */
const EPOCH = /(?<!\d)(?<epoch>1[4-9]\d{8})(?<milli>\d{3})?(?!\d)/g
const DATES = [
  [YEAR, MONTH, DAY],
  [DAY, MONTH, YEAR],
  [MONTH, DAY, YEAR],
].flatMap(([first = '', second = '', third = '']) => [
  new RegExp(`(?<!\\d)${first}${second}${third}(?:[T_ .-]?${CLOCK})?${ZONE}`, 'g'),
  // In `31-01-2026-10-15` no date begins with the year.
  new RegExp(
    `(?<!\\d|\\d\\d[-._]\\d\\d[-._])${first}(?<between>[-._])${second}\\k<between>${third}(?:[T_ .-]${CLOCK})?${ZONE}`,
    'g',
  ),
])
const FORMS = [EPOCH, ...DATES]

const DAY_S = 86_400

/** Every time that the name can be read as. `05-11-2026` is two: the day may come first or the month. */
export function readingsOf(name: string): readonly NameTime[] {
  const all = FORMS.flatMap((form) => [...name.matchAll(form)]).flatMap(({ groups }) => read(groups ?? {}))
  const isSame = (one: NameTime, other: NameTime) =>
    one.digits === other.digits && one.startS === other.startS && one.isZoned === other.isZoned
  return all.filter((time, index) => all.findIndex((one) => isSame(one, time)) === index)
}

/** The time in a name that means one thing. */
export function nameTime(name: string): NameTime | undefined {
  const [time, ...others] = readingsOf(name)
  return others.length === 0 ? time : undefined
}

/** What stands before the time in a name. */
export function beforeTime(name: string): string {
  const starts = FORMS.flatMap((form) => [...name.matchAll(form)].map(({ index }) => index))
  return name.slice(0, Math.min(name.length, ...starts))
}

/** Positive: the first is newer; negative: older; undefined: unknown. `offsetMinutes`: the server's zone. */
export function compareTimes(one: NameTime, other: NameTime, offsetMinutes: number): number | undefined {
  const isComparable = one.isZoned === other.isZoned && one.zoneName === other.zoneName
  const [first, second] = isComparable
    ? [one, other]
    : [widen(one, offsetMinutes), widen(other, offsetMinutes)]
  if (first.startS >= second.endS) return 1
  return second.startS >= first.endS ? -1 : undefined
}

/** From the earliest to the latest that it can mean. */
export function widen(time: NameTime, offsetMinutes: number): Pick<NameTime, 'startS' | 'endS'> {
  const { startS, endS, isZoned, zoneName } = time
  if (isZoned) return time
  if (zoneName !== undefined) return { startS: startS - EASTMOST_S, endS: endS + WESTMOST_S }
  const offsetS = offsetMinutes * 60
  return {
    startS: startS - Math.max(offsetS, 0),
    endS: endS - Math.min(offsetS, 0),
  }
}

const EASTMOST_S = 14 * 3_600
const WESTMOST_S = 12 * 3_600

type Groups = Readonly<Record<string, string | undefined>>

function read(groups: Groups): NameTime[] {
  if (groups.epoch !== undefined) return [readEpoch(groups.epoch, groups.milli)]
  const { year = '', month = '', day = '', minute, second, zone, west, zoneName } = groups
  const hour = hourOf(groups)
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  const [h, min, s] = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)]
  const dayS = epochSeconds(y, m, d)
  const isDay =
    inRange(y, 1970, 2199) &&
    inRange(m, 1, 12) &&
    d >= 1 &&
    dayS < epochSeconds(y + Math.floor(m / 12), (m % 12) + 1, 1)
  if (!isDay || h > 23 || min > 59 || s > 60) return []
  const lengthS = hour === undefined ? DAY_S : second === undefined ? 60 : 1
  const digits = [year, month, day, hour, minute, second].join('')
  return zonesOf(zone, west).map((zoneS) => {
    const startS = dayS + h * 3_600 + min * 60 + s - (zoneS ?? 0)
    return { startS, endS: startS + lengthS, isZoned: zoneS !== undefined, zoneName, digits }
  })
}

/** `06` of `06-45-PM` is 18. */
function hourOf({ hour, half }: Groups): string | undefined {
  const isTwelve = hour !== undefined && half !== undefined && inRange(Number(hour), 1, 12)
  if (!isTwelve) return hour
  return String((Number(hour) % 12) + (/p/i.test(half) ? 12 : 0)).padStart(2, '0')
}

function readEpoch(epoch: string, milli: string | undefined): NameTime {
  const startS = Number(epoch) + Number(milli ?? 0) / 1_000
  const endS = startS + (milli === undefined ? 1 : 0.001)
  return { startS, endS, isZoned: true, digits: `${epoch}${milli ?? ''}` }
}

/** Each zone that the name can mean, in seconds east of Greenwich; undefined: it does not say. */
function zonesOf(zone: string | undefined, west: string | undefined): (number | undefined)[] {
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):?(\d\d)?/.exec(zone ?? `-${west}`) ?? []
  const zoneS = (sign === '-' ? -1 : 1) * (Number(hours) * 3_600 + Number(minutes) * 60)
  if (zone !== undefined) return [zoneS]
  const isZone = west !== undefined && Number(hours) <= 12 && Number(minutes) % 15 === 0
  return isZone ? [undefined, zoneS] : [undefined]
}

function inRange(value: number, least: number, most: number): boolean {
  return value >= least && value <= most
}

/** Days from civil, http://howardhinnant.github.io/date_algorithms.html, since the domain has no Date. */
function epochSeconds(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return (era * 146_097 + dayOfEra - 719_468) * DAY_S
}
