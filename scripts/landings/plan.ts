import { seededRandom } from '../simulation/random.ts'
import {
  exists,
  HOOKS,
  type HookName,
  MOMENTS,
  type Moment,
  type StrategyName,
  VERSIONS,
  type VersionName,
} from '../state-table/axes.ts'

/** All that is drawn for a landing. It is plain data, so that a failing one can be made smaller, and kept. */
export interface Plan {
  readonly seed: number
  readonly strategy: StrategyName
  readonly tasks: number
  readonly schedule: Schedule
  readonly breaker: 'off' | 'fails' | 'rolls back'
  /** Oldest first. What was rolled back from never runs now. */
  readonly past: readonly ('good' | 'rolled back')[]
  readonly hook: HookName
  /** When a person or a function answers the hook. Undefined: nobody does. */
  readonly answerAfterMs?: number | undefined
  readonly version: Quality
  /** Where the deployment stands when a bad version shows what it is. */
  readonly moment: Moment
  readonly inputs: Readonly<Record<string, string>>
  readonly isCaptured: boolean
  readonly guardDelayMs: number
  /** For so long does the platform answer what was true before a write. */
  readonly staleMs: number
  readonly events: readonly PlannedEvent[]
}

/** Of what a strategy has: how long each step is left alone, and the end of it. */
export interface Schedule {
  readonly bakeMinutes: number
  readonly stepMinutes: number
  readonly stepPercent: number
}

export type Quality = VersionName | 'flaky' | 'tells no version' | 'one task exits'

/** Times are from the deployment on. */
export type PlannedEvent = { readonly atMs: number } & (
  | {
      readonly kind: 'interruption'
      readonly by: 'spot' | 'host-terminated' | 'infrastructure-health' | 'maintenance'
      /** How many tasks it takes. Absent: one. */
      readonly count?: number
    }
  | { readonly kind: 'scale'; readonly to: number }
  | { readonly kind: 'other deployment'; readonly isGood: boolean }
  | { readonly kind: 'rollback by a person' }
  | { readonly kind: 'alarm'; readonly forMs: number }
  | {
      readonly kind: 'api'
      readonly fault: ApiFault
      readonly on: 'reads' | 'writes' | 'all'
      readonly share: number
      readonly forMs: number
    }
  | {
      readonly kind: 'in front'
      readonly answer: 'rate limit' | 'bot wall' | 'proxy'
      readonly share: number
      readonly forMs: number
    }
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

class Dice {
  readonly #random: () => number

  constructor(random: () => number) {
    this.#random = random
  }

  is(probability: number): boolean {
    return this.#random() < probability
  }

  between(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1))
  }

  of<T>(choices: readonly [T, ...T[]] | readonly T[]): T {
    return choices[Math.floor(this.#random() * choices.length)] as T
  }
}

/** Many neighbouring seeds have to draw what has nothing to do with each other. */
const spread = (seed: number): number => Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0

export const randomOf = (seed: number): (() => number) => seededRandom(spread(seed))

const MINUTE_MS = 60_000
/** More than there are. */
const MANY = 9

export function drawPlan(seed: number): Plan {
  const dice = new Dice(randomOf(seed))
  const situation = drawSituation(dice)
  const version = drawVersion(dice)
  const promotes = situation.hook === 'PAUSE' && dice.is(0.6)
  return {
    seed,
    ...situation,
    version,
    tasks: dice.between(1, 4),
    schedule: {
      bakeMinutes: dice.of([1, 3, 5, 10, 30]),
      stepMinutes: dice.of([1, 2, 4]),
      stepPercent: dice.of([20, 25, 50]),
    },
    breaker: dice.of(['off', 'off', 'fails', 'rolls back']),
    past: drawPast(dice),
    answerAfterMs: drawAnswer(dice, situation.hook),
    inputs: { ...drawInputs(dice, version), ...(promotes ? PROMOTING : {}) },
    isCaptured: dice.is(0.4),
    guardDelayMs: dice.of([0, 2_000, 20_000, 90_000]),
    staleMs: dice.of([0, 0, 0, 3_000, 8_000]),
    events: drawEvents(dice),
  }
}

/** The test listener is asked as well, before anything is let go on. */
const PROMOTING = {
  promote: 'true',
  checks:
    '- name: test\n  url: https://test.shop.example.com/health\n  version-from: body.version\n  stage: test\n',
}

function drawSituation(dice: Dice): Pick<Plan, 'strategy' | 'moment' | 'hook'> {
  for (;;) {
    const strategy = dice.of<StrategyName>(['rolling', 'blue/green', 'linear', 'canary'])
    const situation = { strategy, moment: dice.of(MOMENTS), hook: dice.of(HOOKS) }
    if (exists(situation)) return situation
  }
}

function drawVersion(dice: Dice): Quality {
  if (dice.is(0.35)) return dice.of(['healthy', 'healthy', 'flaky', 'tells no version', 'one task exits'])
  return dice.of(VERSIONS)
}

function drawPast(dice: Dice): Plan['past'] {
  const length = dice.between(1, 4)
  return [
    'good',
    ...Array.from({ length }, () => (dice.is(0.35) ? ('rolled back' as const) : ('good' as const))),
  ]
}

function drawAnswer(dice: Dice, hook: HookName): number | undefined {
  if (hook === 'no hook' || (hook === 'PAUSE' && dice.is(0.5))) return undefined
  return dice.between(1, hook === 'Lambda' ? 7 : 20) * MINUTE_MS
}

function drawInputs(dice: Dice, version: Quality): Record<string, string> {
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
function drawEvents(dice: Dice): readonly PlannedEvent[] {
  const count = dice.of([0, 0, 1, 1, 2, 3])
  return Array.from({ length: count }, () => drawEvent(dice)).toSorted((one, other) => one.atMs - other.atMs)
}

function drawEvent(dice: Dice): PlannedEvent {
  const atMs = dice.between(0, dice.of([3, 7, 25]) * MINUTE_MS)
  const forMs = dice.between(5, dice.of([60, 600])) * 1_000
  const share = dice.of([0.3, 0.7, 1])
  const kind = dice.of([
    'interruption',
    'interruption',
    'scale',
    'other deployment',
    'rollback by a person',
    'alarm',
    'api',
    'api',
    'api',
    'in front',
    'in front',
    'offline',
    'no room',
    'cancelled',
    'run again',
    'killed',
    'killed at a write',
  ] as const)
  switch (kind) {
    case 'interruption':
      return {
        ...{ atMs, kind, count: dice.of([1, MANY]) },
        by: dice.of(['spot', 'host-terminated', 'infrastructure-health', 'maintenance']),
      }
    case 'scale':
      return { atMs, kind, to: dice.between(1, 5) }
    case 'other deployment':
      return { atMs, kind, isGood: dice.is(0.7) }
    case 'no room':
      return { atMs: dice.between(0, 60) * 1_000, kind, forMs: dice.between(1, 40) * MINUTE_MS }
    case 'alarm':
    case 'offline':
      return { atMs, kind, forMs }
    case 'api':
      return { atMs, kind, forMs, share, fault: dice.of(API_FAULTS), on: dice.of(['reads', 'writes', 'all']) }
    case 'in front':
      return { atMs, kind, forMs, share, answer: dice.of(['rate limit', 'bot wall', 'proxy']) }
    case 'run again':
      return { atMs: 0, kind, rerunAfterMs: dice.between(5, 1_800) * 1_000 }
    case 'killed':
      return { atMs, kind, rerunAfterMs: dice.between(5, 300) * 1_000 }
    case 'killed at a write':
      return { atMs: 0, kind, isDone: dice.is(0.5), rerunAfterMs: dice.between(5, 300) * 1_000 }
    case 'rollback by a person':
    case 'cancelled':
      return { atMs, kind }
    default:
      return kind satisfies never
  }
}
