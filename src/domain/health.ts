import { because, type CheckPolicy, type CheckStanding, followCheck, unhealthy } from './check.ts'
import { renderDuration } from './duration.ts'
import type { Observation } from './observation.ts'
import { judgeRollout, type RolloutPolicy, type RolloutStanding } from './rollout-standing.ts'
import { askTriggers, type Trigger, type TriggerStanding } from './trigger.ts'
import type { Verdict } from './verdict.ts'

export interface HealthPolicy extends CheckPolicy, RolloutPolicy {
  readonly intervalMs: number
  readonly bakeTimeMs: number
  readonly triggers: readonly Trigger[]
}

/** Everything that has been seen. Observations are by check, oldest first. */
export interface Evidence {
  readonly rollout: RolloutStanding
  readonly checks: readonly { readonly name: string; readonly required: boolean }[]
  readonly observations: ReadonlyMap<string, readonly Observation[]>
}

export interface Assessment {
  readonly phase: 'rolling-out' | 'starting' | 'baking'
  readonly checks: ReadonlyMap<string, CheckStanding>
  readonly triggers: readonly TriggerStanding[]
  /** When the bake can end at the earliest; known once every required check is baking. */
  readonly bellAtMs?: number
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
  const checks = new Map(
    evidence.checks.map(({ name }) => {
      const seen = (evidence.observations.get(name) ?? []).filter((seen) => seen.startedAtMs >= completedAtMs)
      return [name, followCheck(name, policy, seen)] as const
    }),
  )
  const required = evidence.checks.filter((check) => check.required)
  const bellAtMs = findBell(policy, required, checks)
  const triggers = armTriggers(policy, checks, bellAtMs, nowMs)
  const verdict = byPlatform ?? judgeChecks(policy, evidence, required, checks, triggers, bellAtMs)
  return {
    phase: bellAtMs === undefined ? 'starting' : 'baking',
    checks,
    triggers,
    ...(bellAtMs === undefined ? {} : { bellAtMs }),
    ...(verdict && { verdict }),
  }
}

/**
 * While the rollout runs, probes decide nothing, since old tasks answer too; but when nothing at all
 * answers for longer than the start period, users see an outage that no rollout explains.
 */
function judgeOutage(policy: HealthPolicy, evidence: Evidence): Verdict | undefined {
  for (const { name, required } of evidence.checks) {
    if (!required) continue
    const seen = evidence.observations.get(name) ?? []
    const lastGood = seen.findLastIndex(({ result }) => result === 'pass' || result === 'stale')
    const failures = seen.slice(lastGood + 1).filter(({ result }) => result === 'fail')
    const [first, last] = [failures[0], failures.at(-1)]
    if (first === undefined || last === undefined || failures.length < policy.retries) continue
    const durationMs = last.endedAtMs - first.startedAtMs
    if (durationMs <= policy.startPeriodMs) continue
    const reason = `${name} has failed ${failures.length} times in a row for ${renderDuration(durationMs)} while the rollout runs${because(last)}`
    return unhealthy(name, reason, failures)
  }
  return undefined
}

type Check = Evidence['checks'][number]

function findBell(
  policy: HealthPolicy,
  required: readonly Check[],
  checks: ReadonlyMap<string, CheckStanding>,
): number | undefined {
  const starts = required.map(({ name }) => checks.get(name)?.bakeStartedAtMs)
  if (starts.some((start) => start === undefined)) return undefined
  return Math.max(...starts.map((start) => start ?? 0)) + policy.bakeTimeMs
}

function armTriggers(
  policy: HealthPolicy,
  checks: ReadonlyMap<string, CheckStanding>,
  bellAtMs: number | undefined,
  nowMs: number,
): TriggerStanding[] {
  if (bellAtMs === undefined) return []
  const observations = new Map([...checks].map(([name, { baked }]) => [name, baked]))
  return askTriggers(policy.triggers, { nowMs, bakeStartedAtMs: bellAtMs - policy.bakeTimeMs, observations })
}

/** The worst wins, but a check that is merely undecided may still turn out unhealthy. */
function judgeChecks(
  policy: HealthPolicy,
  evidence: Evidence,
  required: readonly Check[],
  checks: ReadonlyMap<string, CheckStanding>,
  triggers: readonly TriggerStanding[],
  bellAtMs: number | undefined,
): Verdict | undefined {
  const standings = required.map(({ name }) => ({
    name,
    ...(checks.get(name) ?? followCheck(name, policy, [])),
  }))
  const decided = standings.flatMap(({ verdict }) => verdict ?? [])
  const ill = decided.find(({ kind }) => kind === 'unhealthy')
  if (ill !== undefined) return ill
  const fired = triggers.filter(({ state }) => state === 'fired')
  if (fired.length > 0) return { kind: 'unhealthy', reason: fired.map(({ text }) => text).join('; ') }
  const open = standings.filter(({ verdict }) => verdict === undefined)
  if (bellAtMs === undefined && open.some(({ phase }) => phase === 'starting')) return undefined
  const settledAtMs =
    bellAtMs ?? Math.max(...open.map(({ bakeStartedAtMs }) => bakeStartedAtMs ?? 0), 0) + policy.bakeTimeMs
  const ringing = judgeBell(policy, evidence, open, triggers, settledAtMs)
  if (ringing === undefined && open.length > 0) return undefined
  return decided.find(({ kind }) => kind === 'not-deployed') ?? decided[0] ?? ringing
}

/** Never healthy by the bell alone: the last look at everything must be good (facts: S11). */
function judgeBell(
  policy: HealthPolicy,
  evidence: Evidence,
  open: readonly (CheckStanding & { name: string })[],
  triggers: readonly TriggerStanding[],
  bellAtMs: number,
): Verdict | undefined {
  if (open.some(({ last }) => last === undefined || last.endedAtMs < bellAtMs)) return undefined
  const doubt =
    open.map(doubtOfCheck).find((found) => found !== undefined) ??
    doubtOfRollout(evidence.rollout) ??
    doubtOfTriggers(triggers)
  if (doubt === undefined) {
    return { kind: 'healthy', reason: `healthy for ${renderDuration(policy.bakeTimeMs)} of bake time` }
  }
  const longestWindowMs = Math.max(0, ...policy.triggers.map(({ windowMs }) => windowMs))
  const extensionMs = longestWindowMs || (policy.retries + policy.successThreshold) * policy.intervalMs
  const isOver = open.every(({ last }) => last !== undefined && last.endedAtMs >= bellAtMs + extensionMs)
  return isOver ? doubt : undefined
}

/** What the last probe leaves open ends as its own class: only a failure is evidence of illness. */
function doubtOfCheck({ name, last }: CheckStanding & { name: string }): Verdict | undefined {
  const still = `${name} was not healthy at the end of the extended bake time${because(last)}`
  switch (last?.result) {
    case 'pass':
      return undefined
    case 'fail':
      return unhealthy(name, still, [last])
    case 'stale':
      return { kind: 'not-deployed', reason: still }
    default:
      return { kind: 'inconclusive', reason: still }
  }
}

function doubtOfRollout({ latest }: RolloutStanding): Verdict | undefined {
  const blind = latest?.services.find(({ state }) => state.kind === 'unknown')
  if (blind?.state.kind !== 'unknown') return undefined
  return {
    kind: 'inconclusive',
    reason: `whether ${blind.service} still runs this deployment could not be found out: ${blind.state.reason}`,
  }
}

function doubtOfTriggers(triggers: readonly TriggerStanding[]): Verdict | undefined {
  const pending = triggers.find(({ state }) => state === 'pending')
  return (
    pending && { kind: 'unhealthy', reason: `${pending.text} (still pending at the end of the bake time)` }
  )
}
