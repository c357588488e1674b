import {
  exists,
  HOOKS,
  type HookName,
  MOMENTS,
  type Moment,
  type StrategyName,
  VERSIONS,
} from '../../../state-table/axes.ts'
import {
  type CommonPlan,
  drawEvents,
  drawInputs,
  type EventKind,
  MINUTE_MS,
  type Quality,
} from '../../common-plan.ts'
import type { Dice } from '../../dice.ts'
import { asMode, drawMode, drawWayBack } from './orders.ts'
import { drawOthers, forSeveral, type OtherService } from './others.ts'
import { drawPast, type PastFate, type Tagging } from './past.ts'
import { drawLined, drawLines, drawSignals, inputsOf, type PlannedSignals } from './signals.ts'

/** A service under the deployments of ECS itself. */
export interface EcsPlan extends Omit<CommonPlan, 'past'> {
  readonly platform: 'ecs'
  /** Oldest first. */
  readonly past: readonly PastFate[]
  /** Services of the same job. Absent: none. */
  readonly others?: readonly OtherService[] | undefined
  /** What metrics and alarms say. Absent: nobody asks them. */
  readonly signals?: PlannedSignals | undefined
  /** Absent: each image has a tag of its own. */
  readonly tagging?: Tagging | undefined
  readonly strategy: StrategyName
  readonly tasks: number
  readonly schedule: Schedule
  readonly breaker: 'off' | 'fails' | 'rolls back'
  readonly hook: HookName
  /** When a person or a function answers the hook. Undefined: nobody does. */
  readonly answerAfterMs?: number | undefined
  /** Where the deployment stands when a bad version shows what it is. */
  readonly moment: Moment
  /** For so long does the platform answer what was true before a write. */
  readonly staleMs: number
}

/** Of what a strategy has: how long each step is left alone, and the end of it. */
export interface Schedule {
  readonly bakeMinutes: number
  readonly stepMinutes: number
  readonly stepPercent: number
}

/** The simplest of each part. */
export const SIMPLEST: Partial<EcsPlan> = {
  isCaptured: false,
  breaker: 'off',
  staleMs: 0,
  guardDelayMs: 0,
  tasks: 1,
  hook: 'no hook',
  past: ['good', 'good'],
  tagging: 'own',
  others: [],
  moment: 'COMPLETED',
  strategy: 'rolling',
  schedule: { bakeMinutes: 1, stepMinutes: 1, stepPercent: 50 },
}

const EVENTS: readonly EventKind[] = [
  'interruption',
  'interruption',
  'scale',
  'other deployment',
  'rollback by a person',
  'alarm',
  'api',
  'api',
  'api',
  'no answer to a write',
  'in front',
  'in front',
  'offline',
  'no room',
  'cancelled',
  'run again',
  'killed',
  'killed at a write',
]

export function drawEcs(seed: number, dice: Dice): EcsPlan {
  const situation = drawSituation(dice)
  const lines = drawLines(dice)
  const version = drawLined(dice, lines, drawVersion(dice))
  const promotes = situation.hook === 'PAUSE' && dice.is(0.6)
  const past = drawPast(dice)
  const others = drawOthers(dice, drawVersion)
  const inputs = {
    ...drawInputs(dice, version),
    ...inputsOf(lines),
    ...(promotes ? PROMOTING : {}),
    ...drawWayBack(dice, past),
  }
  return {
    platform: 'ecs',
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
    past,
    others,
    signals: drawSignals(dice, lines),
    tagging: dice.of(['own', 'own', 'own', 'one']),
    answerAfterMs: drawAnswer(dice, situation.hook),
    inputs: forSeveral(others, asMode(drawMode(dice), inputs)),
    // Only a capture shows what this deploy has not changed.
    isCaptured: dice.is(0.4) || others.some(({ isDeployed }) => !isDeployed),
    guardDelayMs: dice.of([0, 2_000, 20_000, 90_000]),
    staleMs: dice.of([0, 0, 0, 3_000, 8_000]),
    events: drawEvents(dice, EVENTS),
  }
}

/** The test listener is asked as well, before anything is let go on. */
export const PROMOTING = {
  promote: 'true',
  checks:
    '- name: test\n  url: https://test.shop.example.com/health\n  version-from: body.version\n  stage: test\n',
}

function drawSituation(dice: Dice): Pick<EcsPlan, 'strategy' | 'moment' | 'hook'> {
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

function drawAnswer(dice: Dice, hook: HookName): number | undefined {
  if (hook === 'no hook' || (hook === 'PAUSE' && dice.is(0.5))) return undefined
  return dice.between(1, hook === 'Lambda' ? 7 : 20) * MINUTE_MS
}

/** In steps, a deployment takes at least so long, whichever way it goes. Undefined: a hook waits for somebody. */
export function wayBackMsOf({ strategy, schedule, hook }: EcsPlan): number | undefined {
  if (hook !== 'no hook') return undefined
  if (strategy === 'rolling') return 0
  const { bakeMinutes, stepMinutes, stepPercent } = schedule
  const steps = { 'blue/green': 0, canary: 1, linear: Math.ceil(100 / stepPercent) }[strategy]
  return (bakeMinutes + steps * stepMinutes) * MINUTE_MS
}

/** For one of the other services: the hook and what happens is of the first alone. */
export const planOf = (plan: EcsPlan, { version, moment, tasks, past, tagging }: OtherService): EcsPlan => ({
  ...plan,
  ...{ version, moment, tasks, past, tagging },
  hook: 'no hook',
  events: [],
})
