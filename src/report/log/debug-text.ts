import type { TracedRequest } from '../../core/request-trace.ts'
import type { RunEvent } from '../../run/event.ts'
import { renderMoment } from '../time.ts'
import { toPlainText } from '../untrusted.ts'

/** What only a run with ACTIONS_STEP_DEBUG shows, as the runner's command for it. */
export function renderDebug(atMs: number, text: string): string {
  return `::debug::${renderMoment(atMs).padEnd(7)} ${toPlainText(text, 1_000).replaceAll('%', '%25')}\n`
}

/** Every probe, every sample of a metric, every change of the rollout in full. Undefined: the log has it all. */
export function describeInFull(event: RunEvent): string | undefined {
  switch (event.kind) {
    case 'observed': {
      const { check, result, reason, startedAtMs, endedAtMs, latencyMs, answer } = event.observation
      const parts = [
        `probe of ${check}: ${result}`,
        `started ${renderMoment(startedAtMs)}, took ${Math.round(endedAtMs - startedAtMs)} ms`,
        ...(latencyMs === undefined ? [] : [`response time ${Math.round(latencyMs)} ms`]),
        ...(answer?.status === undefined ? [] : [`status ${answer.status}`]),
        ...(answer?.address === undefined ? [] : [`at ${answer.address}`]),
        ...(answer?.version === undefined ? [] : [`version ${answer.version}`]),
        ...(reason === undefined ? [] : [reason]),
      ]
      return parts.join('; ')
    }
    case 'metrics-sampled':
      return `sampled ${event.samples.map(({ signal, reading }) => `${signal}: ${reading.kind}`).join('; ')}`
    case 'rollout-changed':
      return `the platform says of ${event.service}: ${JSON.stringify(event.state)}`
    default:
      return undefined
  }
}

export function describeRequest({ action, status, id, tookMs, failure }: TracedRequest): string {
  return [
    `request ${action}: ${status ?? 'no answer'} in ${Math.round(tookMs)} ms`,
    ...(id === undefined ? [] : [`id ${id}`]),
    ...(failure === undefined ? [] : [failure]),
  ].join('; ')
}
