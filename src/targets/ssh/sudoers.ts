import type { SshConfig } from './ssh-config.ts'

/** The least rights of a user that is not root; the second line only where the files belong to somebody else. */
export function sudoersLines({ user, services }: Pick<SshConfig, 'user' | 'services'>): string[] {
  const allow = (commands: readonly string[]) => `${user} ALL=(root) NOPASSWD: ${commands.join(', ')}`
  const units = services.flatMap((unit) =>
    ['stop', 'start'].map((verb) => `/usr/bin/systemctl ${verb} -- ${unit}`),
  )
  return [
    ...(units.length === 0 ? [] : [allow(units)]),
    allow(['mkdir', 'mv', 'rm', 'tar', 'du'].map((name) => `/usr/bin/${name}`)),
  ]
}
