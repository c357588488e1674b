import type { HttpBehaviour } from '../../demo/world/images.ts'
import { untilAborted } from '../../src/core/deadline.ts'
import type { Exchange } from '../../src/http/exchange.ts'
import { type FullAnswer, readBody } from '../../src/http/model/answer.ts'
import {
  type ApiFault,
  asHappened,
  type EventKind,
  endOf,
  type PlannedEvent,
  type Wall,
} from './common-plan.ts'
import type { Probe } from './oracle/history.ts'
import type { Site, World, WorldRecord } from './platform.ts'
import type { ProcessClock, VirtualTime } from './virtual-time.ts'

export interface WireDeps {
  readonly world: World
  readonly time: VirtualTime
  readonly random: () => number
  /** With times of the landing. */
  readonly events: readonly PlannedEvent[]
  readonly trace: (line: string) => void
}

/** Who is on the other side of a wire. */
export interface Caller {
  readonly number: number
  readonly clock: ProcessClock
  calls: number
  writes: number
  /** Of production, in the order in which they ended. */
  readonly probes: Probe[]
  /** Called at each write; what it says of the death of the process is done then. */
  readonly onWrite: (isDone: boolean) => void
}

/** One request to a platform. */
export interface ApiRequest<Answer> {
  readonly name: string
  readonly isRead: boolean
  /** For so long does the client wait for an answer. */
  readonly timeoutMs: number
  readonly act: (say: (what: string) => void) => Answer
  /** With this fault it does not get as far as the platform, and is answered all the same. */
  readonly isRefusal: (fault: ApiFault) => boolean
  readonly refuse: (fault: ApiFault) => Answer
  /** The answer did not come. */
  readonly lose: () => Answer
  readonly emptied: (answer: Answer) => Answer
}

const SLOW_MS = 4_000

/** Hands over in memory what the product would send: to a platform, and to the application. */
export class Wire {
  readonly #deps: WireDeps
  readonly #site: Site

  constructor(deps: WireDeps) {
    this.#deps = deps
    this.#site = deps.world.serve()
  }

  /** One request, with what becomes of it and of its answer on the way. */
  async request<Answer>(caller: Caller, request: ApiRequest<Answer>, signal: AbortSignal): Promise<Answer> {
    const { world, trace, time, random } = this.#deps
    const { name, isRead, timeoutMs } = request
    caller.calls += 1
    const fault = this.#faultOf(caller, isRead)
    const latencyMs = 20 + Math.floor(random() * 180)
    await caller.clock.sleep(latencyMs / 2 + (fault === 'slow' ? SLOW_MS : 0), signal)
    if (!isRead) caller.onWrite(false)
    // What has died does not write any more.
    if (caller.clock.isDead) return await new Promise<never>(() => {})
    const say = (what: string) => trace(`${time.nowMs} run ${caller.number} ${name} ${what}`)
    if (fault !== undefined && request.isRefusal(fault)) {
      say(fault)
      return request.refuse(fault)
    }
    if (fault === 'lost request') {
      say(fault)
      await caller.clock.sleep(timeoutMs, signal)
      return request.lose()
    }
    world.catchUp()
    const answer = request.act(say)
    if (!isRead) caller.onWrite(true)
    if (fault === 'lost answer') {
      await caller.clock.sleep(timeoutMs, signal)
      return request.lose()
    }
    await caller.clock.sleep(latencyMs / 2, signal)
    return fault === 'wrong shape' ? request.emptied(answer) : answer
  }

  /** The runner has no network. */
  get isOffline(): boolean {
    return this.#now('offline').length > 0
  }

  #faultOf(caller: Caller, isRead: boolean): ApiFault | undefined {
    const { random, events } = this.#deps
    if (!isRead) caller.writes += 1
    const lost = events.find((event) => event.kind === 'no answer to a write')
    if (!isRead && caller.writes === 1 && lost) return lost.isDone ? 'lost answer' : 'lost request'
    const hits = this.#now('api').filter(({ on }) => on === 'all' || on === (isRead ? 'reads' : 'writes'))
    return hits.find(({ share }) => random() < share)?.fault
  }

  #now<Kind extends EventKind>(kind: Kind): Extract<PlannedEvent, { kind: Kind }>[] {
    const { time, events, world } = this.#deps
    const isOn = (event: PlannedEvent) => {
      const happened = asHappened(event, world.record.shownAtMs)
      return happened !== undefined && happened.atMs <= time.nowMs && time.nowMs < endOf(happened)
    }
    return events.filter(
      (event): event is Extract<PlannedEvent, { kind: Kind }> => event.kind === kind && isOn(event),
    )
  }

  /** The application behind its load balancer, and GitHub's API for the control request. */
  exchange(caller: Caller): Exchange {
    const { clock, number } = caller
    return async (request, { progress }, stop): Promise<FullAnswer> => {
      const { world, time, random, trace } = this.#deps
      const { url, method } = request
      const [, test, site = ''] = ADDRESS.exec(url.hostname) ?? []
      const listener = test === undefined ? 'production' : 'test'
      progress.enter('looking up the name')
      const { isOffline } = this
      await clock.sleep(5 + Math.floor(random() * 20), stop)
      progress.hasResolved = true
      progress.enter('connecting')
      if (isOffline)
        throw Object.assign(new Error('connect ENETUNREACH'), { code: 'ENETUNREACH', syscall: 'connect' })
      progress.enter('waiting for the headers')
      if (site === '') return answered(method, url, { status: 200 }, undefined, progress.finish())
      const wall = this.#now('in front').find(({ share }) => random() < share)
      world.catchUp()
      const answering = wall === undefined ? this.#site.next(listener, site) : undefined
      const isProduction = listener === 'production'
      if (wall === undefined && answering === undefined && isProduction)
        recordOf(world, site).outagesAtMs.push(world.record.nowMs)
      const behaviour = wall === undefined ? (answering?.behaviour ?? NOBODY) : WALLS[wall.answer]
      trace(
        `${time.nowMs} run ${number} ${isProduction ? 'probe' : 'test'} ${site === MAIN_SITE ? '' : `${site} `}${answering?.version ?? 'nobody'} ${JSON.stringify(behaviour)}`,
      )
      const startedAtMs = time.nowMs
      const seen = wall === undefined ? (isGood(behaviour) ? 'good' : 'bad') : 'no answer of the service'
      if (behaviour === 'hang') {
        if (isProduction) caller.probes.push({ site, atMs: startedAtMs, seen, tookMs: 0 })
        return await untilAborted(new Promise<never>(() => {}), stop)
      }
      const latencyMs = typeof behaviour === 'object' ? (behaviour.latencyMs ?? 0) : 0
      await clock.sleep(10 + Math.floor(random() * 60) + latencyMs, stop)
      if (isProduction) caller.probes.push({ site, atMs: time.nowMs, seen, tookMs: time.nowMs - startedAtMs })
      return answered(method, url, behaviour, answering?.version, progress.finish())
    }
  }
}

const isGood = (behaviour: HttpBehaviour): boolean =>
  typeof behaviour === 'object' &&
  (behaviour.status ?? 200) < 400 &&
  !/"down"/.test(JSON.stringify(behaviour))

export const MAIN_SITE = 'shop'
/** Of a site, or of its test listener. */
const ADDRESS = /^(test\.)?(\w+)\.example\.com$/

export const addressOf = (site: string): string => `https://${site}.example.com/health`

const recordOf = ({ record, others = [] }: World, site: string): WorldRecord =>
  others.find((other) => other.site === site) ?? record

const NOBODY: HttpBehaviour = { status: 503, body: '503 Service Temporarily Unavailable' }

const WALLS: Record<Wall, HttpBehaviour> = {
  'rate limit': { status: 429, body: 'Too Many Requests' },
  'bot wall': {
    status: 403,
    headers: { 'cf-mitigated': 'challenge' },
    body: '<html>Just a moment...</html>',
  },
  proxy: { status: 511, body: 'Network Authentication Required' },
}

function answered(
  method: string,
  url: URL,
  behaviour: HttpBehaviour,
  version: string | undefined,
  timings: FullAnswer['timings'],
): FullAnswer {
  if (typeof behaviour === 'string') throw new Error(`the site does not ${behaviour}`)
  const { status = 200, headers = {}, body = { status: status < 400 ? 'ok' : 'error', version } } = behaviour
  return {
    method,
    url: url.origin + url.pathname,
    status,
    headers: new Map([['content-type', 'application/json'], ...Object.entries(headers)]),
    body: readBody(typeof body === 'string' ? body : JSON.stringify(body), false),
    timings,
    redirects: 0,
  }
}
