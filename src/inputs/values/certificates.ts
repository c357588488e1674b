import { valid } from '../checked.ts'
import { type Parser, refuse } from '../parser.ts'

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g

/** One or more certificates of authorities, in PEM form. */
export const certificates: Parser<string> = {
  expected: 'one or more certificates in PEM form (-----BEGIN CERTIFICATE-----)',
  parse(text) {
    const found = text.match(CERTIFICATE) ?? []
    if (text.includes('PRIVATE KEY'))
      return refuse('It holds a private key, which nobody may have but its owner.')
    if (found.length === 0) return refuse('It must be the content of the file, with its BEGIN and END lines.')
    const broken = found.findIndex((pem) => !isReadable(pem))
    if (broken >= 0)
      return refuse(`Certificate ${broken + 1} of ${found.length} cannot be read; its lines may be broken.`)
    return valid(`${found.join('\n')}\n`)
  },
}

function isReadable(pem: string): boolean {
  try {
    const { X509Certificate } = process.getBuiltinModule('node:crypto')
    return new X509Certificate(pem).subject !== undefined
  } catch {
    return false
  }
}
