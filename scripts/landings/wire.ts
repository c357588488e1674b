import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import type { ECSClient } from '@aws-sdk/client-ecs'
import { Balancer } from '../../demo/world/balancer.ts'
import { cloudWatchActions } from '../../demo/world/cloudwatch.ts'
import { operations } from '../../demo/world/ecs/operations/index.ts'
import type { Listener } from '../../demo/world/ecs/traffic.ts'
import type { HttpBehaviour } from '../../demo/world/images.ts'
import { loadBalancingActions } from '../../demo/world/load-balancing.ts'
import { logsActions } from '../../demo/world/logs.ts'
import { callLazily, callWith } from '../../src/aws/calling.ts'
import { untilAborted } from '../../src/core/deadline.ts'
import type { Exchange } from '../../src/http/exchange.ts'
import { type FullAnswer, readBody } from '../../src/http/model/answer.ts'
import type { EcsApi } from '../../src/targets/ecs/api/api.ts'
import type { ApiFault, PlannedEvent } from './plan.ts'
import type { ProcessClock, VirtualTime } from './virtual-time.ts'
import type { World } from './world.ts'

type Sdk = EcsApi['sdk']

export interface WireDeps {
  readonly sdk: Sdk
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
  lastProbe?: 'good' | 'bad' | undefined
  /** Called at each write; what it says of the death of the process is done then. */
  readonly onWrite: (isDone: boolean) => void
}

interface Command {
  readonly input: object
}

interface CallOptions {
  readonly abortSignal: AbortSignal
}

/** Credentials that never end. */
const NO_SESSION = { credentials: async () => ({}) }
/** The SDK's own. */
const READ_ATTEMPTS = 3
const RETRY_AFTER_MS = 300
const WRITE_TIMEOUT_MS = 5_000
const READ_TIMEOUT_MS = 15_000
const SLOW_MS = 4_000
const IS_READ = /^(Describe|Get|List)/

/** Hands over in memory what the product would send: to AWS, and to the application. */
export class Wire {
  readonly #deps: WireDeps
  readonly #balancer: Balancer
  readonly #never = new AbortController().signal

  constructor(deps: WireDeps) {
    this.#deps = deps
    this.#balancer = new Balancer(deps.world.service)
  }

  /** AWS as one process sees it. */
  api(caller: Caller): EcsApi {
    const { sdk, world } = this.#deps
    const ecs = this.#client(caller, (action, input) => operations[action]?.(world.ecs, input as never) ?? {})
    const balancing = loadBalancingActions(world.ecs)
    const targets = this.#client(caller, (action, input) => balancing[action]?.(input as never) ?? {})
    this.#takeOver(CloudWatchLogsClient, caller, logsActions(world.ecs))
    this.#takeOver(CloudWatchClient, caller, cloudWatchActions(world.ecs, new Map()))
    return {
      sdk,
      cluster: 'prod',
      // Of a client the product uses nothing but `send`.
      call: callWith(
        () => ({ ...ecs, config: NO_SESSION }) as unknown as ECSClient,
        'us-east-1',
        'cluster prod in us-east-1',
      ),
      codeDeploy: callLazily(
        () => import('@aws-sdk/client-codedeploy'),
        () => ecs as never,
        'us-east-1',
      ),
      loadBalancing: callLazily(
        () => import('@aws-sdk/client-elastic-load-balancing-v2'),
        () => targets as never,
        'us-east-1',
      ),
    }
  }

  /** Of the clients that are made where they are used, what they would send comes here from now on. */
  #takeOver(
    { prototype }: { readonly prototype: object },
    caller: Caller,
    actions: Record<string, (input: Record<string, unknown>) => object>,
  ): void {
    Object.assign(
      prototype,
      this.#client(caller, (action, input) => actions[action]?.({ ...input }) ?? {}),
    )
  }

  #client(caller: Caller, act: (action: string, input: object) => object) {
    return {
      send: (command: Command, { abortSignal }: CallOptions) => {
        const action = command.constructor.name.replace(/Command$/, '')
        return this.#call(caller, action, command.input, act, abortSignal)
      },
    }
  }

  async #call(
    caller: Caller,
    action: string,
    input: object,
    act: (action: string, input: object) => object,
    signal: AbortSignal,
  ): Promise<unknown> {
    const isRead = IS_READ.test(action)
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(caller, action, input, act, isRead ? signal : this.#never)
      } catch (error) {
        const isTransient = error instanceof Error && '$retryable' in error
        if (!isRead || !isTransient || attempt === READ_ATTEMPTS) throw error
        await caller.clock.sleep(RETRY_AFTER_MS * attempt, signal)
      }
    }
  }

  async #attempt(
    caller: Caller,
    action: string,
    input: object,
    act: (action: string, input: object) => object,
    signal: AbortSignal,
  ): Promise<unknown> {
    const { world, trace, time, random } = this.#deps
    const isRead = IS_READ.test(action)
    caller.calls += 1
    const fault = this.#faultOf(isRead)
    const latencyMs = 20 + Math.floor(random() * 180)
    await caller.clock.sleep(latencyMs / 2 + (fault === 'slow' ? SLOW_MS : 0), signal)
    if (!isRead) caller.onWrite(false)
    const say = (what: string) => trace(`${time.nowMs} run ${caller.number} ${action} ${what}`)
    const refusal = REFUSALS[fault ?? 'slow']
    if (fault !== undefined && refusal !== undefined) {
      say(fault)
      throw refusal()
    }
    const lostMs = isRead ? READ_TIMEOUT_MS : WRITE_TIMEOUT_MS
    if (fault === 'lost request') {
      say(fault)
      await caller.clock.sleep(lostMs, signal)
      throw timedOut()
    }
    world.catchUp()
    const answer = this.#act(caller, action, input, act, say)
    if (!isRead) caller.onWrite(true)
    if (fault === 'lost answer') {
      await caller.clock.sleep(lostMs, signal)
      throw timedOut()
    }
    await caller.clock.sleep(latencyMs / 2, signal)
    return fault === 'wrong shape' ? {} : answer
  }

  #act(
    { number: run }: Caller,
    action: string,
    input: object,
    act: (action: string, input: object) => object,
    say: (what: string) => void,
  ): object {
    const { recorder } = this.#deps.world
    try {
      const answer = IS_READ.test(action)
        ? act(action, input)
        : recorder.record({ by: 'run', run }, action, input, () => act(action, input))
      say(IS_READ.test(action) ? 'ok' : `ok ${JSON.stringify(input)}`)
      return answer
    } catch (error) {
      if (!(error instanceof Error) || !('status' in error)) throw error
      say(error.name)
      throw asSdkError(error.name, error.message, Number(error.status))
    }
  }

  #faultOf(isRead: boolean): ApiFault | undefined {
    const { random } = this.#deps
    const hits = this.#now('api').filter(({ on }) => on === 'all' || on === (isRead ? 'reads' : 'writes'))
    return hits.find(({ share }) => random() < share)?.fault
  }

  #now<Kind extends PlannedEvent['kind']>(kind: Kind): Extract<PlannedEvent, { kind: Kind }>[] {
    const { nowMs } = this.#deps.time
    return this.#deps.events.filter(
      (event): event is Extract<PlannedEvent, { kind: Kind }> =>
        event.kind === kind && event.atMs <= nowMs && nowMs < endOf(event),
    )
  }

  /** The application behind its load balancer, and GitHub's API for the control request. */
  exchange(caller: Caller): Exchange {
    const { clock, number } = caller
    return async (request, { progress }, stop): Promise<FullAnswer> => {
      const { world, time, random, trace } = this.#deps
      const { url, method } = request
      const listener = LISTENERS[url.hostname]
      progress.enter('looking up the name')
      const isOffline = this.#now('offline').length > 0
      await clock.sleep(5 + Math.floor(random() * 20), stop)
      progress.hasResolved = true
      progress.enter('connecting')
      if (isOffline)
        throw Object.assign(new Error('connect ENETUNREACH'), { code: 'ENETUNREACH', syscall: 'connect' })
      progress.enter('waiting for the headers')
      if (listener === undefined) return answered(method, url, { status: 200 }, undefined, progress.finish())
      const wall = this.#now('in front').find(({ share }) => random() < share)
      world.catchUp()
      const image = wall === undefined ? this.#balancer.next(listener)?.image : undefined
      const isProduction = listener === 'production'
      if (wall === undefined && image === undefined && isProduction)
        world.recorder.outagesAtMs.push(world.recorder.nowMs)
      const behaviour = wall === undefined ? this.#behave(image) : WALLS[wall.answer]
      trace(
        `${time.nowMs} run ${number} ${isProduction ? 'probe' : 'test'} ${image?.version ?? 'nobody'} ${JSON.stringify(behaviour)}`,
      )
      if (behaviour === 'hang') return await untilAborted(new Promise<never>(() => {}), stop)
      await clock.sleep(10 + Math.floor(random() * 60), stop)
      if (isProduction) caller.lastProbe = wall === undefined && isGood(behaviour) ? 'good' : 'bad'
      return answered(method, url, behaviour, image?.version, progress.finish())
    }
  }

  #behave(image: NonNullable<ReturnType<Balancer['next']>>['image']): HttpBehaviour {
    if (image === undefined) return { status: 503, body: '503 Service Temporarily Unavailable' }
    const { http } = image.behaviour
    const seen = { path: '/health', servingForMs: 0, answered: image.requests }
    image.requests += 1
    return (typeof http === 'function' ? http(seen) : http) ?? {}
  }
}

const isGood = (behaviour: HttpBehaviour): boolean =>
  typeof behaviour === 'object' &&
  (behaviour.status ?? 200) < 400 &&
  !/"down"/.test(JSON.stringify(behaviour))

export const SHOP = 'shop.example.com'
const LISTENERS: Readonly<Record<string, Listener>> = { [SHOP]: 'production', [`test.${SHOP}`]: 'test' }

export const endOf = (event: PlannedEvent): number =>
  'forMs' in event ? event.atMs + event.forMs : event.atMs

const WALLS: Record<Extract<PlannedEvent, { kind: 'in front' }>['answer'], HttpBehaviour> = {
  'rate limit': { status: 429, body: 'Too Many Requests' },
  'bot wall': {
    status: 403,
    headers: { 'cf-mitigated': 'challenge' },
    body: '<html>Just a moment...</html>',
  },
  proxy: { status: 511, body: 'Network Authentication Required' },
}

const REFUSALS: Partial<Record<ApiFault, () => Error>> = {
  throttled: () => retryable(asSdkError('ThrottlingException', 'Rate exceeded', 400)),
  'server error': () =>
    retryable(asSdkError('ServerException', 'Service Unavailable. Please try again later.', 500)),
  expired: () =>
    asSdkError('ExpiredTokenException', 'The security token included in the request is expired', 400),
}

function asSdkError(name: string, message: string, status: number): Error {
  return Object.assign(new Error(message), { name, $fault: status < 500 ? 'client' : 'server' })
}

const retryable = (error: Error): Error => Object.assign(error, { $retryable: {} })

const timedOut = (): Error =>
  retryable(Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' }))

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
