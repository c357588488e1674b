import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIPv4 } from 'node:net'
import { bits, der, integer, octets, oid, sequence, set, time, truth, utf8 } from './der.ts'

export interface Certificate {
  /** PEM. */
  readonly cert: string
  readonly key: string
  readonly commonName: string
  readonly privateKey: KeyObject
}

export interface CertificateWish {
  readonly commonName: string
  /** DNS names and IPv4 addresses. */
  readonly names?: readonly string[]
  readonly isAuthority?: boolean
  /** Absent: self-signed. */
  readonly issuer?: Certificate
  readonly validFromMs?: number
  readonly validToMs?: number
}

const DAY_MS = 86_400_000
const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))

/** Makes a certificate with a new key, as RFC 5280 writes it, so that the tests need no other program. */
export function makeCertificate(wish: CertificateWish): Certificate {
  const { commonName, issuer } = wish
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signer = issuer?.privateKey ?? privateKey
  const body = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(randomBytes(8)),
    ECDSA_SHA256,
    nameOf(issuer?.commonName ?? commonName),
    sequence(time(wish.validFromMs ?? Date.now() - DAY_MS), time(wish.validToMs ?? Date.now() + 30 * DAY_MS)),
    nameOf(commonName),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensionsOf(wish))),
  )
  const whole = sequence(body, ECDSA_SHA256, bits(sign('sha256', body, signer)))
  return {
    commonName,
    privateKey,
    cert: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function nameOf(commonName: string): Buffer {
  return sequence(set(sequence(oid('2.5.4.3'), utf8(commonName))))
}

function extensionsOf({ names = [], isAuthority = false }: CertificateWish): Buffer[] {
  const constraints = sequence(oid('2.5.29.19'), truth(), octets(sequence(...(isAuthority ? [truth()] : []))))
  if (names.length === 0) return [constraints]
  const alternatives = names.map((name) =>
    isIPv4(name) ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name)),
  )
  return [constraints, sequence(oid('2.5.29.17'), octets(sequence(...alternatives)))]
}
