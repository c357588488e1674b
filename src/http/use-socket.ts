import type { Socket } from 'node:net'
import type { buildConnector } from 'undici'

/**
 * Gives an undici client the connection that we opened, once. When it is lost before the request is on
 * the wire, undici would open another one, and another: https://github.com/prometheus/blackbox_exporter/issues/1453
 * tells what that does to a server.
 */
export function useSocket(socket: Socket): buildConnector.connector {
  let isGiven = false
  return (_options, callback) => {
    const again = isGiven
    isGiven = true
    // Not at once: undici resumes its queue only when the answer comes later.
    queueMicrotask(() => {
      if (again) callback(socket.errored ?? new Error('the server closed the connection'), null)
      else callback(null, socket)
    })
  }
}
