import type { Observation, Verdict } from '../../health/observation.ts'
import type { RunEvents, Stage } from '../../run/event.ts'
import type { Outcome } from '../../run/outcome.ts'
import type { RunStory } from '../run-story.ts'
import { beginSentence } from './begin-sentence.ts'
import { findCrashLine } from './crash-line.ts'
import { findLastProbe, groupFailedTasks } from './evidence.ts'

/** Why a run ended so, what is at the root first. All of it is text that may hold untrusted parts. */
export interface Cause {
  /** What the failed program itself said. Absent: it said nothing, or nothing that is known. */
  readonly root?: string | undefined
  /** What was asked: an address, or the name of a check. Absent: the sentence names it. */
  readonly subject?: string | undefined
  /** How it showed. */
  readonly sentence: string
  /** What a user can try, in a sentence. */
  readonly tip?: string | undefined
  /** What came of the rollback, where that is a matter of its own. */
  readonly rest?: string | undefined
}

/** Undefined where there is nothing to explain. */
export function findCause(story: RunStory): Cause | undefined {
  const { outcome, events } = story
  if (outcome.reason === '') return undefined
  // Nothing went wrong, whatever was found beside it.
  if (outcome.result === 'rehearsed') return { sentence: outcome.reason }
  const stage = decidingStage(outcome)
  const verdict = decidingVerdict(outcome)
  const isVerdict = verdict !== undefined && outcome.reason.includes(verdict.reason)
  const decided = isVerdict ? verdict.reason : outcome.reason
  const failure = findDecidingFailure(events, stage, decided)
  const showed = failure === undefined ? { sentence: decided } : describeFailure(failure, decided)
  const root = findRoot(events, failure)
  return {
    root: root === undefined || isSaidIn(root, showed.sentence) ? undefined : root,
    ...showed,
    rest: stage !== 'verification' ? undefined : findRest(outcome, decided, failure),
  }
}

/** The same in one line of text. */
export function causeText(cause: Cause): string {
  const { root, subject, rest } = cause
  const showed = subject === undefined ? cause.sentence : `${subject}${joint(cause)}${cause.sentence}`
  return [root === undefined ? showed : `${root}: ${showed}`, ...(rest === undefined ? [] : [rest])].join(
    '; ',
  )
}

/** Between what was asked and what came of it. */
export function joint({ sentence }: Cause): string {
  return /^(?:answered|gave|was|did|has)\b/.test(sentence) ? ' ' : ': '
}

export function decidingStage({ result, rehearsal }: Outcome): Stage {
  if (result !== 'rollback-unhealthy') return 'verification'
  return rehearsal?.forward?.result === result ? 'forward' : 'recovery'
}

export function decidingVerdict(outcome: Outcome): Verdict | undefined {
  const { verification, recovery, rehearsal } = outcome
  const watched = { forward: rehearsal?.forward?.recovery, recovery }
  const stage = decidingStage(outcome)
  return (stage === 'forward' || stage === 'recovery' ? watched[stage] : verification)?.verdict
}

/** A verdict ends with the words of the probe that it is about. */
function findDecidingFailure(events: RunEvents, stage: Stage, decided: string): Observation | undefined {
  const isMeant = ({ reason = '' }: Observation) => reason !== '' && decided.includes(reason)
  return findLastProbe(events, stage, (one) => one.result !== 'pass' && isMeant(one))
}

/** `answered 500, expected 200-299; it failed 3 times in a row`, of the address. */
function describeFailure(failure: Observation, decided: string): Pick<Cause, 'subject' | 'sentence' | 'tip'> {
  const { check, reason = '', answer } = failure
  const what = clauseOf(failure)
  const isNamed = answer !== undefined && what.includes(URL.parse(answer.url)?.hostname ?? answer.url)
  const how = decided
    .replace(reason, '')
    .replace(/[:;,\s]+$/, '')
    .replace(check, 'it')
  const [showed = '', ...tips] = what.split(/; (?=if (?:the|it)\b)/)
  const tip = tips.length === 0 ? undefined : beginSentence(tips.join('; '))
  const sentence = how === 'it' || how === '' ? showed : `${showed}; ${how}`
  return { ...(isNamed ? {} : { subject: answer?.url ?? check }), sentence, tip }
}

/** What the probe found, without the address that it asked and the body that came back. */
export function clauseOf({ reason = '', answer }: Observation): string {
  const at = answer === undefined ? -1 : reason.indexOf(answer.url)
  const found = answer === undefined || at < 0 ? reason : reason.slice(at + answer.url.length)
  const clause = found.replace(/^ \([^)]*\)/, '').replace(/^[:\s]+/, '')
  return answer?.bodyHead === undefined ? clause : (clause.split(/; (?:body: |no body)/)[0] ?? clause)
}

/** What followed the verdict, such as a rollback that was refused. What the verdict said is not said again. */
function findRest(
  { reason }: Outcome,
  decided: string,
  failure: Observation | undefined,
): string | undefined {
  if (!reason.startsWith(decided)) return undefined
  const rest = reason.slice(decided.length).replace(/^[;,:\s]+/, '')
  const news = failure?.reason === undefined ? rest : rest.replaceAll(`: ${failure.reason}`, '')
  return news === '' ? undefined : news
}

/** The log of a container that failed knows best, then the answer itself, then why the tasks stopped. */
function findRoot(events: RunEvents, failure: Observation | undefined): string | undefined {
  return findLoggedError(events) ?? (failure === undefined ? findStop(events) : findAnsweredError(failure))
}

function findLoggedError(events: RunEvents): string | undefined {
  for (const event of events) {
    if (event.kind !== 'evidence' || event.shows !== 'log') continue
    const found = findCrashLine(event.lines)
    if (found !== undefined) return found
  }
  return undefined
}

/** What a service says of its own failure in its answer, if it is an error message and no page. */
function findAnsweredError({ result, answer }: Observation): string | undefined {
  const body = answer?.bodyHead?.trim() ?? ''
  if (result !== 'fail' || body === '' || body.startsWith('<')) return undefined
  if (/^[[{]/.test(body)) return findMessage(parse(body))
  return /\p{L}{3}/u.test(body) ? body.split('\n', 1)[0] : undefined
}

const MESSAGE_FIELDS = ['error', 'message', 'detail', 'details', 'reason', 'cause', 'errors', 'description']

function findMessage(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return /\s/.test(value.trim()) ? value.trim() : undefined
  if (typeof value !== 'object' || value === null || depth > 2) return undefined
  if (Array.isArray(value)) return findMessage(value[0], depth + 1)
  const fields = new Map(Object.entries(value))
  for (const name of MESSAGE_FIELDS) {
    const found = findMessage(fields.get(name), depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

/** Of a body that was cut off only its messages can be read. */
function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    const [, text] = /"(?:error|message|detail)"\s*:\s*"((?:[^"\\]|\\.)+)/.exec(json) ?? []
    return text?.replace(/\\(.)/g, '$1')
  }
}

/** Where no probe decided: the reason that most tasks stopped for. */
function findStop(events: RunEvents): string | undefined {
  const [task] = groupFailedTasks(events)
  if (task !== undefined) return task.text
  const stopped = events.find((event) => event.kind === 'evidence' && event.shows === 'stopped-tasks')
  return stopped?.kind === 'evidence' ? stopped.lines[0] : undefined
}

/** Compared by its words: quotes and escapes differ between a body and a message in it. */
function isSaidIn(root: string, sentence: string): boolean {
  const words = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  return words(sentence).includes(words(root).replace(/^\d+ /, ''))
}
