import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { AwsError, errorNamed } from './aws-error.ts'
import type { Account } from './ecs/account.ts'
import { type Fault, Faults } from './faults.ts'
import { serve } from './loopback.ts'
import { parseQuery, renderError, renderResult } from './query-protocol.ts'

export type Input = Record<string, unknown>

export interface SmallCall {
  action: string
  input: Input
  error?: string
}

/** A service beside ECS, of which the world needs a few actions. It answers in JSON and in the Query protocol. */
export interface SmallService {
  url: string
  calls: SmallCall[]
  faults: Faults
  close(): Promise<void>
}

interface Definition {
  /** As in the permissions: `codedeploy`. */
  prefix: string
  account: Account
  catchUp: () => void
  actions: Record<string, (input: Input) => object>
}

export async function startSmallService(definition: Definition): Promise<SmallService> {
  const calls: SmallCall[] = []
  const faults = new Faults()
  const server = await serve((request, response) => {
    answer({ definition, calls, faults, request, response }).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  })
  return { url: server.url, calls, faults, close: () => server.close() }
}

interface Exchange {
  definition: Definition
  calls: SmallCall[]
  faults: Faults
  request: IncomingMessage
  response: ServerResponse
}

async function answer({ definition, calls, faults, request, response }: Exchange): Promise<void> {
  const body = await text(request)
  const target = request.headers['x-amz-target']
  const isJson = typeof target === 'string'
  const { action, input } = isJson
    ? { action: target.split('.')[1] ?? '', input: JSON.parse(body) as Input }
    : parseQuery(body)
  const call: SmallCall = { action, input }
  calls.push(call)
  const hitting = faults.hitting(action, input)
  for (const fault of hitting) if (fault.kind === 'slow') await sleep(fault.latencyMs)
  const broken = hitting.find((fault) => fault.kind === 'broken connection')
  if (broken?.afterActing === false) {
    response.socket?.destroy()
    call.error = 'broken connection'
    return
  }
  try {
    const output = act(definition, call, hitting)
    if (broken !== undefined) {
      response.socket?.destroy()
      return
    }
    response.writeHead(200, { 'content-type': isJson ? 'application/x-amz-json-1.1' : 'text/xml' })
    response.end(isJson ? JSON.stringify(output, epochSeconds) : renderResult(action, output))
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    call.error = error.name
    sendError(response, error, isJson)
  }
}

function act(definition: Definition, call: SmallCall, faults: Fault[]): object {
  const { prefix, account, actions, catchUp } = definition
  const failing = faults.find((fault) => fault.kind === 'error')
  const permission = `${prefix}:${call.action}`
  if (failing !== undefined) throw errorNamed(failing.name, { permission, resource: '*' }, account)
  const action = actions[call.action]
  if (action === undefined) {
    throw errorNamed('UnknownOperationException', { permission, resource: '*' }, account)
  }
  catchUp()
  return action(call.input)
}

function sendError(response: ServerResponse, error: AwsError, isJson: boolean): void {
  response.writeHead(error.status, { 'content-type': isJson ? 'application/x-amz-json-1.1' : 'text/xml' })
  const { name, message } = error
  response.end(isJson ? JSON.stringify({ __type: name, message }) : renderError(name, message))
}

/** Dates are epoch seconds in AWS's JSON. JSON.stringify has already turned them into text by the time it asks. */
function epochSeconds(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const original = this[key]
  return original instanceof Date ? original.getTime() / 1000 : value
}
