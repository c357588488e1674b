import type { Clock } from './clock.ts'

/** How often something is asked, and for how long. */
export interface PollPace<Answer> {
  readonly clock: Clock
  /** From the end of one question to the begin of the next. */
  readonly intervalMs: number | ((answer: Answer) => number)
  /** Since the first question: the first answer from then on is the last. Absent: for ever. */
  readonly limitMs?: number | undefined
}

/** Without a limit: the answer is one that was waited for. */
export function poll<Answer, Wanted extends Answer>(
  ask: () => Promise<Answer>,
  pace: PollPace<Answer> & {
    readonly until: (answer: Answer) => answer is Wanted
    readonly limitMs?: undefined
  },
  signal: AbortSignal,
): Promise<Wanted>
/**
 * Asks at once, and again until an answer is the one that is waited for, or the time is up. Resolves with
 * the last answer, whichever it is. Rejects as `ask` does, or with the signal's reason while it waits.
 */
export function poll<Answer>(
  ask: () => Promise<Answer>,
  pace: PollPace<Answer> & { readonly until: (answer: Answer) => boolean },
  signal: AbortSignal,
): Promise<Answer>
export async function poll<Answer>(
  ask: () => Promise<Answer>,
  pace: PollPace<Answer> & { readonly until: (answer: Answer) => boolean },
  signal: AbortSignal,
): Promise<Answer> {
  const { clock, intervalMs, until, limitMs = Number.POSITIVE_INFINITY } = pace
  const begunAtMs = clock.nowMs()
  for (;;) {
    const answer = await ask()
    if (until(answer) || clock.nowMs() - begunAtMs >= limitMs) return answer
    await clock.sleep(typeof intervalMs === 'number' ? intervalMs : intervalMs(answer), signal)
  }
}
