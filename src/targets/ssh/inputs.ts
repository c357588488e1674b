import { all, andThen, type Checked, each, valid } from '../../inputs/checked.ts'
import type { Fields } from '../../inputs/fields.ts'
import type { InputProblem } from '../../inputs/input-error.ts'
import { hide } from '../../inputs/input-rules.ts'
import { addressSecrets, keySecrets } from '../../inputs/secret-texts.ts'
import { secretAddress, showAddress } from '../../inputs/values/address.ts'
import { choice } from '../../inputs/values/choice.ts'
import { integer } from '../../inputs/values/integer.ts'
import { lines } from '../../inputs/values/lines.ts'
import { partPaths } from '../../inputs/values/part-paths.ts'
import { defineTarget } from '../target.ts'
import { privateKey } from './key.ts'
import { knownHosts } from './known-hosts.ts'
import { readFolderState } from './model/folder-state.ts'
import type { SshConfig } from './ssh-config.ts'
import {
  backupGlob,
  backupName,
  dataFolder,
  deployedFolder,
  hostName,
  unitName,
  userName,
} from './ssh-names.ts'
import { sudoersLines } from './sudoers.ts'

export const ssh = defineTarget<'ssh', SshConfig>({
  kind: 'ssh',
  aliases: ['server', 'vm', 'ec2', 'systemd'],
  inputs: {
    'ssh-host': {},
    'ssh-port': {},
    'ssh-user': {},
    'ssh-key': { show: hide, secrets: keySecrets },
    // Not secret, but it may be mistaken for the key.
    'ssh-known-hosts': { show: hide },
    'ssh-path': {},
    'ssh-method': {},
    'ssh-backups': {},
    'ssh-exclude': {},
    'ssh-only': {},
    'ssh-service': {},
    'ssh-health-url': { show: showAddress, secrets: addressSecrets },
    'ssh-keep-backups': {},
  },
  revision: backupName,
  hasOwnSignals: false,
  hasRuns: false,
  logs: (fields) => (fields.text('ssh-service') === '' ? undefined : 'of a unit'),
  passesEnvironment: false,
  keepsRecordUnplanned: false,
  parse(fields) {
    const config = all<Omit<SshConfig, 'backups'> & { readonly backups?: string }, InputProblem>({
      kind: valid('ssh'),
      host: fields.take('ssh-host', hostName),
      port: fields.take('ssh-port', integer(1, 65_535)),
      user: fields.take('ssh-user', userName),
      key: fields.takeOptional('ssh-key', privateKey),
      knownHosts: fields.take('ssh-known-hosts', knownHosts),
      path: fields.take('ssh-path', deployedFolder),
      method: parseMethod(fields),
      backups: fields.takeOptional('ssh-backups', backupGlob),
      exclude: fields.takeList('ssh-exclude', lines(dataFolder, String)),
      only: parseOnly(fields),
      services: fields.takeList('ssh-service', lines(unitName, fullUnitName)),
      healthUrl: fields.takeOptional('ssh-health-url', secretAddress),
      keepBackups: fields.takeOptional('ssh-keep-backups', integer(1, 1_000)),
    })
    return andThen(config, ({ backups, ...rest }) =>
      valid<SshConfig>({ ...rest, backups: backups ?? `${rest.path}-backup-*` }),
    )
  },
  whoMay: ({ host, user, services }) => [
    `Whoever has a key for \`${user}@${host}\`; the key of the job is among its secrets.`,
    ...sudoersLines({ user, services }).map((line) => `In a file of /etc/sudoers.d: \`${line}\``),
  ],
  place: ({ host, path }) => `ssh ${host} ${path}`,
  location: ({ host, path }) => [{ name: 'host', value: host }, { value: path }],
  subject: ({ host, port, path, only }) => [
    `${host}:${port}`,
    path,
    only.length === 0 ? undefined : `only ${only.toSorted().join(', ')}`,
  ],
  isDeployAhead: () => true,
  isDeployedSinceStart: () => false,
  isReadableEarly: () => true,
  isCapturedState: (state) => readFolderState(state) !== undefined,
  async open(own, config, deps) {
    return (await import('./open.ts')).openSsh(config, own, deps)
  },
})

function parseMethod(fields: Fields): Checked<SshConfig['method'], InputProblem> {
  return andThen(fields.take('ssh-method', choice(['backup', 'git'] as const)), (method) => {
    const unused = (['ssh-backups', 'ssh-exclude', 'ssh-only', 'ssh-keep-backups'] as const).filter((name) =>
      fields.isSet(name),
    )
    if (method === 'backup') return valid(method)
    const refused = unused.map((name) => fields.refuse(name, { expected: 'only with ssh-method: backup' }))
    return andThen(each<unknown, InputProblem>(refused), () => valid(method))
  })
}

/** systemd takes `app` for `app.service`. */
function fullUnitName(name: string): string {
  return /\.\w+$/.test(name) ? name : `${name}.service`
}

function parseOnly(fields: Fields): Checked<readonly string[], InputProblem> {
  if (!fields.isSet('ssh-only') || !fields.isSet('ssh-exclude'))
    return fields.take('ssh-only', partPaths('ssh-path'))
  const hint = 'With ssh-only everything else stays as it is, data too.'
  return fields.refuse('ssh-exclude', { expected: 'only without ssh-only', hint })
}
