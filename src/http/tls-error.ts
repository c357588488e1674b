import { codeOf, messageOf } from './network-error.ts'

/** What a certificate or a handshake was refused for, in plain words; undefined for anything else. */
export function describeTlsError(
  error: unknown,
  validTo: string | undefined,
  host: string,
): string | undefined {
  const code = codeOf(error)
  const certificate = CERTIFICATE_WORDS[code]
  if (certificate !== undefined) return certificate(renderDate(validTo))
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `the certificate is not for ${host}, but for ${namesOf(error)}: probe a name that it holds`
  }
  if (/^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)/.test(code)) {
    return 'the server does not speak TLS on this port: is the address meant to be http?'
  }
  return /^(?:ERR_SSL_|ERR_TLS_|EPROTO)/.test(code) ? alertOf(error) : undefined
}

const AUTHORITY = 'give the certificate of a private authority by ca-certificate'

/** Codes of OpenSSL's verification: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE_WORDS: Readonly<Record<string, (validTo: string) => string>> = {
  CERT_HAS_EXPIRED: (validTo) => `the certificate expired${validTo && ` on ${validTo}`}`,
  CERT_NOT_YET_VALID: () =>
    "the certificate is not valid yet: the server's or the runner's clock may be wrong",
  DEPTH_ZERO_SELF_SIGNED_CERT: () => `the certificate is self-signed: ${AUTHORITY}`,
  SELF_SIGNED_CERT_IN_CHAIN: () =>
    `the certificate was issued by an authority that is not trusted: ${AUTHORITY}`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: () =>
    `the certificate's issuer is unknown: the server may not send its intermediate certificates, or ${AUTHORITY}`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: () =>
    `the certificate's issuer is unknown: the server may not send its intermediate certificates, or ${AUTHORITY}`,
  CERT_REVOKED: () => 'the certificate is revoked',
  CERT_SIGNATURE_FAILURE: () => "the certificate's signature is wrong",
  INVALID_CA: () => "the certificate's issuer is not an authority",
  HOSTNAME_MISMATCH: () => 'the certificate is for another name',
}

/** True for what only a server with a wrong certificate can cause, and no network. */
export function isCertificateError(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'ERR_TLS_CERT_ALTNAME_INVALID' || Object.hasOwn(CERTIFICATE_WORDS, code)
}

function namesOf(error: unknown): string {
  const cert = typeof error === 'object' && error !== null && 'cert' in error ? error.cert : undefined
  const names = typeof cert === 'object' && cert !== null ? Reflect.get(cert, 'subjectaltname') : undefined
  if (typeof names !== 'string' || names === '') return 'no name at all'
  const all = names.split(', ').map((name) => name.replace(/^(?:DNS|IP Address):/, ''))
  const rest = all.length > 5 ? ` and ${all.length - 5} more` : ''
  return all.slice(0, 5).join(', ') + rest
}

/** `Nov 25 01:02:03 2026 GMT` → `2026-11-25T01:02:03Z`. */
function renderDate(validTo: string | undefined): string {
  const atMs = Date.parse(validTo ?? '')
  return Number.isNaN(atMs) ? '' : new Date(atMs).toISOString().replace('.000Z', 'Z')
}

/** OpenSSL's words without the numbers and file names around them. */
function alertOf(error: unknown): string {
  const message = messageOf(error)
  const words = /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1] ?? message
  return `the server refused it (${words})`
}
