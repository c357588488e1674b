import type { Clock } from '../../../src/core/clock.ts'
import { PlatformError } from '../../../src/core/platform-error.ts'
import { call } from '../../../src/http/call.ts'
import type { Network } from '../../../src/http/network.ts'
import type {
  ApplyResult,
  PlanResult,
  RollbackProgress,
  RollbackStrategy,
} from '../../../src/run/rollback.ts'
import type { RollbackTo } from '../../../src/run/rollback-to.ts'
import type { RouterConfig } from './router-config.ts'

export interface RouterDeps {
  readonly clock: Clock
  readonly network: Network
  readonly redact: (text: string) => string
  readonly rollbackTo: RollbackTo
  /** The version that ran before, if `mode: capture` recorded it. */
  readonly captured: string | undefined
}

interface Route {
  readonly live: string
  readonly previous?: string
}

const TIMEOUT_MS = 15_000

/** Switches the route back to the version that it had before. */
export function routerRollback(config: RouterConfig, deps: RouterDeps): RollbackStrategy {
  const router = new Router(config, deps)
  return {
    async plan(signal): Promise<PlanResult> {
      const { live, previous } = await router.read(signal)
      const { captured, rollbackTo } = deps
      if (live === captured && rollbackTo.kind === 'previous')
        return { kind: 'not-deployed', reason: `${live} runs as before the deployment` }
      const to = rollbackTo.kind === 'revision' ? rollbackTo.revision : (captured ?? previous)
      if (to === undefined) {
        const reason = `the router knows of no version of ${config.service} before ${live}`
        return { kind: 'no-target', reason, evidence: [`live: ${live}`] }
      }
      return {
        kind: 'ready',
        plan: {
          from: live,
          to,
          actor: 'us',
          evidence: [
            to === captured ? 'the capture step recorded it' : 'the router names it as the previous one',
          ],
          steps: [`PUT ${router.shown} → ${to}`],
          unknowns: [],
          manual: [`curl -X PUT -d '${to}' ${router.shown}`],
          apply: (progress, stop) => apply(router, { from: live, to }, progress, stop),
        },
      }
    },
  }
}

/** Reads right before the write: "already there" is success, and what is newer stays. */
async function apply(
  router: Router,
  { from, to }: { readonly from: string; readonly to: string },
  progress: RollbackProgress,
  signal: AbortSignal,
): Promise<ApplyResult> {
  const { live } = await router.read(signal)
  if (live === to) return { kind: 'in-place' }
  if (live !== from) return { kind: 'superseded', reason: `${live} runs now`, by: live }
  progress(`switching to ${to}`)
  await router.switchTo(to, signal)
  return { kind: 'in-place' }
}

class Router {
  readonly shown: string
  readonly #url: URL
  readonly #deps: RouterDeps

  constructor({ url, service }: RouterConfig, deps: RouterDeps) {
    this.#url = new URL(url.reveal())
    this.#url.pathname = `/routes/${encodeURIComponent(service)}`
    this.#deps = deps
    this.shown = this.#url.origin + this.#url.pathname
  }

  async read(signal: AbortSignal): Promise<Route> {
    const { live, previous } = JSON.parse(await this.#ask('GET', undefined, signal))
    return { live: String(live), ...(previous !== undefined && { previous: String(previous) }) }
  }

  async switchTo(version: string, signal: AbortSignal): Promise<void> {
    await this.#ask('PUT', version, signal)
  }

  async #ask(method: string, body: string | undefined, signal: AbortSignal): Promise<string> {
    const { clock, network, redact } = this.#deps
    const request = { method, url: this.#url, headers: [], ...(body !== undefined && { body }) }
    const end = await call(request, { clock, network, timeoutMs: TIMEOUT_MS }, signal)
    if (end.kind !== 'answered') {
      const code = end.kind === 'lost' && method === 'PUT' ? 'ambiguous' : 'unreachable'
      throw new PlatformError(code, `the router did not answer: ${redact(end.because)}`, {
        hint: 'See whether the router runs.',
      })
    }
    const { status, body: answer } = end.answer
    if (status < 300) return answer.text
    throw new PlatformError('access-denied', `the router answered ${status} to ${method} ${this.shown}`, {
      hint: 'See whether the token in router-url is still valid.',
    })
  }
}
