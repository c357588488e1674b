import type { Baseline } from './baseline.ts'
import { type CheckProgress, followCheck, unhealthy } from './check.ts'
import { type BakePolicy, judgeBakeEnd } from './end-of-bake.ts'
import type { Observation } from './observation.ts'
import { judgeOutage } from './outage.ts'
import { judgeRollout, type RolloutPolicy, type RolloutProgress } from './rollout-progress.ts'
import type { MetricSample } from './triggers/metric-source.ts'
import { askTriggers, type TriggerStatus } from './triggers/trigger.ts'
import type { Verdict } from './verdict.ts'

export interface HealthPolicy extends BakePolicy, RolloutPolicy {}

/** Everything that has been seen. Observations are by check, oldest first; a list is never changed, but replaced. */
export interface Evidence {
  readonly rollout: RolloutProgress
  readonly checks: readonly { readonly name: string; readonly required: boolean }[]
  readonly observations: ReadonlyMap<string, readonly Observation[]>
  /** Looks at metrics, alarms and runs, oldest first. */
  readonly samples?: readonly MetricSample[]
  readonly baseline?: Baseline
  /** When the deployment began, on the run's clock. Absent: with the watch. */
  readonly deployBegunAtMs?: number
}

export interface Assessment {
  readonly phase: 'rolling-out' | 'starting' | 'baking'
  readonly checks: ReadonlyMap<string, CheckProgress>
  readonly triggers: readonly TriggerStatus[]
  /** When the bake can end at the earliest; known once every required check is baking. */
  readonly bakeEndAtMs?: number
  /** Undefined: keep looking. */
  readonly verdict?: Verdict
}

/** Decides from what has been seen so far. Pure: the same evidence and time give the same answer. */
export function assess(policy: HealthPolicy, evidence: Evidence, nowMs: number): Assessment {
  const byPlatform = judgeRollout(evidence.rollout, policy, nowMs)
  const { completedAtMs } = evidence.rollout
  if (completedAtMs === undefined) {
    const verdict = byPlatform ?? judgeOutage(policy, evidence)
    return { phase: 'rolling-out', checks: new Map(), triggers: [], ...(verdict && { verdict }) }
  }
  const checks = followChecks(policy, evidence, completedAtMs)
  const bakeEndAtMs = findBakeEnd(policy, checks, completedAtMs)
  const progressOfChecks = new Map(checks.map((check) => [check.name, check]))
  const triggers =
    bakeEndAtMs === undefined ? [] : armTriggers(policy, evidence, { checks, bakeEndAtMs, nowMs })
  const verdict = byPlatform ?? judgeChecks(policy, evidence, { checks, triggers, bakeEndAtMs, nowMs })
  return {
    phase: bakeEndAtMs === undefined ? 'starting' : 'baking',
    checks: progressOfChecks,
    triggers,
    ...(bakeEndAtMs === undefined ? {} : { bakeEndAtMs }),
    ...(verdict && { verdict }),
  }
}

type Check = CheckProgress & Evidence['checks'][number]

function followChecks(policy: HealthPolicy, evidence: Evidence, completedAtMs: number): Check[] {
  return evidence.checks.map((check) => {
    const all = evidence.observations.get(check.name) ?? NOTHING
    return followOnce(check, policy, all, completedAtMs)
  })
}

const NOTHING: readonly Observation[] = []

interface Followed {
  readonly of: Evidence['checks'][number]
  readonly policy: HealthPolicy
  readonly completedAtMs: number
  readonly check: Check
}

/** With hundreds of checks, only those that were asked since the last time are followed anew. */
const followed = new WeakMap<readonly Observation[], Followed>()

function followOnce(
  of: Evidence['checks'][number],
  policy: HealthPolicy,
  all: readonly Observation[],
  completedAtMs: number,
): Check {
  const before = followed.get(all)
  if (before?.of === of && before.policy === policy && before.completedAtMs === completedAtMs) {
    return before.check
  }
  const { name, required } = of
  const seen = all.filter(({ startedAtMs }) => startedAtMs >= completedAtMs)
  const check = { name, required, ...followCheck(name, policy, seen) }
  followed.set(all, { of, policy, completedAtMs, check })
  return check
}

/** With nothing to probe, the bake begins when the rollout is complete. */
function findBakeEnd(
  policy: HealthPolicy,
  checks: readonly Check[],
  completedAtMs: number,
): number | undefined {
  let startMs = completedAtMs
  for (const { required, bakeStartedAtMs } of checks) {
    if (!required) continue
    if (bakeStartedAtMs === undefined) return undefined
    startMs = Math.max(startMs, bakeStartedAtMs)
  }
  return startMs + policy.bakeTimeMs
}

interface Moment {
  readonly checks: readonly Check[]
  readonly bakeEndAtMs: number
  readonly nowMs: number
}

function armTriggers(
  policy: HealthPolicy,
  evidence: Evidence,
  { checks, bakeEndAtMs, nowMs }: Moment,
): readonly TriggerStatus[] {
  if (policy.triggers.length === 0) return []
  const { rollout, baseline, deployBegunAtMs, samples = [] } = evidence
  return askTriggers(policy.triggers, {
    nowMs,
    bakeStartedAtMs: bakeEndAtMs - policy.bakeTimeMs,
    bakeEndAtMs,
    deployBegunAtMs: deployBegunAtMs ?? rollout.startedAtMs,
    deployedAtMs: rollout.completedAtMs ?? rollout.startedAtMs,
    observations: new Map(checks.filter(({ required }) => required).map(({ name, baked }) => [name, baked])),
    samples,
    ...(baseline && { baseline }),
  })
}

/** The worst wins, but a check that is merely undecided may still turn out unhealthy. */
function judgeChecks(
  policy: HealthPolicy,
  evidence: Evidence,
  at: Omit<Moment, 'bakeEndAtMs'> & { bakeEndAtMs: number | undefined; triggers: readonly TriggerStatus[] },
): Verdict | undefined {
  const { triggers, nowMs } = at
  const { rollout, samples = [] } = evidence
  const required = at.checks.filter((check) => check.required)
  const decided = required.map(({ verdict }) => verdict).filter((verdict) => verdict !== undefined)
  const unhealthy = decided.find(({ kind }) => kind === 'unhealthy') ?? judgeFired(at.checks, triggers)
  if (unhealthy !== undefined) return unhealthy
  const open = required.filter(({ verdict }) => verdict === undefined)
  if (open.some(({ phase }) => phase === 'starting')) return undefined
  const bakeEndAtMs = at.bakeEndAtMs ?? lastStart(open) + policy.bakeTimeMs
  const atBakeEnd = judgeBakeEnd(policy, { nowMs, bakeEndAtMs, open, triggers, rollout, samples })
  if (atBakeEnd === undefined && open.length > 0) return undefined
  return decided.find(({ kind }) => kind === 'not-deployed') ?? decided[0] ?? atBakeEnd
}

function lastStart(open: readonly Check[]): number {
  return Math.max(0, ...open.map(({ bakeStartedAtMs }) => bakeStartedAtMs ?? 0))
}

function judgeFired(checks: readonly Check[], triggers: readonly TriggerStatus[]): Verdict | undefined {
  const fired = triggers.filter(({ state }) => state === 'fired')
  if (fired.length === 0) return undefined
  const reason = fired.map(({ text }) => text).join('; ')
  const name = fired.find(({ check }) => check !== undefined)?.check
  if (name === undefined) return { kind: 'unhealthy', reason }
  const baked = checks.find((check) => check.name === name)?.baked ?? []
  return unhealthy(
    name,
    reason,
    baked.filter(({ result }) => result === 'fail'),
  )
}
