import { DeadlineError } from '../core/deadline.ts'
import { renderDuration } from '../core/duration.ts'
import { ProtocolError } from './broken-answer.ts'
import { ProxyError } from './connection-context.ts'
import {
  codeOf,
  describeNetworkError,
  hintOnAddress,
  hintOnName,
  isProgramError,
  messageOf,
} from './network-error.ts'
import type { Progress } from './progress.ts'
import { UnsendableError } from './request.ts'
import { describeTlsError, isCertificateError } from './tls-error.ts'

export interface Failure {
  /**
   * - `service`: the service's own doing
   * - `connection`: the service's or the network's in between; the control request shows which
   * - `us`: we could not ask
   */
  readonly attributeTo: 'service' | 'connection' | 'us'
  /** What happened at which stage, and what to do; one clause. Untrusted. */
  readonly clause: string
  readonly isTimeout: boolean
}

export interface FailedRequest {
  readonly host: string
  readonly timeoutMs: number
  /** The name has resolved at some time in this run. */
  readonly hasResolvedEver: boolean
}

/** Why there is no complete answer. `progress` says how far the request came. */
export function describeFailure(error: unknown, progress: Progress, request: FailedRequest): Failure {
  const isTimeout = error instanceof DeadlineError
  return {
    attributeTo: attributeTo(error, progress, request),
    clause: isTimeout ? describeTimeout(progress, request) : describeError(error, progress, request),
    isTimeout,
  }
}

function attributeTo(error: unknown, progress: Progress, request: FailedRequest): Failure['attributeTo'] {
  if (error instanceof ProxyError) return isGatewayStatus(error.status) ? 'connection' : 'us'
  // A proxy that never answers may be waiting for the service.
  if (progress.stage === 'asking the proxy for a tunnel' && error instanceof DeadlineError)
    return 'connection'
  if (!progress.isPastProxy || error instanceof UnsendableError || isProgramError(error)) return 'us'
  if (progress.stage === 'looking up the name') return request.hasResolvedEver ? 'connection' : 'us'
  // Once headers came the way is known to work; a wrong certificate or nonsense came from the service.
  const isAnswered = progress.stage === 'reading the body' || isCertificateError(error)
  return isAnswered || error instanceof ProtocolError ? 'service' : 'connection'
}

/** The proxy works, but did not reach the service. */
function isGatewayStatus(status: number | undefined): boolean {
  return status === 502 || status === 503 || status === 504
}

function describeTimeout(progress: Progress, { timeoutMs, host }: FailedRequest): string {
  const { stage, address, bodyBytes, proxy } = progress
  const after =
    stage === 'reading the body' ? `, after ${bodyBytes} ${bodyBytes === 1 ? 'byte' : 'bytes'}` : ''
  const target =
    stage === 'connecting' ? ` to ${proxy === undefined ? (address ?? host) : `the proxy ${proxy}`}` : ''
  const hint = stage === 'connecting' && proxy === undefined ? hintOnAddress(address ?? '') : ''
  return `timed out after ${renderDuration(timeoutMs)} while ${stage}${target}${after}${hint}`
}

function describeError(error: unknown, progress: Progress, request: FailedRequest): string {
  const { proxy, isPastProxy, stage, certificateValidTo } = progress
  if (error instanceof ProxyError) return describeProxyError(error, proxy)
  if (error instanceof UnsendableError) return `the request cannot be sent: ${messageOf(error)}`
  if (isProgramError(error))
    return `the probe itself failed, which is a bug in Safe Landing: ${messageOf(error)}`
  const host = isPastProxy ? request.host : (proxy ?? request.host).replace(/:\d+$/, '')
  const at = isPastProxy ? '' : `the proxy ${proxy} failed: `
  if (stage === 'looking up the name')
    return at + describeLookUp(error, host, isPastProxy && request.hasResolvedEver)
  if (error instanceof ProtocolError) return `${at}${error.message}`
  const tls = describeTlsError(error, certificateValidTo, host)
  if (tls !== undefined) return `${at}the TLS handshake failed: ${tls}`
  const hint =
    stage === 'connecting' && isPastProxy ? hintOnAddress(progress.address ?? messageOf(error)) : ''
  return `${at}${describeNetworkError(error, progress)}${hint}`
}

function describeProxyError({ message, status }: ProxyError, proxy: string | undefined): string {
  if (status === undefined) return `no proxy can be used: ${message}`
  const advice = isGatewayStatus(status)
    ? 'it did not reach the service'
    : status === 407
      ? 'it asks for credentials: put them into the address in HTTPS_PROXY'
      : 'allow the address there, or name the host in NO_PROXY'
  return `the proxy ${proxy} refused with status ${status}: ${advice}`
}

function describeLookUp(error: unknown, host: string, hasResolvedEver: boolean): string {
  const code = codeOf(error)
  if (code === 'EAI_AGAIN') return `no name server answered for ${host} (EAI_AGAIN)`
  if (hasResolvedEver) return `the name ${host} does not resolve any more (${code || messageOf(error)})`
  return `the name ${host} does not resolve (${code || messageOf(error)})${hintOnName(host)}`
}
