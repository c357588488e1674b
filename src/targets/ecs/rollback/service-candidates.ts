import { renderDuration } from '../../../core/duration.ts'
import type { Candidate } from '../../../run/rollback.ts'
import { traceLine } from '../model/deployment-line.ts'
import { shortTaskDefinition } from '../model/model.ts'
import type { Follow, ServiceFacts } from '../model/rollback-state.ts'
import type { AnyWrite, Controller, PlanRequest } from './controller.ts'

/** What each count back would choose for one service, by the very choice of a plan. */
export async function listServiceCandidates<
  Facts extends ServiceFacts,
  Followed extends Follow,
  Write extends AnyWrite,
>(
  controller: Controller<Facts, Followed, Write>,
  asked: PlanRequest,
  most: number,
  signal: AbortSignal,
): Promise<Candidate[]> {
  const back = (count: number): PlanRequest => ({ ...asked, rollbackTo: { kind: 'back', count } })
  const facts = await controller.inspect(back(1), signal)
  asked.definitions.setKnown(controller.known(facts))
  const found: { readonly taskDefinition: string; readonly why: string }[] = []
  while (found.length < most) {
    const choice = await controller.choose(facts, back(found.length + 1), signal)
    if (choice.kind === 'none') break
    const [why = ''] = choice.evidence
    found.push({ taskDefinition: choice.taskDefinition, why })
  }
  const names = found.map(({ taskDefinition }) => taskDefinition)
  const verified = await asked.knownGood?.recall(names, { untilVerified: false }, signal)
  return found.map(({ taskDefinition, why }) => ({
    revision: shortTaskDefinition(taskDefinition),
    evidence: [
      why,
      ...describeTime(facts, taskDefinition, asked),
      ...(verified?.get(taskDefinition) === 'verified' ? ['was verified healthy by an earlier run'] : []),
    ].join(', and it '),
  }))
}

/** How long it ran until the next version that stayed, as far as both are on record. */
function describeTime(
  { history }: ServiceFacts,
  taskDefinition: string,
  { definitions }: PlanRequest,
): string[] {
  if (history === undefined) return []
  const { versions } = traceLine(history, definitions.areSame)
  const index = versions.findIndex(({ names }) => names.has(taskDefinition))
  const [since, until] = [versions[index]?.sinceMs ?? 0, versions[index + 1]?.sinceMs ?? 0]
  return since > 0 && until > since ? [`ran for ${renderDuration(until - since)}`] : []
}
