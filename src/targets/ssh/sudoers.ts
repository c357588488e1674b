import type { SshConfig } from './ssh-config.ts'

/** The least rights of a user that is not root; the second line only where the files belong to somebody else. */
export function sudoersLines({ user, service }: Pick<SshConfig, 'user' | 'service'>): string[] {
  const allow = (commands: readonly string[]) => `${user} ALL=(root) NOPASSWD: ${commands.join(', ')}`
  const unit = (verb: string) => `/usr/bin/systemctl ${verb} -- ${service}`
  return [
    ...(service === undefined ? [] : [allow([unit('stop'), unit('start')])]),
    allow(['mkdir', 'mv', 'rm', 'tar', 'du'].map((name) => `/usr/bin/${name}`)),
  ]
}
