import type { Observation } from '../../health/observation.ts'
import type { Result } from '../../run/outcome.ts'
import type { RunStory } from '../run-story.ts'
import { renderMoment } from '../time.ts'
import { codeBlock, codeSpan, escapeMarkdown } from '../untrusted.ts'
import { clauseOf, decidingStage, decidingVerdict } from './cause.ts'
import { firstFailure, lastFailure } from './evidence.ts'

/** The whole sentence that decided, and what the first and the last failure looked like. */
export function failuresSection({ outcome, events }: RunStory): string | undefined {
  if (outcome.reason === '') return undefined
  const stage = decidingStage(outcome)
  const verdict = decidingVerdict(outcome)
  const reported = verdict?.kind === 'unhealthy' ? verdict : undefined
  const first = reported?.firstFailure ?? firstFailure(events, stage)
  const last = reported?.lastFailure ?? lastFailure(events, stage)
  const isReported = first?.result === 'fail' || ABOUT_OTHER_ANSWERS.has(outcome.result)
  // Those before the end of the start period are in the timeline, and did not count.
  const isFirst = first?.startedAtMs === firstFailure(events, stage)?.startedAtMs
  const which = isFirst ? '' : ' that counted'
  return isReported ? renderFailures(first, last, which).join('\n\n') : undefined
}

/** Where an answer that is no failure is what decided. */
const ABOUT_OTHER_ANSWERS: ReadonlySet<Result> = new Set<Result>(['not-deployed', 'inconclusive'])

function renderFailures(
  first: Observation | undefined,
  last: Observation | undefined,
  which: string,
): string[] {
  if (first === undefined || last === undefined) return []
  const label = `${FAILURE_LABELS[first.result]}${which}`
  if (isSimilar(first, last)) {
    const until =
      first.startedAtMs === last.startedAtMs ? '' : `, the same until ${renderMoment(last.startedAtMs)}`
    return [renderProbe(`First ${label}, ${renderMoment(first.startedAtMs)}${until}`, first)]
  }
  return [
    renderProbe(`First ${label}, ${renderMoment(first.startedAtMs)}`, first),
    renderProbe(`Last ${FAILURE_LABELS[last.result]}, ${renderMoment(last.startedAtMs)}`, last),
  ]
}

const FAILURE_LABELS = {
  pass: 'answer',
  fail: 'failure',
  stale: 'answer of another version',
  error: 'attempt',
  nodata: 'attempt',
} as const

function isSimilar(first: Observation, last: Observation): boolean {
  const content = ({ check, reason, answer }: Observation) =>
    JSON.stringify([check, reason, answer?.url, answer?.status, answer?.bodyHead])
  return content(first) === content(last)
}

function renderProbe(title: string, failure: Observation): string {
  const { check, answer, latencyMs } = failure
  const facts = [
    answer === undefined ? codeSpan(check, 80) : codeSpan(answer.url, 300),
    ...(answer?.status === undefined ? [] : [`answered ${codeSpan(String(answer.status))}`]),
    ...(latencyMs === undefined ? [] : [`in ${Math.round(latencyMs)} ms`]),
    ...(answer?.address === undefined ? [] : [`at ${codeSpan(answer.address, 80)}`]),
  ]
  const clause = clauseOf(failure).replace(`answered ${answer?.status}, `, '')
  const why = clause === '' ? '' : `: ${escapeMarkdown(clause)}`
  const head = `**${title}:** ${facts.join(' ')}${why}`
  const body = answer?.bodyHead?.trim()
  return body ? `${head}\n\n${codeBlock(body, { maxLines: 12, maxLength: 1_000 })}` : head
}
