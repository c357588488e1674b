import type { Secret } from '../../core/secret.ts'

export interface SshConfig {
  readonly kind: 'ssh'
  readonly host: string
  readonly port: number
  readonly user: string
  /** A private key in PEM or OpenSSH form. Absent: the agent's or the client's own. */
  readonly key?: Secret
  /** Lines of a known_hosts file; at least one. */
  readonly knownHosts: readonly string[]
  /** The folder that is deployed into. Absolute, without a slash at its end. */
  readonly path: string
  /** `backup`: restore a copy of the folder. `git`: the folder is a git checkout, which is reset. */
  readonly method: 'backup' | 'git'
  /** A glob on the server, absolute. */
  readonly backups: string
  /** Folders below `path` that hold data and stay as they are. Relative to it. */
  readonly exclude: readonly string[]
  /** The only paths that are put back, relative to `path`; none: the whole folder. */
  readonly only: readonly string[]
  /** The systemd units to start, in this order, and to stop in reverse order. */
  readonly services: readonly string[]
  /** An address that is asked on the server itself after the start. Absent: none. */
  readonly healthUrl?: Secret
  /** Older ones are removed after a verified recovery; at least 1. Absent: nothing is removed. */
  readonly keepBackups?: number
}
