import { Secret } from '../../core/secret.ts'
import { valid } from '../../inputs/checked.ts'
import { type Parser, refuse } from '../../inputs/parser.ts'

const ARMOUR = /^-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY-----\n([\s\S]+)\n-----END \1PRIVATE KEY-----$/

/** A private key that can be used without asking a person. Comes out with the line ends that OpenSSH wants. */
export const privateKey: Parser<Secret> = {
  expected: 'a private key in OpenSSH or PEM form without a passphrase',
  parse(text) {
    const key = text.replace(/\r\n?/g, '\n').replace(/[ \t]+$/gm, '')
    const [, kind = '', body] = ARMOUR.exec(key) ?? []
    if (body === undefined) return refuse(guess(key))
    if (kind === 'ENCRYPTED ' || body.includes('ENCRYPTED') || isEncrypted(body)) {
      return refuse('This one is protected by a passphrase, which nobody can type here.')
    }
    return valid(new Secret(`${key}\n`))
  },
}

function guess(key: string): string | undefined {
  if (/^(?:ssh|ecdsa|sk)-\S+ [A-Za-z0-9+/=]+|BEGIN (?:RSA |SSH2 )?PUBLIC KEY/.test(key))
    return 'This is the public key.'
  if (/^PuTTY-User-Key-File/.test(key)) return 'Convert it first: puttygen KEY.ppk -O private-openssh.'
  if (!key.includes('-----BEGIN'))
    return 'It must be the content of the key file, with its BEGIN and END lines.'
  return 'Its line breaks are lost or a part is missing: store the file in the secret as it is.'
}

// https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key
const MAGIC = 'openssh-key-v1\0'

function isEncrypted(body: string): boolean {
  const bytes = Buffer.from(body, 'base64')
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC || bytes.length < MAGIC.length + 4) return false
  const nameLength = bytes.readUInt32BE(MAGIC.length)
  const nameStart = MAGIC.length + 4
  return bytes.toString('latin1', nameStart, nameStart + Math.min(nameLength, 64)) !== 'none'
}
