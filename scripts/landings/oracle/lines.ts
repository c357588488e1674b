import { isCalm, isGuarded, lastWord, viewsOf } from './facts.ts'
import type { History, Point, Probe, Run, Signals } from './history.ts'

const MINUTE_MS = 60_000
const FEWEST_SAMPLES = 10
const FEWEST_FAILURES = 3
/** Alarms and metrics are read this often at least, with what a call may take. */
const READ_WITHIN_MS = 45_000
/** One missing value of a metric is bridged. */
const WIDEST_GAP = 2.5

/** What is known of a run up to a time. */
interface Seen {
  readonly probes: readonly Probe[]
  readonly signals: Signals | undefined
  readonly nowMs: number
}

interface Line {
  readonly form: RegExp
  /** It may have fired at this time. */
  readonly holds: (seen: Seen, numbers: readonly number[]) => boolean
  /** It cannot have been overlooked at this time. */
  readonly isPlain: (seen: Seen, numbers: readonly number[]) => boolean
}

const within = ({ probes, nowMs }: Seen, windowMs: number): readonly Probe[] =>
  probes.filter(({ atMs, seen }) => atMs > nowMs - windowMs && seen !== 'no answer of the service')

function failsTooOften(seen: Seen, percent: number, windowMs: number, samples: number): boolean {
  const answers = within(seen, windowMs)
  const bad = answers.filter((answer) => answer.seen === 'bad').length
  return answers.length >= samples && bad >= FEWEST_FAILURES && bad * 100 > percent * answers.length
}

function isTooSlow(seen: Seen, seconds: number, windowMs: number, samples: number): boolean {
  const times = within(seen, windowMs).map(({ tookMs }) => tookMs)
  return times.length >= samples && times.reduce((sum, ms) => sum + ms, 0) > seconds * 1_000 * times.length
}

/** The values in a row, up to the last one that is published, that are above. */
function runAbove({ signals, nowMs }: Seen, limit: number): readonly Point[] {
  const { points = [], deployedAtMs = 0 } = signals ?? {}
  const known = points.filter((point) => point.publishedAtMs <= nowMs && point.startedAtMs >= deployedAtMs)
  const from = known.findLastIndex(
    ({ value, startedAtMs }, index) =>
      value <= limit || startedAtMs - (known[index - 1]?.startedAtMs ?? startedAtMs) > WIDEST_GAP * MINUTE_MS,
  )
  const first = known[from]
  return known.slice(first !== undefined && first.value <= limit ? from + 1 : Math.max(from, 0))
}

const spanMs = (run: readonly Point[]): number =>
  (run.at(-1)?.startedAtMs ?? 0) + MINUTE_MS - (run[0]?.startedAtMs ?? MINUTE_MS)

function isRed({ signals, nowMs }: Seen, sinceMs: number): boolean {
  const { alarm = [], deployedAtMs = 0 } = signals ?? {}
  const now = alarm.findLast(({ fromMs }) => fromMs <= nowMs)
  return now?.state === 'ALARM' && now.fromMs >= deployedAtMs && nowMs - now.fromMs >= sinceMs
}

/** What was red before the deploy has to be OK once before it counts. */
function isRedFromBefore({ signals, nowMs }: Seen): boolean {
  const { alarm = [], deployedAtMs = 0 } = signals ?? {}
  const before = alarm.findLast(({ fromMs }) => fromMs <= deployedAtMs)
  const wasOk = alarm.some(({ fromMs, state }) => state === 'OK' && fromMs > deployedAtMs && fromMs <= nowMs)
  return before?.state === 'ALARM' && !wasOk
}

const LINES: readonly Line[] = [
  {
    form: /^failure rate > (\d+)% over (\d+)m$/,
    holds: (seen, [percent = 0, minutes = 0]) =>
      failsTooOften(seen, percent, minutes * MINUTE_MS + 1_000, FEWEST_SAMPLES),
    isPlain: (seen, [percent = 0, minutes = 0]) =>
      failsTooOften(seen, percent + 8, minutes * MINUTE_MS - 1_000, FEWEST_SAMPLES),
  },
  {
    form: /^(\d+) consecutive failures$/,
    holds: ({ probes }, [count = 0]) => failuresAtEnd(probes) >= count,
    isPlain: ({ probes }, [count = 0]) => failuresAtEnd(probes) > count,
  },
  {
    form: /^mean time > (\d+)s over (\d+)m$/,
    holds: (seen, [seconds = 0, minutes = 0]) =>
      isTooSlow(seen, seconds, minutes * MINUTE_MS + 1_000, FEWEST_SAMPLES),
    isPlain: (seen, [seconds = 0, minutes = 0]) =>
      isTooSlow(seen, seconds * 1.2, minutes * MINUTE_MS - 1_000, FEWEST_SAMPLES),
  },
  {
    form: /^alarm \S+ in ALARM$/,
    holds: (seen) => isRed(seen, 0),
    isPlain: (seen) => isRed(seen, READ_WITHIN_MS) && !isRedFromBefore(seen),
  },
  {
    form: /^metric \S+ > (\d+) for (\d+)m$/,
    holds: (seen, [limit = 0, minutes = 0]) => spanMs(runAbove(seen, limit)) >= minutes * MINUTE_MS,
    isPlain: (seen, [limit = 0, minutes = 0]) => {
      const run = runAbove({ ...seen, nowMs: seen.nowMs - READ_WITHIN_MS }, limit)
      const last = run.at(-1)
      const isFresh = last !== undefined && seen.nowMs - last.startedAtMs < (minutes + 2) * MINUTE_MS
      return isFresh && spanMs(run) >= (minutes + 1) * MINUTE_MS
    },
  },
]

function failuresAtEnd(probes: readonly Probe[]): number {
  const answers = probes.filter(({ seen }) => seen !== 'no answer of the service')
  return answers.length - 1 - answers.findLastIndex(({ seen }) => seen === 'good')
}

const sitesOf = (history: History): readonly string[] => viewsOf(history).map(({ site }) => site)

function lineAt(
  history: History,
  run: Run,
  at: { readonly nowMs: number; readonly is: 'holds' | 'isPlain' },
): string | undefined {
  const seenAt = (site: string): Seen => ({
    probes: run.probes.filter((probe) => probe.site === site && probe.atMs <= at.nowMs),
    signals: history.signals,
    nowMs: at.nowMs,
  })
  return history.inputs.lines.find((text) =>
    LINES.some((line) => {
      const numbers = line.form.exec(text)?.slice(1).map(Number)
      return numbers !== undefined && sitesOf(history).some((site) => line[at.is](seenAt(site), numbers))
    }),
  )
}

/** A line may have fired at some time up to this one: then the user asked for a rollback. */
export function aLineHeld(history: History, atMs: number): boolean {
  const { runs, inputs, signals } = history
  if (inputs.lines.length === 0) return false
  return runs.some((run) => {
    const times = [
      atMs,
      ...run.probes.map((probe) => probe.atMs),
      ...(signals?.alarm ?? []).map(({ fromMs }) => fromMs),
      ...(signals?.points ?? []).map(({ publishedAtMs }) => publishedAtMs),
    ]
    return times.some((nowMs) => nowMs <= atMs && lineAt(history, run, { nowMs, is: 'holds' }) !== undefined)
  })
}

/** In a quiet world, what a line of the user's says is seen before anything is called healthy. */
export function noLineIsOverlooked(history: History): string | undefined {
  const word = lastWord(history)
  if (word?.claims.result !== 'healthy' || !isCalm(history) || !isGuarded(history)) return undefined
  const line = lineAt(history, word, { nowMs: word.endedAtMs, is: 'isPlain' })
  return line && `"${line}" held when run ${word.number} ended healthy`
}
