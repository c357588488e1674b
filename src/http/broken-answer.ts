import { codeOf, messageOf } from './network-error.ts'

/** What came back is no answer that a probe can read: the service's own doing. The message is one clause. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
}

export function notHttp(why: string): ProtocolError {
  return new ProtocolError(`what came back is not HTTP/1.1 (${why})`)
}

const IMPOSSIBLE_LENGTH = 'its content-length is repeated, or is no possible length'
/** What Node's parser says, where that needs better words: https://github.com/nodejs/llhttp */
const WORDS: Readonly<Record<string, string>> = {
  'Duplicate Content-Length': IMPOSSIBLE_LENGTH,
  'Content-Length overflow': IMPOSSIBLE_LENGTH,
}

/** An error of Node's client, in better words where there are any. */
export function explainBroken(error: unknown): unknown {
  const code = codeOf(error)
  const message = messageOf(error)
  if (code === 'HPE_HEADER_OVERFLOW')
    return new ProtocolError('the headers of the answer are longer than 64 KiB')
  if (code.startsWith('HPE_')) {
    const reason = message.replace(/^Parse Error:? */, '')
    return notHttp(WORDS[reason] ?? reason)
  }
  // Node gives both of these the code of a reset, which they are not.
  const isClosed = message === 'socket hang up' || message === 'aborted'
  return isClosed ? new Error('the server closed the connection') : error
}
