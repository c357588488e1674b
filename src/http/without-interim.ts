import type { Socket } from 'node:net'

/** No server needs more for an interim answer, and the parser reads the rest by its own limits. */
const MAX_HELD_BYTES = 65_536

/**
 * Takes each interim answer, such as a `100 Continue` that nobody asked for, out of what a server sends before its
 * answer: Node's parser ends with one of HTTP/1.0, and RFC 9110 (15.2) lets a client ignore it. A `101` stays, since
 * what follows it is another protocol. Changes the socket itself.
 */
export function withoutInterim(socket: Socket): Socket {
  const push = socket.push.bind(socket)
  let held: Buffer | undefined = Buffer.alloc(0)
  socket.push = (chunk: Buffer | null): boolean => {
    if (held === undefined) return push(chunk)
    if (chunk === null) {
      if (held.length > 0) push(held)
      return push(null)
    }
    held = dropInterim(held.length === 0 ? chunk : Buffer.concat([held, chunk]))
    if (isUndecided(held)) return true
    const rest = held
    held = undefined
    return push(rest)
  }
  return socket
}

const INTERIM = String.raw`HTTP\/1\.[01] 1(?!01)\d\d`

function dropInterim(bytes: Buffer): Buffer {
  const all = new RegExp(String.raw`^(?:${INTERIM}(?: [^\r\n]*)?\r\n(?:[^\r\n]+\r\n)*\r\n)+`)
  const [interim = ''] = all.exec(bytes.toString('latin1')) ?? []
  return bytes.subarray(interim.length)
}

/** It may still become an interim answer, or it is one whose end has not come. */
function isUndecided(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, SAMPLE.length)
  const whole = start + SAMPLE.slice(start.length)
  return new RegExp(String.raw`^${INTERIM}[ \r]`).test(whole) && bytes.length < MAX_HELD_BYTES
}

/** Any beginning of an interim answer is completed to one by the rest of this. */
const SAMPLE = 'HTTP/1.1 100 '
