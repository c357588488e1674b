import type { Clock } from '../../core/clock.ts'
import { PlatformError } from '../../core/platform-error.ts'
import { retry } from '../../core/retry.ts'
import { GithubError } from '../../github/github-error.ts'
import type { RollbackProgress } from '../../run/rollback.ts'
import type { RollbackRun, TriggerRequest } from './trigger-request.ts'

/** Between two reads: after a lost answer, and while an accepted request does not show yet. */
const SETTLE_DELAYS_MS = [3_000, 7_000] as const
/** Ten seconds each, so that it outlasts more than a minute in which GitHub says that it fails. */
const MAX_SENT = { unanswered: 2, failed: 10 } as const
const CONFIRM_DELAYS_MS = [2_000, 4_000, 8_000, 16_000, 30_000] as const

export interface StartDeps {
  readonly clock: Clock
  readonly progress: RollbackProgress
  /** Called as soon as GitHub has said yes: from then on it happens, whatever becomes of this run. */
  readonly onAccepted: () => void
}

/**
 * Sends the one trigger request, and resolves once its run shows. After a lost answer the run is read; only
 * a request that happens once however often it is sent is sent again.
 */
export async function start(
  request: TriggerRequest,
  deps: StartDeps,
  signal: AbortSignal,
): Promise<RollbackRun> {
  const known = await send(request, deps, signal)
  const rollbackRun = known ?? (await findRun(request, CONFIRM_DELAYS_MS, deps.clock, signal))
  if (rollbackRun !== undefined) return rollbackRun
  throw new PlatformError('refused', `GitHub accepted ${request.step}, but started nothing within 60s`, {
    hint: 'See the run on GitHub: it starts nothing once its 50 re-runs are spent, or while Actions is disabled or degraded.',
  })
}

/** Undefined when it was accepted; the rollback run when it had to be read after a lost answer. */
async function send(
  request: TriggerRequest,
  deps: StartDeps,
  signal: AbortSignal,
): Promise<RollbackRun | undefined> {
  for (let made = 1; ; made += 1) {
    try {
      await request.post(signal)
      deps.onAccepted()
      return undefined
    } catch (error) {
      const isAmbiguous = error instanceof GithubError && error.isAmbiguous
      // "Already running" is what another one gets when an earlier one did arrive.
      if (!isAmbiguous && made === 1) throw request.describe(error)
      deps.progress('the answer was lost; reading what became of it')
      const rollbackRun = await findRun(request, SETTLE_DELAYS_MS, deps.clock, signal)
      if (rollbackRun !== undefined) return rollbackRun
      if (!isAmbiguous) throw request.describe(error)
      const most = error.status === undefined ? MAX_SENT.unanswered : MAX_SENT.failed
      if (!request.isIdempotent || made >= most) throw undecided(request, error)
    }
  }
}

function undecided(request: TriggerRequest, cause: unknown): PlatformError {
  return new PlatformError('ambiguous', `the answer to ${request.step} was lost, and no run of it shows`, {
    cause,
    hint: `Look at the runs on GitHub; if none has begun: ${request.manual}`,
  })
}

function findRun(
  request: TriggerRequest,
  delaysMs: readonly number[],
  clock: Clock,
  signal: AbortSignal,
): Promise<RollbackRun | undefined> {
  const delayAfterMs = (found: RollbackRun | undefined, made: number) =>
    found === undefined ? delaysMs[made - 1] : undefined
  return retry(() => request.find(signal), { clock, delayAfterMs }, signal)
}
