import { controlRequest } from '../../../src/http/control-request.ts'
import { createNetwork } from '../../../src/http/network.ts'
import { clock, look, probeOf } from './probing.ts'

/** Probes a healthy and a silent address, one more until it is aborted, one through a proxy, one by TLS; then does nothing. */
const [proxyPort, healthy = '', silent = '', secure = ''] = process.argv.slice(2)
const results = [
  (await look(probeOf(healthy))).result,
  (await look(probeOf(silent, { timeoutMs: 100 }))).result,
]
const cancel = new AbortController()
const aborted = look(probeOf(silent, { timeoutMs: 600_000 }), { kind: 'any' }, cancel.signal)
cancel.abort(new Error('aborted'))
const lookUp = async () => [{ address: '127.0.0.1', family: 4 }]
const throughProxy = { network: { lookUp, env: { HTTP_PROXY: `http://proxy.test:${proxyPort}` } } }
const control = controlRequest(healthy, {
  clock,
  network: createNetwork({ userAgent: 'safe-landing/0.0.0' }),
})
console.log(
  ...results,
  await aborted.catch((error: Error) => error.message),
  (await look(probeOf('http://web.test/', throughProxy))).result,
  (await look(probeOf(secure))).result,
  (await control.isReachable(new AbortController().signal)) ? 'reachable' : 'unreachable',
)
