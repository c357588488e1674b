import type { Timeline } from '../../../../demo/world/timeline.ts'
import { type Chronicle, pastVersion } from '../../chronicle.ts'
import type { Act } from '../../oracle/history.ts'
import type { EndpointAnswer, WebhookPlan } from './plan.ts'

export interface GatewayAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

export const LOGIN_PAGE: GatewayAnswer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<html><title>Sign in</title></html>',
}

/** What it says besides acting, or without it. */
const SAID: Readonly<Record<EndpointAnswer, GatewayAnswer & { readonly acts: boolean }>> = {
  ok: { acts: true, status: 200, body: '{"ok": true}' },
  accepted: { acts: true, status: 202, body: '' },
  'see other': { acts: true, status: 303, headers: { location: '/deployment/status' }, body: '' },
  'gateway timeout': { acts: true, status: 504, body: 'Gateway Time-out' },
  'no answer': { acts: true, status: 0, body: '' },
  'bad gateway': { acts: false, status: 502, body: 'Bad Gateway' },
  'login page': { acts: false, ...LOGIN_PAGE },
  'redirect to the login': { acts: false, status: 302, headers: { location: '/login' }, body: '' },
  unauthorized: { acts: false, status: 401, body: '{"error": "the token has expired"}' },
  conflict: { acts: false, status: 409, body: '{"error": "a deployment is under way"}' },
  'too many requests': { acts: false, status: 429, body: '{"error": "slow down"}' },
}

/** Sends the users to one version, and can send them to the one before. */
export class Gateway {
  readonly #plan: WebhookPlan
  readonly #timeline: Timeline
  readonly #chronicle: Chronicle
  /** Every version that it was sent to, oldest first. */
  readonly #log: string[]
  /** What it would go back to, one after the other. */
  readonly #earlier: string[]
  readonly #answered = new Map<string, GatewayAnswer>()
  #readings = 0
  /** As it says itself. */
  #current: string
  /** Where the users are by now. */
  #serving: string
  /** It goes there, and says so only when it is there. */
  #pending: string | undefined

  constructor(plan: WebhookPlan, timeline: Timeline, chronicle: Chronicle) {
    this.#plan = plan
    this.#timeline = timeline
    this.#chronicle = chronicle
    const good = plan.past.flatMap((fate, index) => (fate === 'good' ? [pastVersion(index)] : []))
    this.#current = good.at(-1) ?? ''
    this.#serving = this.#current
    this.#earlier = good.slice(0, -1)
    this.#log = plan.past.flatMap((fate, index) =>
      fate === 'good' ? [pastVersion(index)] : [pastVersion(index), lastGood(plan, index)],
    )
  }

  get serving(): string {
    return this.#serving
  }

  deploy(version: string): void {
    this.#pending = undefined
    this.#chronicle.heads(version)
    this.#earlier.push(this.#current)
    this.#name(version)
    this.#serve(version)
  }

  /** One call of its endpoint. */
  call(
    who: Pick<Act, 'by' | 'run'>,
    asked: { readonly key: string; readonly version: string },
  ): GatewayAnswer {
    const { answer, knowsKeys } = this.#plan
    const known = this.#answered.get(asked.key)
    if (knowsKeys && known !== undefined) return known
    const { acts, ...said } = SAID[answer]
    const given = acts ? this.#rollBack(who, said, asked.version) : said
    if (!acts && this.#pending === undefined) this.#record(who, this.#target(asked.version), false)
    this.#answered.set(asked.key, given)
    return given
  }

  /** A person does it, whom it always lets. */
  rollBackByHand(): void {
    this.#rollBack({ by: 'other' }, SAID.ok, this.#chronicle.before)
  }

  #rollBack(who: Pick<Act, 'by' | 'run'>, said: GatewayAnswer, asked: string): GatewayAnswer {
    const to = this.#target(asked)
    // It goes back already: nothing more comes of it.
    if (this.#pending !== undefined) return SAID.conflict
    if (to === undefined) {
      this.#record(who, to, false)
      return SAID.conflict
    }
    if (to === this.#current) return said
    this.#record(who, to, true)
    this.#chronicle.heads(to)
    this.#goBack(to)
    return said
  }

  #goBack(to: string): void {
    const { namesAtOnce, switchMs } = this.#plan
    if (namesAtOnce) this.#commit(to)
    else this.#pending = to
    const arrive = () => {
      const isGivenUp = namesAtOnce ? this.#current !== to : this.#pending !== to
      if (isGivenUp) return
      if (!namesAtOnce) this.#commit(to)
      this.#serve(to)
    }
    if (switchMs === 0) arrive()
    else if (switchMs !== undefined) this.#timeline.after(switchMs, arrive)
  }

  /** From now on it says so itself, and the next call would go back from there. */
  #commit(to: string): void {
    this.#pending = undefined
    if (this.#plan.endpoint === 'steps back') this.#earlier.pop()
    else this.#earlier.push(this.#current)
    this.#name(to)
  }

  #name(version: string): void {
    this.#log.push(version)
    this.#current = version
  }

  #serve(version: string): void {
    this.#serving = version
    this.#chronicle.serves(version)
  }

  #target(asked: string): string | undefined {
    if (this.#plan.endpoint !== 'goes where it is told') return this.#earlier.at(-1)
    return this.#log.includes(asked) ? asked : undefined
  }

  #record(who: Pick<Act, 'by' | 'run'>, to: string | undefined, isAccepted: boolean): void {
    const cameToNothing = isAccepted && this.#plan.switchMs === undefined
    this.#chronicle.acted({ ...who, kind: 'roll back', to, isAccepted, cameToNothing })
  }

  describe(): GatewayAnswer {
    const { loginEvery } = this.#plan
    this.#readings += 1
    if (loginEvery > 0 && this.#readings % loginEvery === 0) return LOGIN_PAGE
    const current = this.#current
    const state = this.#pending === undefined && this.#serving === current ? 'idle' : 'switching'
    const before = this.#earlier.at(-1)
    const body = {
      'current and previous': { state, current, previous: before },
      history: { state, current, history: this.#log.toReversed() },
      current: { state, current },
      none: {},
    }[this.#plan.status]
    return { status: 200, body: JSON.stringify(body) }
  }
}

/** What ran when a version of the past was gone back from. */
const lastGood = ({ past }: WebhookPlan, index: number): string =>
  pastVersion(past.slice(0, index).lastIndexOf('good'))
