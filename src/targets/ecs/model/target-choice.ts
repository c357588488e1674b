import type { RollbackTo } from '../../../run/rollback-to.ts'
import type { CapturedService } from './captured-service.ts'
import { newestFirst, shortTaskDefinition } from './model.ts'
import {
  type Candidate,
  type CandidateFacts,
  type CandidateSource,
  distinct,
  fromCapture,
  fromHistory,
  fromRunning,
  merge,
  recordOf,
} from './target-candidates.ts'

/** What is known when a target is chosen. The sources are tried in the order of {@link chooseTarget}. */
export interface TargetFacts extends CandidateFacts {
  readonly rollbackTo: RollbackTo
}

export type TargetChoice =
  | (Omit<Candidate, 'evidence'> & { readonly kind: 'found'; readonly evidence: readonly string[] })
  | { readonly kind: 'none'; readonly reason: string; readonly evidence: readonly string[] }

/** What had not proved itself before the deploy is no place to go back to; the history may know a better one. */
export function provenOf(captured: CapturedService | undefined): CapturedService | undefined {
  return captured?.isProven ? captured : undefined
}

/**
 * The known-good revision to go back to, by the first source that yields one: what the user named, what
 * was captured before the deploy, the service's own deployment history with what the watched deployment came
 * from, a completed deployment that still runs. Never arithmetic on a revision number: `revision - 1` may never have been deployed.
 */
export function chooseTarget(facts: TargetFacts): TargetChoice {
  const { rollbackTo } = facts
  if (rollbackTo.kind === 'revision') return chooseNamed(facts, rollbackTo.revision)
  if (rollbackTo.kind === 'back') return chooseBack(facts, rollbackTo.count)
  return chooseVerified(facts) ?? choosePrevious(facts, [fromCapture, fromHistory, fromRunning])
}

/** From the first source that has one; what those before it rejected is evidence too. */
function choosePrevious(facts: TargetFacts, sources: readonly CandidateSource[]): TargetChoice {
  const evidence: string[] = []
  for (const source of sources) {
    const { usable, rejected } = distinct(source(facts), facts)
    evidence.push(...rejected)
    if (usable[0] !== undefined) return found(usable[0], evidence)
  }
  const reason = `no known-good revision of ${facts.service.name} to go back to was found`
  return { kind: 'none', reason, evidence }
}

function chooseBack(facts: TargetFacts, count: number): TargetChoice {
  const { usable, rejected } = distinct(fromHistory(facts), facts)
  const chosen = usable[count - 1]
  if (chosen !== undefined) return found(chosen, rejected)
  const names = usable.map(({ taskDefinition }) => shortTaskDefinition(taskDefinition)).join(', ')
  const known = usable.length === 0 ? 'none is on record' : `the record ends after ${usable.length}: ${names}`
  const reason = `rollback-to -${count} asks for so many good revisions of ${facts.service.name} back, but ${known}`
  return { kind: 'none', reason, evidence: rejected }
}

/** What may be chosen, each once, in the order of preference: of these it is asked what earlier runs found. */
export function listCandidates(facts: TargetFacts): string[] {
  const { usable } = merge([fromCapture(facts), fromHistory(facts)])
  return [...new Set(usable.map(({ taskDefinition }) => taskDefinition))].filter(
    (taskDefinition) => taskDefinition !== facts.failing,
  )
}

/** With what earlier runs found, "previous" is the last revision that was verified, before any that was only deployed well. */
function chooseVerified(facts: TargetFacts): TargetChoice | undefined {
  const { revisions } = facts
  if (revisions === undefined) return undefined
  const { usable } = distinct(merge([fromCapture(facts), fromHistory(facts)]), facts)
  const chosen = usable.find(({ taskDefinition }) => revisions.get(taskDefinition) === 'verified')
  if (chosen === undefined) return undefined
  const name = shortTaskDefinition(chosen.taskDefinition)
  return found(
    { ...chosen, evidence: `${name} was verified healthy by an earlier run; ${chosen.evidence}` },
    [],
  )
}

function found({ evidence, ...candidate }: Candidate, rejected: readonly string[]): TargetChoice {
  return { kind: 'found', ...candidate, evidence: [evidence, ...rejected.map((why) => `not used: ${why}`)] }
}

function chooseNamed(facts: TargetFacts, named: string): TargetChoice {
  const revisions = [...(facts.history?.revisions.values() ?? [])]
  const revision =
    facts.history?.revisions.get(named) ??
    newestFirst(revisions.filter((one) => isNamed(one.taskDefinition, named)))[0]
  const evidence = `rollback-to names ${shortTaskDefinition(revision?.taskDefinition ?? named)}`
  return found(
    revision === undefined
      ? { taskDefinition: named, images: [], evidence }
      : { ...recordOf(revision), evidence },
    [],
  )
}

/** Whether a task definition's ARN is what was named as an ARN or as `family:revision`. */
function isNamed(taskDefinition: string, named: string): boolean {
  return taskDefinition === named || shortTaskDefinition(taskDefinition) === named
}
