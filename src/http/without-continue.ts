import type { Socket } from 'node:net'

/** No server needs more for an interim answer, and the parser reads the rest by its own limits. */
const MAX_HELD_BYTES = 65_536

/**
 * Takes each `100 Continue` that nobody asked for out of what a server sends before its answer: Node's parser
 * ends with one of HTTP/1.0, and RFC 9110 (15.2) lets a client ignore it. Changes the socket itself.
 */
export function withoutContinue(socket: Socket): Socket {
  const push = socket.push.bind(socket)
  let held: Buffer | undefined = Buffer.alloc(0)
  socket.push = (chunk: Buffer | null): boolean => {
    if (held === undefined) return push(chunk)
    if (chunk === null) {
      if (held.length > 0) push(held)
      return push(null)
    }
    held = dropContinue(held.length === 0 ? chunk : Buffer.concat([held, chunk]))
    if (isUndecided(held)) return true
    const rest = held
    held = undefined
    return push(rest)
  }
  return socket
}

function dropContinue(bytes: Buffer): Buffer {
  const [interim = ''] =
    /^(?:HTTP\/1\.[01] 100(?: [^\r\n]*)?\r\n(?:[^\r\n]+\r\n)*\r\n)+/.exec(bytes.toString('latin1')) ?? []
  return bytes.subarray(interim.length)
}

/** It may still become a `100`, or it is one whose end has not come. */
function isUndecided(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, 13)
  const isContinue = /^HTTP\/1\.[01] 100[ \r]/.test(start)
  const mayBecomeOne = 'HTTP/1.x 100 '.length > start.length && isPrefixOfContinue(start)
  return (isContinue || mayBecomeOne) && bytes.length < MAX_HELD_BYTES
}

function isPrefixOfContinue(start: string): boolean {
  return ['HTTP/1.0 100', 'HTTP/1.1 100'].some((whole) => whole.startsWith(start))
}
