import { VERSIONS } from '../../../state-table/axes.ts'
import {
  type CommonPlan,
  drawEvents,
  drawInputs,
  drawPast,
  type EventKind,
  MINUTE_MS,
  type Quality,
} from '../../common-plan.ts'
import type { Dice } from '../../dice.ts'
import { asMode, drawMode, drawWayBack } from '../ecs/orders.ts'
import { PROMOTING } from '../ecs/plan.ts'

/** An ECS service whose task sets CodeDeploy makes, and between which it moves the traffic. */
export interface CodeDeployPlan extends CommonPlan {
  readonly platform: 'code-deploy'
  readonly tasks: number
  readonly configuration: string
  /** So long a replacement that is ready waits for a person, and is then stopped. Undefined: it goes on by itself. */
  readonly readyWaitMinutes?: number | undefined
  /** What a person answers then, and when. Undefined: nobody does. */
  readonly answer?: Answer | undefined
  readonly terminationWaitMinutes: number
  /** The group rolls back what fails or what an alarm stops. */
  readonly rollsBackOnFailure: boolean
  /** Whoever stops a deployment by hand asks for its rollback, too. */
  readonly stopsWithRollback: boolean
  /** Where the deployment stands when a bad version shows what it is, and how long after that. */
  readonly moment: Moment
  readonly showsAfterMs: number
  /** For so long does ECS answer what was true before a change. */
  readonly staleMs: number
}

export type Moment = 'created' | 'ready' | 'shifting' | 'shifted' | 'ended'

interface Answer {
  readonly kind: 'continue' | 'stop'
  readonly afterMs: number
}

export const SIMPLEST: Partial<CodeDeployPlan> = {
  isCaptured: false,
  staleMs: 0,
  guardDelayMs: 0,
  tasks: 1,
  past: ['good', 'good'],
  configuration: 'CodeDeployDefault.ECSAllAtOnce',
  readyWaitMinutes: undefined,
  answer: undefined,
  terminationWaitMinutes: 60,
  rollsBackOnFailure: true,
  stopsWithRollback: true,
  moment: 'created',
  showsAfterMs: 0,
}

const CONFIGURATIONS = [
  'CodeDeployDefault.ECSAllAtOnce',
  'CodeDeployDefault.ECSAllAtOnce',
  'CodeDeployDefault.ECSCanary10Percent5Minutes',
  'CodeDeployDefault.ECSLinear10PercentEvery1Minutes',
  'Linear50PercentEvery3Minutes',
]

const EVENTS: readonly EventKind[] = [
  'interruption',
  'scale',
  'other deployment',
  'other deployment',
  'rollback by a person',
  'alarm',
  'api',
  'api',
  'api',
  'no answer to a write',
  'in front',
  'offline',
  'no room',
  'cancelled',
  'run again',
  'killed',
  'killed at a write',
]

export function drawCodeDeploy(seed: number, dice: Dice): CodeDeployPlan {
  const version: Quality = dice.is(0.35)
    ? dice.of(['healthy', 'healthy', 'flaky', 'tells no version', 'one task exits'])
    : dice.of(VERSIONS)
  const past = drawPast(dice)
  const readyWaitMinutes = dice.is(0.3) ? dice.of([5, 30, 120]) : undefined
  const promotes = readyWaitMinutes !== undefined && dice.is(0.6)
  const inputs = {
    ...drawInputs(dice, version),
    ...(promotes ? PROMOTING : {}),
    ...drawWayBack(dice, past),
  }
  return {
    platform: 'code-deploy',
    seed,
    version,
    past,
    readyWaitMinutes,
    tasks: dice.between(1, 3),
    configuration: dice.of(CONFIGURATIONS),
    answer: drawAnswer(dice, readyWaitMinutes),
    terminationWaitMinutes: dice.of([0, 1, 5, 60]),
    rollsBackOnFailure: dice.is(0.6),
    stopsWithRollback: dice.is(0.7),
    moment: dice.of(['created', 'ready', 'shifting', 'shifted', 'ended']),
    showsAfterMs: dice.of([0, 0, dice.between(1, 180) * 1_000]),
    inputs: asMode(drawMode(dice), inputs),
    isCaptured: dice.is(0.4),
    guardDelayMs: dice.of([0, 2_000, 20_000, 90_000]),
    staleMs: dice.of([0, 0, 0, 3_000, 8_000]),
    events: drawEvents(dice, EVENTS),
  }
}

function drawAnswer(dice: Dice, readyWaitMinutes: number | undefined): Answer | undefined {
  if (readyWaitMinutes === undefined || dice.is(0.4)) return undefined
  return { kind: dice.of(['continue', 'continue', 'stop']), afterMs: dice.between(1, 20) * MINUTE_MS }
}
