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

/** A workflow that deploys, and the runs that it has had. */
export interface WorkflowPlan extends CommonPlan {
  readonly platform: 'workflow'
  /** How each version of the past came, oldest first. */
  readonly pastRuns: readonly PastRun[]
  /** What started the run of the new version. */
  readonly event: RunEvent
  /** What becomes of a run that we run again. */
  readonly rerun: RerunEnd
  readonly rerunMs: number
  /** For so long do lists lack a run that is new. */
  readonly staleMs: number
  /** So long after our re-run was accepted does somebody else deploy something good. Undefined: nobody does. */
  readonly otherAfterRerunMs?: number | undefined
  /** When a bad version shows what it is, from its deployment on. */
  readonly showsAfterMs: number
}

/** A dispatch runs at the commit of the version before: what it deploys is said by its input alone. */
export type RunEvent = 'push' | 'workflow_dispatch'

export interface PastRun {
  readonly event: RunEvent
  /** Of a version that was rolled back from: its job was green all the same. */
  readonly isGreen: boolean
  /** What came after it, before the next version. */
  readonly after: After
}

/** A run that failed to deploy, one that was cancelled before it did, or a re-run of the first version by a person. */
export type After = 'nothing' | 'failed' | 'cancelled' | 're-run'

export type RerunEnd = 'succeeds' | 'fails' | 'never ends'

export const SIMPLEST: Partial<WorkflowPlan> = {
  isCaptured: false,
  guardDelayMs: 0,
  event: 'push',
  rerun: 'succeeds',
  rerunMs: 10_000,
  staleMs: 0,
  otherAfterRerunMs: undefined,
  showsAfterMs: 0,
}

const EVENTS: readonly EventKind[] = [
  'other deployment',
  'other deployment',
  'other deployment',
  'rollback by a person',
  'rollback by a person',
  'api',
  'api',
  'api',
  'no answer to a write',
  'in front',
  'offline',
  'cancelled',
  'run again',
  'killed',
  'killed at a write',
]

const RERUNS: readonly RerunEnd[] = ['succeeds', 'succeeds', 'succeeds', 'succeeds', 'fails', 'never ends']

export function drawWorkflow(seed: number, dice: Dice): WorkflowPlan {
  const version: Quality = dice.is(0.35)
    ? dice.of(['healthy', 'healthy', 'flaky', 'tells no version'])
    : dice.of(VERSIONS)
  // What only a platform with a rollout of its own has.
  const { 'service-health': _, 'rollout-timeout': __, ...inputs } = drawInputs(dice, version)
  const past = drawPast(dice)
  const goesFurther = dice.is(0.25)
  return {
    platform: 'workflow',
    seed,
    version,
    past,
    pastRuns: past.map(() => drawPastRun(dice, goesFurther)),
    event: dice.of<RunEvent>(['push', 'push', 'workflow_dispatch']),
    rerun: dice.of(RERUNS),
    rerunMs: dice.of([3_000, 20_000, 90_000]),
    staleMs: dice.of([0, 0, 0, 5_000, 30_000]),
    otherAfterRerunMs: dice.is(0.1) ? dice.between(0, 60) * 1_000 : undefined,
    showsAfterMs: dice.of([0, 0, 0, dice.between(1, 8) * MINUTE_MS]),
    inputs: {
      ...inputs,
      ...(dice.is(0.6) ? { environment: 'production' } : {}),
      ...(goesFurther ? { 'rollback-to': '-2' } : {}),
    },
    isCaptured: dice.is(0.4),
    guardDelayMs: dice.of([0, 2_000, 20_000, 90_000]),
    events: drawEvents(dice, EVENTS),
  }
}

/** Which version is how far back is plain only where nobody went back and forth by hand. */
function drawPastRun(dice: Dice, goesFurther: boolean): PastRun {
  const after = dice.of<After>(['nothing', 'nothing', 'nothing', 'failed', 'cancelled', 're-run'])
  return {
    event: dice.of<RunEvent>(['push', 'push', 'workflow_dispatch']),
    isGreen: dice.is(0.5),
    after: after === 're-run' && goesFurther ? 'nothing' : after,
  }
}
