import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SshConfig } from './ssh-config.ts'

export interface PrivateFiles {
  readonly knownHosts: string
  /** Absent: the agent has the key. */
  readonly key?: string
}

/**
 * Gives `work` the key and the known hosts as files that only we can read, and removes them when it
 * ends, however it ends. (A runner that is killed empties RUNNER_TEMP before its next job.)
 */
export async function withPrivateFiles<T>(
  { key, knownHosts }: SshConfig,
  temporary: string,
  work: (files: PrivateFiles) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(temporary, 'safe-landing-ssh-'))
  try {
    await chmod(folder, 0o700)
    const files = { knownHosts: join(folder, 'known_hosts'), key: join(folder, 'key') }
    await writeFile(files.knownHosts, `${knownHosts.join('\n')}\n`, { mode: 0o600 })
    if (key === undefined) return await work({ knownHosts: files.knownHosts })
    const text = key.reveal().replace(/\r\n?/g, '\n').trimEnd()
    await writeFile(files.key, `${text}\n`, { mode: 0o600 })
    return await work(files)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
