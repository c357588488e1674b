import type { Clock } from '../core/clock.ts'
import { withDeadline } from '../core/deadline.ts'
import { truncate } from '../core/truncate.ts'
import type { Answer, Observation } from '../health/observation.ts'
import type { HealthProbe, VersionExpectation } from '../health/probe.ts'
import type { ControlRequest } from './control-request.ts'
import { exchange, renderConnection } from './exchange.ts'
import { describeFailure, type Failure } from './failure.ts'
import type { FullAnswer } from './model/answer.ts'
import type { HttpCheck } from './model/check-config.ts'
import type { AnswerExpectations } from './model/expectation.ts'
import { type AnswerJudgement, judgeAnswer } from './model/judge-answer.ts'
import type { Network } from './network.ts'
import { Progress } from './progress.ts'
import { hostname } from './proxy-choice.ts'
import { requestFor } from './request.ts'

export interface HttpProbeDeps {
  readonly clock: Clock
  readonly network: Network
  /** Hides every known secret; all that is observed goes through it. */
  readonly redact: (text: string) => string
  /** Absent: every failed connection counts as the service's. */
  readonly control?: ControlRequest | undefined
}

/** A check by HTTP. `config.url` is an absolute http or https address. */
export function httpProbe(config: HttpCheck, deps: HttpProbeDeps): HealthProbe {
  const { clock, network } = deps
  const { name, required, timeoutMs } = config
  const request = requestFor(config, network.userAgent)
  const host = hostname(request.url)
  const shownUrl = request.url.origin + request.url.pathname
  let hasResolvedEver = false
  let latest: Answer | undefined

  return {
    name,
    required,
    async probe(expected, signal) {
      const startedAtMs = clock.nowMs()
      const progress = new Progress(clock)
      const context = { network, progress, timeoutMs }
      let answer: FullAnswer
      try {
        answer = await withDeadline(
          (stop) => exchange(request, context, stop),
          { clock, limitMs: timeoutMs },
          signal,
        )
      } catch (error) {
        if (signal.aborted) throw signal.reason
        const failure = describeFailure(error, progress, { host, timeoutMs, hasResolvedEver })
        hasResolvedEver ||= progress.hasResolved
        const seen = { ...seenOfFailure(failure, progress), endedAtMs: clock.nowMs() }
        return observe(startedAtMs, await reconsider(seen, failure, signal))
      }
      hasResolvedEver ||= progress.hasResolved
      return observe(startedAtMs, seenOf(answer, judge(answer, expected)))
    },
  }

  function judge(answer: FullAnswer, version: VersionExpectation): AnswerJudgement {
    const { expectStatus: status, versionFrom, conditions = [] } = config
    const asked: Pick<AnswerExpectations, 'version' | 'versionFrom'> =
      versionFrom === undefined
        ? ANY_VERSION
        : { version: version.kind === 'any' ? SOME_VERSION : version, versionFrom }
    return judgeAnswer({ status, conditions, ...asked }, answer)
  }

  function seenOfFailure({ clause, attributeTo, isTimeout }: Failure, progress: Progress): Seen {
    const { address, status, proxy } = progress
    const from = address === undefined ? undefined : renderConnection(address, proxy)
    const at = from === undefined || clause.includes(from) ? '' : ` (${from})`
    return {
      result: attributeTo === 'us' ? 'error' : 'fail',
      reason: `${config.method} ${shownUrl}${at}${status === undefined ? '' : ` answered ${status}`}: ${clause}`,
      ...(isTimeout && attributeTo !== 'us' && { latencyMs: timeoutMs }),
      answer: {
        url: shownUrl,
        ...(from !== undefined && { address: from }),
        ...(status !== undefined && { status }),
      },
    }
  }

  /** A connection that fails while nothing else can be reached either says nothing about the service. */
  async function reconsider(seen: Seen, { attributeTo }: Failure, signal: AbortSignal): Promise<Seen> {
    if (attributeTo !== 'connection' || deps.control === undefined) return seen
    if (await deps.control.isReachable(signal)) return seen
    const { latencyMs: _, ...rest } = seen
    const reason = `${seen.reason}; the control request failed too, so the runner's own network may be down`
    return { ...rest, result: 'error', reason }
  }

  function observe(startedAtMs: number, seen: Seen): Observation {
    const { reason, warnings, answer, endedAtMs = clock.nowMs(), ...rest } = seen
    return {
      check: name,
      startedAtMs,
      endedAtMs,
      ...rest,
      ...(reason !== undefined && { reason: deps.redact(reason) }),
      ...(warnings !== undefined && { warnings: warnings.map(deps.redact) }),
      answer: keepOnce(redactAnswer(answer, deps.redact)),
    }
  }

  /** A healthy service says the same for hours, and a run keeps every observation. */
  function keepOnce(answer: Answer): Answer {
    latest = latest !== undefined && isSame(latest, answer) ? latest : answer
    return latest
  }
}

/** Before a deploy: any version will do, but there has to be one. */
const SOME_VERSION = { kind: 'any', isNeeded: true } as const

const ANY_VERSION = { version: { kind: 'any' }, versionFrom: { kind: 'body', path: ['version'] } } as const

type Seen = Pick<Observation, 'result' | 'reason' | 'warnings' | 'latencyMs'> & {
  answer: Answer
  endedAtMs?: number
}

function seenOf(answer: FullAnswer, { result, reason, version, warnings }: AnswerJudgement): Seen {
  const { url, address, status, body, timings } = answer
  return {
    result,
    ...(reason !== undefined && { reason }),
    ...(warnings.length > 0 && { warnings }),
    ...(result !== 'error' && { latencyMs: timings.totalMs }),
    answer: {
      url,
      ...(address !== undefined && { address }),
      status,
      ...(version !== undefined && { version: truncate(version) }),
      bodyHead: truncate(body.text),
    },
  }
}

function isSame(one: Answer, other: Answer): boolean {
  return (
    one.url === other.url &&
    one.address === other.address &&
    one.status === other.status &&
    one.version === other.version &&
    one.bodyHead === other.bodyHead
  )
}

function redactAnswer(answer: Answer, redact: (text: string) => string): Answer {
  const { version, bodyHead } = answer
  return {
    ...answer,
    url: redact(answer.url),
    ...(version !== undefined && { version: redact(version) }),
    ...(bodyHead !== undefined && { bodyHead: redact(bodyHead) }),
  }
}
