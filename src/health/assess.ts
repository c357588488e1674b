// health/ judges what was observed: not how it is observed, nor what follows from a verdict.

import { type CheckProgress, unhealthy } from './check.ts'
import { type BakePolicy, findVerdictDue, judgeBakeEnd } from './end-of-bake.ts'
import { deployBegin, type HealthProgress } from './health-progress.ts'
import { findPlatformDue } from './interruption.ts'
import { judgeRollout } from './judge-rollout.ts'
import type { Verdict } from './observation.ts'
import { NONE, type Tally } from './observation.ts'
import { judgeOutage } from './outage.ts'
import type { RolloutPolicy } from './rollout-progress.ts'
import { judgeShifted } from './shifted-traffic.ts'
import { askTriggers, type Trigger, type TriggerStatus } from './triggers/trigger.ts'

export interface HealthPolicy extends BakePolicy, RolloutPolicy {}

export interface Assessment {
  readonly phase: 'rolling-out' | 'starting' | 'baking'
  readonly checks: readonly CheckProgress[]
  readonly triggers: readonly TriggerStatus[]
  /** Of the lines that only warn. */
  readonly warnings: readonly TriggerStatus[]
  /** When the bake can end at the earliest; known once every required check is baking. */
  readonly bakeEndAtMs?: number | undefined
  /** Without a verdict: the next time at which a sample of everything can bring one. Undefined: not known yet. */
  readonly verdictDueAtMs?: number | undefined
  /** Undefined: keep watching. */
  readonly verdict?: Verdict | undefined
}

/** Decides from what is known so far. Pure: the same progress and time give the same answer. */
export function assess(policy: HealthPolicy, progress: HealthProgress, nowMs: number): Assessment {
  const byPlatform = judgeRollout(progress.rollout, policy, nowMs)
  const required = those(progress.checks, isRequired)
  const { landedAtMs, firstTaskAtMs } = progress.rollout
  if (landedAtMs === undefined) {
    const outage = judgeOutage(policy, required, firstTaskAtMs)
    const dueAtMs =
      outage &&
      findDue(
        progress,
        required.map((check) => check.outage),
        policy,
      )
    const verdict =
      byPlatform ??
      judgeShifted(policy, required, progress.rollout) ??
      (dueAtMs === undefined ? outage : undefined)
    const nothing = { checks: [], triggers: [], warnings: [] }
    return { ...nothing, phase: 'rolling-out', verdict, verdictDueAtMs: dueAtMs }
  }
  const bakeEndAtMs = findBakeEnd(policy, required, landedAtMs)
  const moment = { progress, required, nowMs }
  const ask = (lines: readonly Trigger[] = []) =>
    bakeEndAtMs === undefined ? [] : armTriggers(lines, policy, { ...moment, bakeEndAtMs })
  const triggers = ask(policy.triggers)
  const verdict = byPlatform ?? judgeChecks(policy, { ...moment, bakeEndAtMs }, triggers)
  const phase = bakeEndAtMs === undefined ? 'starting' : 'baking'
  const warnings = ask(policy.warnings)
  const judged = { phase, checks: progress.checks, triggers, warnings, bakeEndAtMs, verdict } as const
  const dueAtMs = findDue(
    progress,
    required.filter(isFailed).map(({ counted }) => counted.fail),
    policy,
  )
  if (dueAtMs !== undefined && verdict === undefined) return { ...judged, verdictDueAtMs: dueAtMs }
  if (bakeEndAtMs === undefined || verdict !== undefined) return judged
  const view = { ...progress, nowMs, bakeEndAtMs, open: those(required, isOpen), triggers }
  return { ...judged, verdictDueAtMs: findVerdictDue(policy, view) }
}

const isRequired = ({ required }: CheckProgress): boolean => required
const isOpen = ({ verdict }: CheckProgress): boolean => verdict === undefined

/** Mostly the list itself, and no copy of hundreds of checks at each probe of one of them. */
function those(
  checks: readonly CheckProgress[],
  isOne: (check: CheckProgress) => boolean,
): readonly CheckProgress[] {
  return checks.every(isOne) ? checks : checks.filter(isOne)
}

const isFailed = ({ verdict }: CheckProgress): boolean => verdict?.kind === 'unhealthy'

/** When the platform is to be asked before these failures decide. */
function findDue(
  { rollout }: HealthProgress,
  failures: readonly Tally[],
  { intervalMs }: HealthPolicy,
): number | undefined {
  const due = failures.map((tally) => findPlatformDue(rollout, tally, intervalMs))
  return due.find((dueAtMs) => dueAtMs !== undefined)
}

/** With nothing to probe, the bake begins when the version has all production traffic. */
function findBakeEnd(
  policy: HealthPolicy,
  required: readonly CheckProgress[],
  landedAtMs: number,
): number | undefined {
  let startMs = landedAtMs
  for (const { bakeStartedAtMs } of required) {
    if (bakeStartedAtMs === undefined) return undefined
    if (bakeStartedAtMs > startMs) startMs = bakeStartedAtMs
  }
  return startMs + policy.bakeTimeMs
}

interface Moment {
  readonly progress: HealthProgress
  /** The checks that decide. */
  readonly required: readonly CheckProgress[]
  readonly bakeEndAtMs: number
  readonly nowMs: number
}

function armTriggers(
  lines: readonly Trigger[],
  policy: HealthPolicy,
  { progress, required, bakeEndAtMs, nowMs }: Moment,
): readonly TriggerStatus[] {
  if (lines.length === 0) return []
  const { rollout, baseline, samples } = progress
  return askTriggers(lines, {
    nowMs,
    bakeStartedAtMs: bakeEndAtMs - policy.bakeTimeMs,
    bakeEndAtMs,
    deployBegunAtMs: deployBegin(progress),
    deployedAtMs: rollout.landedAtMs ?? rollout.startedAtMs,
    observations: new Map(required.map(({ name, recent }) => [name, recent])),
    samples,
    baseline,
  })
}

/** The worst wins, but a check that is merely undecided may still turn out unhealthy. */
function judgeChecks(
  policy: HealthPolicy,
  { progress, required, nowMs, ...at }: Omit<Moment, 'bakeEndAtMs'> & { bakeEndAtMs: number | undefined },
  triggers: readonly TriggerStatus[],
): Verdict | undefined {
  const { rollout, samples } = progress
  const failed = required.filter(isFailed)
  const certain = failed.find(
    ({ counted }) => findPlatformDue(rollout, counted.fail, policy.intervalMs) === undefined,
  )
  const unhealthy = certain?.verdict ?? judgeFired(progress, triggers)
  if (unhealthy !== undefined || failed.length > 0) return unhealthy
  const open = those(required, isOpen)
  const decided = open.length === required.length ? [] : required.flatMap(({ verdict }) => verdict ?? [])
  if (open.some(({ phase }) => phase === 'starting')) return undefined
  const bakeEndAtMs = at.bakeEndAtMs ?? lastStart(open) + policy.bakeTimeMs
  const atBakeEnd = judgeBakeEnd(policy, { nowMs, bakeEndAtMs, open, triggers, rollout, samples })
  if (atBakeEnd === undefined && open.length > 0) return undefined
  return worstOf([...decided, ...(atBakeEnd === undefined ? [] : [atBakeEnd])])
}

const WORST_FIRST = ['unhealthy', 'not-deployed', 'inconclusive'] as const

function worstOf(verdicts: readonly Verdict[]): Verdict | undefined {
  const worst = WORST_FIRST.map((kind) => verdicts.find((verdict) => verdict.kind === kind))
  return worst.find((verdict) => verdict !== undefined) ?? verdicts[0]
}

function lastStart(open: readonly CheckProgress[]): number {
  return Math.max(0, ...open.map(({ bakeStartedAtMs }) => bakeStartedAtMs ?? 0))
}

function judgeFired({ checks }: HealthProgress, triggers: readonly TriggerStatus[]): Verdict | undefined {
  const fired = triggers.filter(({ state }) => state === 'fired')
  if (fired.length === 0) return undefined
  const reason = fired.map(({ text }) => text).join('; ')
  const name = fired.find(({ check }) => check !== undefined)?.check
  if (name === undefined) return { kind: 'unhealthy', reason }
  return unhealthy(name, reason, checks.find((check) => check.name === name)?.failures ?? NONE)
}
