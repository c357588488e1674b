import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { type LoopbackServer, serve } from './loopback.ts'

/** How a call ends: with an answer, or with a connection that breaks. */
export type JsonAnswer = { status: number; body: object } | 'broken connection'

export type JsonHandler = (action: string, input: unknown) => Promise<JsonAnswer>

export const jsonError = (name: string, message: string, status = 400): JsonAnswer => ({
  status,
  body: { __type: name, message },
})

/** AWS JSON 1.1: one POST, the action in `x-amz-target`, errors told by `__type`. */
export function serveJson(targetPrefix: string, handle: JsonHandler): Promise<LoopbackServer> {
  return serve((request, response) => {
    answer(targetPrefix, handle, request)
      .then((result) => send(response, result))
      .catch((error: unknown) => send(response, jsonError('InternalFailure', String(error), 500)))
  })
}

async function answer(
  targetPrefix: string,
  handle: JsonHandler,
  request: IncomingMessage,
): Promise<JsonAnswer> {
  const body = await text(request)
  const [prefix, action] = String(request.headers['x-amz-target']).split('.')
  if (prefix !== targetPrefix || action === undefined) return jsonError('UnknownOperationException', '')
  if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) {
    return jsonError('MissingAuthenticationTokenException', 'Missing Authentication Token')
  }
  let input: unknown
  try {
    input = JSON.parse(body)
  } catch {
    return jsonError('SerializationException', 'The request is not JSON.')
  }
  return await handle(action, input)
}

function send(response: ServerResponse, result: JsonAnswer): void {
  if (result === 'broken connection') {
    response.socket?.destroy()
    return
  }
  response.writeHead(result.status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': '00000000-0000-4000-8000-000000000000',
  })
  response.end(JSON.stringify(result.body))
}
