import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import * as sdk from '@aws-sdk/client-ecs'
import { cloudWatchActions, type Metrics } from '../../../../demo/world/cloudwatch.ts'
import { codeDeployActions } from '../../../../demo/world/codedeploy/actions.ts'
import type { CodeDeployState } from '../../../../demo/world/codedeploy/state.ts'
import { operations } from '../../../../demo/world/ecs/operations/index.ts'
import type { EcsState } from '../../../../demo/world/ecs/state.ts'
import { loadBalancingActions } from '../../../../demo/world/load-balancing.ts'
import { logsActions } from '../../../../demo/world/logs.ts'
import { callLazily, callWith } from '../../../../src/aws/calling.ts'
import type { EcsApi } from '../../../../src/targets/ecs/api/api.ts'
import type { ApiFault } from '../../common-plan.ts'
import type { Act } from '../../oracle/history.ts'
import type { Link } from '../../platform.ts'

interface Command {
  readonly input: object
}

interface CallOptions {
  readonly abortSignal: AbortSignal
}

type Acting = (action: string, input: object) => object

/** Credentials that never end. */
const NO_SESSION = { credentials: async () => ({}) }
/** The SDK's own. */
const READ_ATTEMPTS = 3
const RETRY_AFTER_MS = 300
const WRITE_TIMEOUT_MS = 5_000
const READ_TIMEOUT_MS = 15_000
const IS_READ = /^(Describe|Get|List)/

/** Asks the platform, and writes down what that was about. */
export interface ApiRecorder {
  record<T>(who: Pick<Act, 'by' | 'run'>, action: string, input: object, act: () => T): T
}

export interface AwsWorld {
  readonly ecs: EcsState
  /** Absent: the services are under ECS itself. */
  readonly codeDeploy?: CodeDeployState
  readonly recorders: readonly ApiRecorder[]
  readonly metrics: Metrics
}

/** AWS as one process sees it. */
export function awsApi(world: AwsWorld, link: Link): EcsApi {
  const client = (act: Acting) => new Client(world.recorders, link, act)
  const ecs = client((action, input) => operations[action]?.(world.ecs, input as never) ?? {})
  const codeDeploy = client(byName(world.codeDeploy ? codeDeployActions(world.codeDeploy) : {}))
  const balancing = loadBalancingActions(world.ecs)
  const targets = client((action, input) => balancing[action]?.(input as never) ?? {})
  takeOver(CloudWatchLogsClient, client(byName(logsActions(world.ecs))))
  takeOver(CloudWatchClient, client(byName(cloudWatchActions(world.ecs, world.metrics))))
  return {
    sdk,
    cluster: 'prod',
    // Of a client the product uses nothing but `send`.
    call: callWith(
      () => ({ send: ecs.send, config: NO_SESSION }) as unknown as sdk.ECSClient,
      'us-east-1',
      'cluster prod in us-east-1',
    ),
    codeDeploy: callLazily(
      () => import('@aws-sdk/client-codedeploy'),
      () => codeDeploy as never,
      'us-east-1',
    ),
    loadBalancing: callLazily(
      () => import('@aws-sdk/client-elastic-load-balancing-v2'),
      () => targets as never,
      'us-east-1',
    ),
  }
}

const byName =
  (actions: Record<string, (input: Record<string, unknown>) => object>): Acting =>
  (action, input) =>
    actions[action]?.({ ...input }) ?? {}

/** Of the clients that are made where they are used, what they would send comes here from now on. */
function takeOver({ prototype }: { readonly prototype: object }, { send }: Client): void {
  Object.assign(prototype, { send })
}

/** A client of the SDK, of which the product uses nothing but `send`. */
class Client {
  readonly #recorders: readonly ApiRecorder[]
  readonly #link: Link
  readonly #act: Acting
  readonly #never = new AbortController().signal

  constructor(recorders: readonly ApiRecorder[], link: Link, act: Acting) {
    this.#recorders = recorders
    this.#link = link
    this.#act = act
  }

  readonly send = (command: Command, { abortSignal }: CallOptions): Promise<unknown> =>
    this.#call(command.constructor.name.replace(/Command$/, ''), command.input, abortSignal)

  async #call(action: string, input: object, signal: AbortSignal): Promise<unknown> {
    const isRead = IS_READ.test(action)
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(action, input, isRead ? signal : this.#never)
      } catch (error) {
        const isTransient = error instanceof Error && '$retryable' in error
        if (!isRead || !isTransient || attempt === READ_ATTEMPTS) throw error
        await this.#link.caller.clock.sleep(RETRY_AFTER_MS * attempt, signal)
      }
    }
  }

  async #attempt(action: string, input: object, signal: AbortSignal): Promise<object> {
    const { wire, caller } = this.#link
    const isRead = IS_READ.test(action)
    return await wire.request<object>(
      caller,
      {
        ...{ name: action, isRead, timeoutMs: isRead ? READ_TIMEOUT_MS : WRITE_TIMEOUT_MS },
        act: (say) => this.#answer(action, input, say),
        isRefusal: (fault) => fault in REFUSALS,
        refuse: (fault) => {
          throw REFUSALS[fault]?.()
        },
        lose: () => {
          throw timedOut()
        },
        emptied: () => ({}),
      },
      signal,
    )
  }

  #answer(action: string, input: object, say: (what: string) => void): object {
    const run = this.#link.caller.number
    try {
      const answer = IS_READ.test(action)
        ? this.#act(action, input)
        : this.#recorders.reduce<() => object>(
            (act, recorder) => () => recorder.record({ by: 'run', run }, action, input, act),
            () => this.#act(action, input),
          )()
      say(IS_READ.test(action) ? 'ok' : `ok ${JSON.stringify(input)}`)
      return answer
    } catch (error) {
      if (!(error instanceof Error) || !('status' in error)) throw error
      say(error.name)
      throw asSdkError(error.name, error.message, Number(error.status))
    }
  }
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
