// Rollback by a call of an endpoint: the call, and the status address that shows what became of it. Sending
// a request stands in http/.

import { PlatformError } from '../../core/platform-error.ts'
import { truncate } from '../../core/truncate.ts'
import type { FullAnswer } from '../../http/model/answer.ts'
import { judgeRunning } from '../../run/judge-running.ts'
import {
  describeUnnamed,
  type PlanDescription,
  type PlanResult,
  type RollbackStrategy,
} from '../../run/rollback.ts'
import type { RollbackTo } from '../../run/rollback-to.ts'
import { type PlannedWebhook, WebhookRollback, type WebhookRollbackDeps } from './endpoint-rollback.ts'
import { shownAddress } from './explanation.ts'
import { manualCall } from './manual-call.ts'
import { namesTarget } from './model/body-template.ts'
import { readDeployment } from './model/deployment-status.ts'
import { StatusAddress } from './status-address.ts'
import type { WebhookConfig } from './webhook-config.ts'

export interface WebhookDeps extends WebhookRollbackDeps {
  readonly rollbackTo: RollbackTo
  /** The version that was deployed, if it is known. */
  readonly from?: string | undefined
  /** The version that ran before, if that was recorded. */
  readonly captured?: string | undefined
  /** The versions that the checks saw before the deployment. */
  readonly seenBefore?: readonly string[] | undefined
  /** Whether the checks have had an answer from this version since the run began. */
  readonly hasAnswered?: ((version: string) => boolean) | undefined
}

/** Rolls back by an HTTP endpoint of the application or its gateway. */
export function webhookRollback(config: WebhookConfig, deps: WebhookDeps): RollbackStrategy {
  const status = config.status && new StatusAddress(config, config.status, deps)
  return {
    async plan(signal) {
      signal.throwIfAborted()
      refuseUnsentTarget(config, deps.rollbackTo)
      const before = await status?.read(signal)
      return ready(config, deps, status, before)
    },
  }
}

function ready(
  config: WebhookConfig,
  deps: WebhookDeps,
  status: StatusAddress | undefined,
  before: FullAnswer | undefined,
): PlanResult {
  const { current, previous } = before === undefined ? {} : readDeployment(before)
  if (current !== undefined) {
    const reported = judge(deps, { current, previous }, status)
    if (reported !== undefined) return reported
  }
  const from = current ?? deps.from ?? 'the current version'
  const to = targetOf(deps) ?? previous ?? deps.captured ?? 'the previous version'
  const isToKnown = targetOf(deps) === undefined && (previous ?? deps.captured) !== undefined
  const planned: PlannedWebhook = { from, to, isFromKnown: current !== undefined, isToKnown, before }
  const rollback = new WebhookRollback(config, { ...deps, status }, planned)
  const described = describe(config, deps, planned, { current, previous }, status)
  const isToNamed = (targetOf(deps) ?? previous ?? deps.captured) !== undefined
  const isFromNamed = (current ?? deps.from) !== undefined
  return {
    kind: 'ready',
    plan: {
      ...described,
      ...describeUnnamed(isFromNamed, isToNamed),
      apply: rollback.apply.bind(rollback),
      findNewerDeployment: rollback.findNewerDeployment.bind(rollback),
      manualNow: () => (rollback.isToDo ? described.manual : []),
    },
  }
}

/** A call goes one back from what is live. Where that is not what was deployed, it would hit another one. */
function judge(
  { redact, from, captured, seenBefore = [], rollbackTo, hasAnswered }: WebhookDeps,
  reported: { readonly current: string; readonly previous: string | undefined },
  status: StatusAddress | undefined,
): PlanResult | undefined {
  const { current: running, previous } = reported
  const before = seenBefore.includes(running) ? running : captured
  // A name that the checks have read in an answer is a version, and no slot that may hold what was deployed.
  const isAnother = from !== undefined && running !== from && hasAnswered?.(running) === true
  const found =
    judgeRunning({ running, deployed: from, captured: before, rollbackTo, earlier: [previous] }) ??
    (isAnother ? 'superseded' : undefined)
  if (found === undefined) return undefined
  const by = redact(truncate(running))
  const says = `${status?.shown} says that ${by} is the current one`
  if (found === 'not-deployed') return { kind: found, reason: `${says}, as before the deployment` }
  return {
    kind: found,
    reason: `${says}, and ${redact(truncate(from ?? ''))}, which was deployed, is not`,
    by,
  }
}

function describe(
  config: WebhookConfig,
  deps: WebhookDeps,
  planned: PlannedWebhook,
  reported: { current: string | undefined; previous: string | undefined },
  status: StatusAddress | undefined,
): PlanDescription {
  const shown = (text: string) => deps.redact(truncate(text))
  const call = `${config.method} ${shownAddress(config.url)}`
  const expectations = config.status?.expect.map((line) =>
    line.kind === 'changed' ? line.line : line.condition.line,
  )
  const isThere = planned.isFromKnown && planned.from === planned.to
  const wait = status && `read ${status.shown} until ${expectations?.join(' and ')}`
  return {
    from: shown(planned.from),
    to: shown(planned.to),
    actor: 'us',
    evidence: evidenceOf(deps, planned, reported, status),
    steps: isThere ? ['nothing: it is the current one already'] : [call, wait ?? []].flat().map(shown),
    unknowns: unknownsOf(reported, status, planned.before),
    manual: isThere ? [] : [manualCall(config, { ...deps, from: planned.from, to: planned.to })],
  }
}

function evidenceOf(
  deps: WebhookDeps,
  planned: PlannedWebhook,
  { current, previous }: { current: string | undefined; previous: string | undefined },
  status: StatusAddress | undefined,
): string[] {
  const evidence: string[] = []
  const name = deps.redact(truncate(planned.to))
  if (targetOf(deps) !== undefined) evidence.push(`rollback-to names ${name}`)
  else if (previous !== undefined) evidence.push(`${status?.shown} names ${name} as the one before`)
  else if (deps.captured !== undefined)
    evidence.push(`${name} ran before the deployment, as was recorded then`)
  else evidence.push('the endpoint itself knows what to go back to')
  if (current !== undefined)
    evidence.push(`${status?.shown} says that ${deps.redact(truncate(current))} is the current one`)
  return evidence
}

function unknownsOf(
  reported: { current: string | undefined; previous: string | undefined },
  status: StatusAddress | undefined,
  before: FullAnswer | undefined,
): string[] {
  if (status === undefined || before === undefined) {
    return [
      'whether the endpoint has done what it accepted: add webhook-status-url and webhook-status-expect',
    ]
  }
  const unknowns = status
    .incomparable(before)
    .map(
      (line) => `whether \`${line}\` holds: the status has no name of a version or an environment to compare`,
    )
  const holdsBefore = status.judge(before, before).every(({ holds }) => holds)
  if (reported.current === undefined && holdsBefore)
    unknowns.push(
      'whether the endpoint has acted: webhook-status-expect holds before the call too, so add `changed`',
    )
  if (reported.current === undefined)
    unknowns.push(`which deployment is the current one: ${status.shown} has no field such as "current"`)
  if (reported.previous === undefined)
    unknowns.push(
      `what the rollback brings back: ${status.shown} has no field such as "previous" or "history"`,
    )
  return unknowns
}

function targetOf({ rollbackTo }: WebhookDeps): string | undefined {
  if (rollbackTo.kind === 'previous') return undefined
  return rollbackTo.kind === 'revision' ? rollbackTo.revision : `-${rollbackTo.count}`
}

/** A revision that the endpoint would never get must not be half requested. */
function refuseUnsentTarget({ body }: WebhookConfig, rollbackTo: RollbackTo): void {
  if (rollbackTo.kind === 'previous' || namesTarget(body?.reveal() ?? '')) return
  throw new PlatformError('refused', 'rollback-to names a revision, but webhook-body does not pass it on', {
    hint: 'Write {to} where the endpoint expects the revision, such as {"version": "{to}"}, or leave rollback-to at previous.',
  })
}
