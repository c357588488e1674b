import { invalid, valid } from '../../inputs/checked.ts'
import { type Parser, refuse } from '../../inputs/parser.ts'
import { lines } from '../../inputs/values/lines.ts'

// https://man.openbsd.org/sshd#SSH_KNOWN_HOSTS_FILE_FORMAT
const LINE =
  /^(?:@(?:cert-authority|revoked)\s+)?\S+\s+(?:ssh|ecdsa|sk)-[\w.@-]+\s+[A-Za-z0-9+/]{16,}={0,2}(?:\s.*)?$/

const knownHost: Parser<string> = {
  expected: 'a line of a known_hosts file, as ssh-keyscan prints it',
  parse(line) {
    if (LINE.test(line)) return valid(line)
    if (/^(?:ssh|ecdsa|sk)-\S+\s/.test(line))
      return refuse('The name of the host is missing in front of the key.')
    return refuse(/PRIVATE KEY/.test(line) ? 'This looks like a private key.' : undefined)
  },
}

/** Comments are left out. */
export const knownHosts: Parser<readonly string[]> = {
  expected: 'lines of a known_hosts file, as ssh-keyscan prints them',
  parse(text) {
    const content = text.replace(/^[ \t]*#.*$/gm, '')
    return content.trim() === ''
      ? invalid({ hint: 'There are only comments in it.' })
      : lines(knownHost).parse(content)
  },
}
