import { PlatformError } from '../../core/platform-error.ts'
import { truncate } from '../../core/truncate.ts'
import type { SshConfig } from './ssh-config.ts'

export interface FailedConnection {
  readonly exitCode: number
  /** What the client complained about. Untrusted. */
  readonly stderr: string
}

/** What an ended connection means that never came to speak with us. */
export function describeConnection(
  { exitCode, stderr }: FailedConnection,
  { host, port, user, key }: SshConfig,
  redact: (text: string) => string,
): PlatformError {
  const where = `${user}@${host}${port === 22 ? '' : `:${port}`}`
  const said = redact(truncate(lastLine(stderr)))
  const fail = (code: PlatformError['code'], what: string, hint: string) =>
    new PlatformError(code, `${where}: ${what}`, { hint })
  const scan = `ssh-keyscan ${port === 22 ? '' : `-p ${port} `}${host}`
  if (/REMOTE HOST IDENTIFICATION HAS CHANGED|host key for .* has changed/i.test(stderr)) {
    return fail(
      'refused',
      'the server shows another host key than the one in ssh-known-hosts',
      `Somebody may listen in between, or the server was set up anew: compare its key with what \`${scan}\` prints from a network that you trust before you change ssh-known-hosts.`,
    )
  }
  if (/host key verification failed|no .* host key is known/i.test(stderr)) {
    return fail(
      'refused',
      'the host key of the server is not in ssh-known-hosts',
      `Add the lines that \`${scan}\` prints, once you have compared them with the server's own /etc/ssh/ssh_host_*_key.pub.`,
    )
  }
  if (/error in libcrypto|invalid format|incorrect passphrase|load key/i.test(stderr)) {
    return fail(
      'access-denied',
      'ssh-key cannot be read by OpenSSH',
      'Store the whole private key, with its first and last line, and without a passphrase.',
    )
  }
  if (/unable to negotiate with|no matching .* found/i.test(stderr)) {
    return fail(
      'refused',
      `the server and the client of this runner know no common algorithm: ${said}`,
      "Update the server's OpenSSH; the one of this runner takes none of the old algorithms that the server offers.",
    )
  }
  if (/no mutual signature/i.test(stderr)) {
    return fail(
      'access-denied',
      'the server is too old for the kind of key in ssh-key',
      "Use a key that `ssh-keygen -t ed25519` makes, or update the server's OpenSSH.",
    )
  }
  if (/permission denied|too many authentication failures/i.test(stderr)) {
    return fail(
      'access-denied',
      `the server refused the key: ${said}`,
      key === undefined
        ? 'No ssh-key is given, and the agent has no key that fits.'
        : `Add the public key of ssh-key to ~${user}/.ssh/authorized_keys on the server.`,
    )
  }
  if (/kex_exchange_identification|banner exchange|connection (?:closed|reset) by/i.test(stderr)) {
    return fail(
      'unreachable',
      `the server ended the connection before it asked for a key: ${said}`,
      'Something there turns this runner away, such as fail2ban, a firewall, AllowUsers or MaxStartups; the log of sshd says which.',
    )
  }
  if (exitCode === 255) {
    return fail(
      'unreachable',
      `no connection: ${said}`,
      'See that ssh-host and ssh-port can be reached from this runner.',
    )
  }
  if (exitCode === 127) {
    return fail(
      'refused',
      `there is no bash for this user: ${said}`,
      'Install bash on the server; the steps run in it.',
    )
  }
  return fail(
    'refused',
    `the server ended the session with exit code ${exitCode}: ${said}`,
    'The user must be allowed to run commands: no forced command and no login shell that refuses.',
  )
}

function lastLine(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.at(-1) ?? 'it said nothing'
}
