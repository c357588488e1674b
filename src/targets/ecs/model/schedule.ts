import { renderDuration } from '../../../core/duration.ts'
import type { SchedulePart } from '../../../run/landing-time.ts'

const MINUTE_MS = 60_000

/** As a deployment configuration of ECS gives it. */
export interface ScheduleFacts {
  readonly strategy: string
  readonly linear?: { readonly stepPercent?: number | undefined; readonly stepMinutes?: number | undefined }
  readonly canaryMinutes?: number | undefined
  readonly bakeMinutes?: number | undefined
  /** Of each PAUSE hook: how often a deployment stops at it, and how long it may wait. Absent: AWS's default. */
  readonly pauses: readonly { readonly count: number; readonly minutes?: number | undefined }[]
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html */
export function scheduleOf({
  strategy,
  linear,
  canaryMinutes,
  bakeMinutes,
  pauses,
}: ScheduleFacts): SchedulePart[] {
  if (strategy === 'ROLLING') return []
  const { stepPercent = 10, stepMinutes = 6 } = linear ?? {}
  const hooks = pauses.flatMap(({ count, minutes }) =>
    minutes === undefined ? [] : lasting(count * minutes, (time) => `PAUSE hooks that may wait for ${time}`),
  )
  return [
    ...(strategy === 'LINEAR' ? stepsOf(Math.ceil(100 / stepPercent), stepMinutes) : []),
    ...(strategy === 'CANARY' ? stepsOf(1, canaryMinutes ?? 10) : []),
    ...lasting(bakeMinutes ?? 0, (time) => `a bake time of ${time}`),
    ...hooks,
  ]
}

/** How long ECS bakes each deployment by itself, whoever it waits for besides. */
export function bakeMsOf(facts: ScheduleFacts): number {
  return scheduleOf({ ...facts, pauses: [] }).reduce((sum, { durationMs }) => sum + durationMs, 0)
}

/** The bake time after the last step of the traffic. */
export function bakeTimeMsOf({ bakeMinutes = 0 }: ScheduleFacts): number {
  return bakeMinutes * MINUTE_MS
}

/** `CodeDeployDefault.ECSLinear10PercentEvery3Minutes`; of a configuration with a name of its own nothing is known. */
export function codeDeployScheduleOf(configuration: string, readyMinutes = 0): SchedulePart[] {
  const [, linear, every] = /ECSLinear(\d+)PercentEvery(\d+)Minutes?$/.exec(configuration) ?? []
  const [, canary] = /ECSCanary\d+Percent(\d+)Minutes?$/.exec(configuration) ?? []
  return [
    ...(linear === undefined ? [] : stepsOf(Math.ceil(100 / Number(linear)), Number(every))),
    ...(canary === undefined ? [] : stepsOf(1, Number(canary))),
    ...lasting(readyMinutes, (time) => `a wait of ${time} before the traffic is rerouted`),
  ]
}

function stepsOf(count: number, minutes: number): SchedulePart[] {
  const steps = count === 1 ? 'a step' : `${count} steps`
  const each = renderDuration(minutes * MINUTE_MS)
  return lasting(count * minutes, () => `${steps} of the traffic of ${each}`).map((part) => ({
    ...part,
    stepMs: minutes * MINUTE_MS,
  }))
}

function lasting(minutes: number, describe: (time: string) => string): SchedulePart[] {
  const durationMs = minutes * MINUTE_MS
  return durationMs === 0 ? [] : [{ what: describe(renderDuration(durationMs)), durationMs }]
}
