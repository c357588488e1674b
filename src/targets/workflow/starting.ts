import type { Clock } from '../../core/clock.ts'
import { RollbackError, type RollbackProgress } from '../../run/rollback.ts'
import { GithubError } from '../../github/github-error.ts'
import type { Carrier, Order } from './rollback-run.ts'

/** When an answer was lost, and when it was given but nothing is to be seen of it yet. */
const SETTLE_DELAYS_MS = [0, 3_000, 7_000] as const
const CONFIRM_DELAYS_MS = [0, 2_000, 4_000, 8_000, 16_000, 30_000] as const

export interface StartDeps {
  readonly clock: Clock
  readonly progress: RollbackProgress
  /** Called as soon as GitHub has said yes: from then on it happens, whatever becomes of us. */
  readonly onAccepted: () => void
}

/**
 * Sends the one order, and resolves once its run is there to be seen. An answer that was lost is settled
 * by reading; only an order that happens once however often it is sent is sent once more.
 */
export async function start(order: Order, deps: StartDeps, signal: AbortSignal): Promise<Carrier> {
  const carried = await send(order, deps, signal)
  const carrier = carried ?? (await look(order, CONFIRM_DELAYS_MS, deps.clock, signal))
  if (carrier !== undefined) return carrier
  throw new RollbackError('refused', `GitHub accepted ${order.step}, but started nothing within 60s`, {
    hint: 'See the run on GitHub: it starts nothing once its 50 re-runs are spent, or while Actions is disabled or degraded.',
  })
}

/** Answers nothing when it was accepted, and the carrier when that had to be found out. */
async function send(
  order: Order,
  deps: StartDeps,
  signal: AbortSignal,
  isSecond = false,
): Promise<Carrier | undefined> {
  try {
    await order.post(signal)
    deps.onAccepted()
    return undefined
  } catch (error) {
    const isAmbiguous = error instanceof GithubError && error.isAmbiguous
    // "Already running" is what a second one gets when the first one did arrive.
    if (!isAmbiguous && !isSecond) throw order.explain(error)
    deps.progress('the answer was lost; reading what became of it')
    const carrier = await look(order, SETTLE_DELAYS_MS, deps.clock, signal)
    if (carrier !== undefined) return carrier
    if (order.isIdempotent && !isSecond) return await send(order, deps, signal, true)
    throw isAmbiguous ? unsettled(order, error) : order.explain(error)
  }
}

function unsettled(order: Order, cause: unknown): RollbackError {
  return new RollbackError(
    'ambiguous',
    `the answer to ${order.step} was lost, and no run of it is to be seen`,
    {
      cause,
      hint: `Look at the runs on GitHub; if none has begun: ${order.manual}`,
    },
  )
}

async function look(
  order: Order,
  delaysMs: readonly number[],
  clock: Clock,
  signal: AbortSignal,
): Promise<Carrier | undefined> {
  for (const delayMs of delaysMs) {
    if (delayMs > 0) await clock.sleep(delayMs, signal)
    const carrier = await order.find(signal)
    if (carrier !== undefined) return carrier
  }
  return undefined
}
