import type { VersionName } from '../state-table/axes.ts'
import type { Dice } from './dice.ts'

/** What is drawn for every landing, whatever it lands on. */
export interface CommonPlan {
  readonly seed: number
  /** Oldest first. What was rolled back from never runs now. */
  readonly past: readonly ('good' | 'rolled back')[]
  readonly version: Quality
  readonly inputs: Readonly<Record<string, string>>
  readonly isCaptured: boolean
  readonly guardDelayMs: number
  readonly events: readonly PlannedEvent[]
}

export type Quality =
  | VersionName
  | 'flaky'
  | 'tells no version'
  | 'one task exits'
  /** One answer of four, never two in a row. */
  | 'fails often'
  /** Seconds for each answer, and well otherwise. */
  | 'sluggish'

/** Times are from the deployment on. */
export type PlannedEvent = { readonly atMs: number } & (
  | {
      readonly kind: 'interruption'
      readonly by: 'spot' | 'host-terminated' | 'infrastructure-health' | 'maintenance'
      /** How many tasks it takes. Absent: one. */
      readonly count?: number
    }
  | { readonly kind: 'scale'; readonly to: number }
  | ({ readonly kind: 'other deployment'; readonly isGood: boolean } & Reaction)
  | ({ readonly kind: 'rollback by a person' } & Reaction)
  | { readonly kind: 'alarm'; readonly forMs: number }
  | ({
      readonly kind: 'api'
      readonly fault: ApiFault
      readonly on: 'reads' | 'writes' | 'all'
      readonly share: number
      readonly forMs: number
    } & Reaction)
  | {
      readonly kind: 'in front'
      readonly answer: Wall
      readonly share: number
      readonly forMs: number
    }
  /** To the first one of a run, whether or not it took effect. */
  | { readonly kind: 'no answer to a write'; readonly isDone: boolean }
  | { readonly kind: 'offline'; readonly forMs: number }
  /** There is no place for new tasks. */
  | { readonly kind: 'no room'; readonly forMs: number }
  | { readonly kind: 'cancelled' }
  /** Somebody runs the job again, after it has ended. */
  | { readonly kind: 'run again'; readonly rerunAfterMs: number }
  | { readonly kind: 'killed'; readonly rerunAfterMs: number }
  /** At the first write, before or after it took effect. */
  | { readonly kind: 'killed at a write'; readonly isDone: boolean; readonly rerunAfterMs: number }
)

/** People act when something goes wrong, and the platform may be in trouble for the same reason: when the guard acts. */
interface Reaction {
  /** Its time is from when the version shows what it is. */
  readonly isReaction?: boolean
}

export type EventKind = PlannedEvent['kind']

/** Who answers in front of the application. */
export type Wall = 'rate limit' | 'bot wall' | 'proxy'

export const API_FAULTS = [
  'throttled',
  'server error',
  'lost request',
  'lost answer',
  'expired',
  'wrong shape',
  'slow',
] as const

export type ApiFault = (typeof API_FAULTS)[number]

export const isReaction = (event: PlannedEvent): boolean => 'isReaction' in event && event.isReaction === true

/** The event with its time in the landing. Undefined: what it is a reaction to has not come. */
export function asHappened<Event extends PlannedEvent>(
  event: Event,
  shownAtMs: number | undefined,
): Event | undefined {
  if (!isReaction(event)) return event
  return shownAtMs === undefined ? undefined : { ...event, atMs: event.atMs + shownAtMs }
}

export const endOf = (event: PlannedEvent): number =>
  'forMs' in event ? event.atMs + event.forMs : event.atMs

export const MINUTE_MS = 60_000
/** More than there are. */
const MANY = 9

export function drawPast(dice: Dice): CommonPlan['past'] {
  const length = dice.between(1, 4)
  return [
    'good',
    ...Array.from({ length }, () => (dice.is(0.35) ? ('rolled back' as const) : ('good' as const))),
  ]
}

export function drawInputs(dice: Dice, version: Quality): Record<string, string> {
  const usual = dice.is(0.5)
  return {
    ...(usual
      ? {}
      : {
          retries: dice.of(['2', '3', '4']),
          interval: dice.of(['2s', '5s', '10s']),
          timeout: dice.of(['3s', '10s']),
          'bake-time': dice.of(['0s', '30s', '2m', '5m']),
          'start-period': dice.of(['0s', '30s', '90s']),
          'success-threshold': dice.of(['1', '3']),
          'poll-interval': dice.of(['5s', '10s']),
          'rollout-timeout': dice.of(['15m', '5m', '30m']),
        }),
    ...(version === 'wrong version' || dice.is(0.75) ? { 'expect-version': 'new' } : {}),
    ...(dice.is(0.2) ? { 'service-health': 'true' } : {}),
    ...(dice.is(0.1) ? { 'on-inconclusive': dice.of(['pass', 'rollback']) } : {}),
    ...(dice.is(0.05) ? { 'fail-on-rollback': 'false' } : {}),
  }
}

/** Half of the landings are quiet: a fault of the product must show without the help of the world, too. */
export function drawEvents(dice: Dice, kinds: readonly EventKind[]): readonly PlannedEvent[] {
  const count = dice.of([0, 0, 1, 1, 2, 3])
  return Array.from({ length: count }, () => drawEvent(dice, kinds)).toSorted(
    (one, other) => one.atMs - other.atMs,
  )
}

function drawEvent(dice: Dice, kinds: readonly EventKind[]): PlannedEvent {
  const atMs = dice.between(0, dice.of([3, 7, 25]) * MINUTE_MS)
  const forMs = dice.between(5, dice.of([60, 600])) * 1_000
  const share = dice.of([0.3, 0.7, 1])
  const kind = dice.of(kinds)
  switch (kind) {
    case 'interruption':
      return {
        ...{ atMs, kind, count: dice.of([1, MANY]) },
        by: dice.of(['spot', 'host-terminated', 'infrastructure-health', 'maintenance']),
      }
    case 'scale':
      return { atMs, kind, to: dice.between(1, 5) }
    case 'other deployment':
      return { ...drawReaction(dice, atMs), kind, isGood: dice.is(0.7) }
    case 'rollback by a person':
      return { ...drawReaction(dice, atMs), kind }
    case 'no room':
      return { atMs: dice.between(0, 60) * 1_000, kind, forMs: dice.between(1, 40) * MINUTE_MS }
    case 'alarm':
    case 'offline':
      return { atMs, kind, forMs }
    case 'api':
      return {
        ...{ ...drawReaction(dice, atMs), kind, forMs, share },
        fault: dice.of(API_FAULTS),
        on: dice.of(['reads', 'writes', 'all']),
      }
    case 'no answer to a write':
      return { atMs: 0, kind, isDone: dice.is(0.7) }
    case 'in front':
      return { atMs, kind, forMs, share, answer: dice.of(['rate limit', 'bot wall', 'proxy']) }
    case 'run again':
      return { atMs: 0, kind, rerunAfterMs: dice.between(5, 1_800) * 1_000 }
    case 'killed':
      return { atMs, kind, rerunAfterMs: dice.between(5, 300) * 1_000 }
    case 'killed at a write':
      return { atMs: 0, kind, isDone: dice.is(0.5), rerunAfterMs: dice.between(5, 300) * 1_000 }
    case 'cancelled':
      return { atMs, kind }
    default:
      return kind satisfies never
  }
}

function drawReaction(dice: Dice, atMs: number): { readonly atMs: number; readonly isReaction: boolean } {
  return dice.is(0.5) ? { atMs, isReaction: false } : { atMs: dice.between(0, 90) * 1_000, isReaction: true }
}
