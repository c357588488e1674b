import { PlatformError } from '../../core/platform-error.ts'
import { truncate } from '../../core/truncate.ts'
import type { SshConfig } from './ssh-config.ts'

export interface FailedConnection {
  readonly exitCode: number
  /** What the client complained about. Untrusted. */
  readonly stderr: string
}

interface Diagnosis {
  readonly code: PlatformError['code']
  readonly what: string
  readonly hint: string
}

/** What the words of a diagnosis name. */
interface Names {
  readonly user: string
  readonly key: SshConfig['key'] | undefined
  /** The command that prints the server's host keys. */
  readonly scan: string
  /** The last line of what the client said, without secrets. */
  readonly said: string
  readonly exitCode: number
}

/** By what the client says; the first one that fits holds. */
const COMPLAINTS: readonly { readonly says: RegExp; readonly diagnose: (names: Names) => Diagnosis }[] = [
  {
    says: /REMOTE HOST IDENTIFICATION HAS CHANGED|host key for .* has changed/i,
    diagnose: ({ scan }) => ({
      code: 'refused',
      what: 'the server shows another host key than the one in ssh-known-hosts',
      hint: `Somebody may listen in between, or the server was set up anew: compare its key with what \`${scan}\` prints from a network that you trust before you change ssh-known-hosts.`,
    }),
  },
  {
    says: /host key verification failed|no .* host key is known/i,
    diagnose: ({ scan }) => ({
      code: 'refused',
      what: 'the host key of the server is not in ssh-known-hosts',
      hint: `Add the lines that \`${scan}\` prints, once you have compared them with the server's own /etc/ssh/ssh_host_*_key.pub.`,
    }),
  },
  {
    says: /error in libcrypto|invalid format|incorrect passphrase|load key/i,
    diagnose: () => ({
      code: 'access-denied',
      what: 'ssh-key cannot be read by OpenSSH',
      hint: 'Store the whole private key, with its first and last line, and without a passphrase.',
    }),
  },
  {
    says: /unable to negotiate with|no matching .* found/i,
    diagnose: ({ said }) => ({
      code: 'refused',
      what: `the server and the client of this runner know no common algorithm: ${said}`,
      hint: "Update the server's OpenSSH; the one of this runner takes none of the old algorithms that the server offers.",
    }),
  },
  {
    says: /no mutual signature/i,
    diagnose: () => ({
      code: 'access-denied',
      what: 'the server is too old for the kind of key in ssh-key',
      hint: "Use a key that `ssh-keygen -t ed25519` makes, or update the server's OpenSSH.",
    }),
  },
  {
    says: /permission denied|too many authentication failures/i,
    diagnose: ({ user, key, said }) => ({
      code: 'access-denied',
      what: `the server refused the key: ${said}`,
      hint:
        key === undefined
          ? 'No ssh-key is given, and the agent has no key that fits.'
          : `Add the public key of ssh-key to ~${user}/.ssh/authorized_keys on the server.`,
    }),
  },
  {
    says: /kex_exchange_identification|banner exchange|connection (?:closed|reset) by/i,
    diagnose: ({ said }) => ({
      code: 'unreachable',
      what: `the server ended the connection before it asked for a key: ${said}`,
      hint: 'Something there turns this runner away, such as fail2ban, a firewall, AllowUsers or MaxStartups; the log of sshd says which.',
    }),
  },
]

/** What an ended connection means that never came to speak with us. */
export function describeConnection(
  { exitCode, stderr }: FailedConnection,
  { host, port, user, key }: SshConfig,
  redact: (text: string) => string,
): PlatformError {
  const said = redact(truncate(lastLine(stderr)))
  const scan = `ssh-keyscan ${port === 22 ? '' : `-p ${port} `}${host}`
  const names: Names = { user, key, scan, said, exitCode }
  const complaint = COMPLAINTS.find(({ says }) => says.test(stderr))
  const { code, what, hint } = complaint?.diagnose(names) ?? diagnoseExit(names)
  const where = `${user}@${host}${port === 22 ? '' : `:${port}`}`
  return new PlatformError(code, `${where}: ${what}`, { hint })
}

function diagnoseExit({ exitCode, said }: Names): Diagnosis {
  switch (exitCode) {
    case 255:
      return {
        code: 'unreachable',
        what: `no connection: ${said}`,
        hint: 'See that ssh-host and ssh-port can be reached from this runner.',
      }
    case 127:
      return {
        code: 'refused',
        what: `there is no bash for this user: ${said}`,
        hint: 'Install bash on the server; the steps run in it.',
      }
    default:
      return {
        code: 'refused',
        what: `the server ended the session with exit code ${exitCode}: ${said}`,
        hint: 'The user must be allowed to run commands: no forced command and no login shell that refuses.',
      }
  }
}

function lastLine(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.at(-1) ?? 'it said nothing'
}
