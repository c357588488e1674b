import { setTimeout as sleep } from 'node:timers/promises'
import { AwsError, errorNamed } from '../aws-error.ts'
import type { Fault, Faults } from '../faults.ts'
import { type JsonAnswer, type JsonHandler, jsonError } from '../json-protocol.ts'
import { resourceOf } from './errors.ts'
import { operations } from './operations/index.ts'
import type { RateLimits } from './rate-limits.ts'
import type { EcsState } from './state.ts'
import { decode, encode, type OperationSchema, operationSchema, WireError } from './validation.ts'

export const ECS_TARGET = 'AmazonEC2ContainerServiceV20141113'

export interface Call {
  action: string
  /** As the SDK's client gave it: timestamps are Dates. */
  input: Record<string, unknown>
  atMs: number
  /** The name of the error that it got, or what kept it from taking effect. */
  error?: string
  /** It has taken effect, and whoever waits for a write may go on. */
  isDone?: true
}

export interface Endpoint {
  state: EcsState
  faults: Faults
  limits: RateLimits
  catchUp: () => void
  calls: Call[]
  /** Our own mistakes: answers that the SDK's schemas do not allow, and crashes. */
  defects: string[]
}

/** From the wire and back: checks both sides, applies the faults, records the call. */
export function ecsHandler(endpoint: Endpoint): JsonHandler {
  return async (action, wireInput) => {
    const schema = operationSchema(action)
    if (schema === undefined) return jsonError('UnknownOperationException', `${action} is unknown`)
    try {
      return await respond(endpoint, { action, schema, input: decode(schema.input, wireInput) as object })
    } catch (error) {
      if (error instanceof WireError) return jsonError('SerializationException', error.message)
      const defect = `${action}: ${error instanceof Error ? error.stack : error}`
      endpoint.defects.push(defect)
      return jsonError('InternalFailure', defect, 500)
    }
  }
}

interface Asked {
  action: string
  schema: OperationSchema
  input: object
}

async function respond(endpoint: Endpoint, asked: Asked): Promise<JsonAnswer> {
  endpoint.catchUp()
  const { action, input } = asked
  const call: Call = { action, input: input as Call['input'], atMs: endpoint.state.timeline.nowMs }
  endpoint.calls.push(call)
  const faults = endpoint.faults.hitting(action, input)
  for (const fault of faults) if (fault.kind === 'slow') await sleep(fault.latencyMs)
  const broken = faults.find((fault) => fault.kind === 'broken connection')
  if (broken !== undefined && !broken.afterActing) {
    call.error = 'broken connection'
    return 'broken connection'
  }
  const answer = act(endpoint, asked, faults)
  if ('__type' in answer.body) call.error = String(answer.body.__type)
  else call.isDone = true
  return broken === undefined ? answer : 'broken connection'
}

function act(endpoint: Endpoint, asked: Asked, faults: Fault[]): Exclude<JsonAnswer, string> {
  const { action, input, schema } = asked
  try {
    const failing = faults.find((fault) => fault.kind === 'error')
    if (failing !== undefined) throw toldError(endpoint, asked, failing)
    if (isOverLimit(endpoint, action)) throw toldError(endpoint, asked, THROTTLED)
    const operation = operations[action]
    if (operation === undefined) throw new AwsError('UnknownOperationException', `no ${action} here`)
    endpoint.catchUp()
    const body = encodeAnswer(schema, operation(endpoint.state, input as never), action)
    return { status: 200, body }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    return { status: error.status, body: { __type: error.name, message: error.message } }
  }
}

const THROTTLED = { kind: 'error', name: 'ThrottlingException' } as const

const isOverLimit = ({ state, limits }: Endpoint, action: string): boolean =>
  state.quirks.rateLimits && !limits.admits(action, state.timeline.nowMs)

function toldError(endpoint: Endpoint, asked: Asked, fault: Fault & { kind: 'error' }): AwsError {
  const { account } = endpoint.state
  const call = { permission: `ecs:${asked.action}`, resource: resourceOf(asked.input, account) }
  const usual = errorNamed(fault.name, call, account)
  return fault.message === undefined ? usual : new AwsError(fault.name, fault.message, usual.status)
}

/** A wrong answer is our own mistake, not the caller's. */
function encodeAnswer(schema: OperationSchema, output: object, action: string): object {
  try {
    return encode(schema.output, output) as object
  } catch (error) {
    throw new Error(`the answer to ${action} is not what ECS would send`, { cause: error })
  }
}
