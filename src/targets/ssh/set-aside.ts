import type { PlannedRestore } from './planned-restore.ts'
import type { SshConfig } from './ssh-config.ts'

/** Where what is replaced goes. A part never has the name of a whole folder, which could be taken for the deployed one. */
export function setAside({ path, only }: SshConfig, { timestamp }: PlannedRestore): string {
  return `${path}-${only.length === 0 ? 'failed' : 'replaced'}-${timestamp}`
}
