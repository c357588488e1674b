import type { ECSClient, ServiceOutputTypes } from '@aws-sdk/client-ecs'
import { Balancer } from '../../demo/world/balancer.ts'
import { operations } from '../../demo/world/ecs/operations/index.ts'
import type { EcsState, Service } from '../../demo/world/ecs/state.ts'
import type { HttpBehaviour, HttpReply } from '../../demo/world/images.ts'
import { callWith } from '../../src/aws/calling.ts'
import type { Clock } from '../../src/core/clock.ts'
import { DeadlineError, untilAborted, withDeadline } from '../../src/core/deadline.ts'
import type { Observation } from '../../src/health/observation.ts'
import type { HealthProbe, VersionExpectation } from '../../src/health/probe.ts'
import { type FullAnswer, readBody } from '../../src/http/model/answer.ts'
import type { HttpCheck } from '../../src/http/model/check-config.ts'
import { judgeAnswer } from '../../src/http/model/judge-answer.ts'
import { connectEcs, type EcsApi } from '../../src/targets/ecs/api/api.ts'

/** A call that ECS accepted. */
export interface EcsCall {
  readonly action: string
  /** By the clock of the run. */
  readonly atMs: number
}

/** The embedded ECS without a wire, so that a run of an hour takes a moment. Answers the calls, too. */
export async function callDirectly(
  ecs: EcsState,
  { clock, catchUp }: SiteDeps,
): Promise<{ readonly api: EcsApi; readonly calls: readonly EcsCall[] }> {
  const calls: EcsCall[] = []
  const connected = await connectEcs('prod', 'us-east-1')
  const create = (settings: object): ECSClient => {
    const client = new connected.sdk.ECSClient(settings)
    client.middlewareStack.add(
      (_, context) => async (args) => {
        catchUp()
        const action = context.commandName?.replace(/Command$/, '') ?? ''
        const answer = operations[action]?.(ecs, args.input as never)
        calls.push({ action, atMs: clock.nowMs() })
        return { output: answer as ServiceOutputTypes, response: {} }
      },
      { step: 'initialize', priority: 'high', name: 'embedded' },
    )
    return client
  }
  return { api: { ...connected, call: callWith(create, 'us-east-1') }, calls }
}

interface SiteDeps {
  readonly clock: Clock
  readonly catchUp: () => void
}

/** Asks a service behind its load balancer, without a wire, and judges the answer as a check by HTTP does. */
export function siteProbe(check: HttpCheck, service: Service, { clock, catchUp }: SiteDeps): HealthProbe {
  const balancer = new Balancer(service)
  const {
    name,
    required,
    timeoutMs,
    expectStatus: status,
    versionFrom = BODY_VERSION,
    conditions = [],
  } = check
  const ask = async (stop: AbortSignal): Promise<FullAnswer> => {
    catchUp()
    const image = balancer.next('production')?.image
    const http = image?.behaviour.http
    const behaviour =
      typeof http === 'function' ? http({ path: '/health', servingForMs: 0, answered: 0 }) : http
    if (behaviour === 'hang') return await untilAborted(new Promise<never>(() => {}), stop)
    return image === undefined ? toAnswer(NOBODY, undefined) : toAnswer(behaviour ?? {}, image.version)
  }
  const judge = (answer: FullAnswer, version: VersionExpectation) =>
    judgeAnswer({ status, conditions, version, versionFrom }, answer)
  return {
    name,
    required,
    async probe(expected, signal): Promise<Observation> {
      const startedAtMs = clock.nowMs()
      const at = () => ({ check: name, startedAtMs, endedAtMs: clock.nowMs() })
      try {
        const answer = await withDeadline(ask, { clock, limitMs: timeoutMs }, signal)
        const { result, reason = '', version = '' } = judge(answer, expected)
        const { url, body } = answer
        const shown = { url, status: answer.status, version, bodyHead: body.text }
        return { ...at(), result, reason, latencyMs: 0, answer: shown }
      } catch (error) {
        if (!(error instanceof DeadlineError)) throw error
        return { ...at(), result: 'fail', reason: 'no answer in time', latencyMs: timeoutMs }
      }
    },
  }
}

const BODY_VERSION = { kind: 'body', path: ['version'] } as const
const NOBODY: HttpReply = { status: 503, body: '503 Service Temporarily Unavailable' }

function toAnswer(behaviour: HttpBehaviour, version: string | undefined): FullAnswer {
  if (typeof behaviour === 'string') throw new Error(`the site does not ${behaviour}`)
  const { status = 200, body = { status: status < 400 ? 'ok' : 'error', version } } = behaviour
  return {
    method: 'GET',
    url: 'https://shop.example.com/health',
    status,
    headers: new Map([['content-type', 'application/json']]),
    body: readBody(typeof body === 'string' ? body : JSON.stringify(body), false),
    timings: { waitMs: 0, bodyMs: 0, totalMs: 0 },
    redirects: 0,
  }
}
