import { all, andThen, type Checked, each, valid } from '../../inputs/checked.ts'
import type { SshConfig } from '../../inputs/config.ts'
import type { Fields } from '../../inputs/fields.ts'
import type { InputProblem } from '../../inputs/input-error.ts'
import { secretAddress } from '../../inputs/values/address.ts'
import { choice } from '../../inputs/values/choice.ts'
import { integer } from '../../inputs/values/integer.ts'
import { lines } from '../../inputs/values/lines.ts'
import type { TargetInputs } from '../target-inputs.ts'
import { privateKey } from './key.ts'
import { knownHosts } from './known-hosts.ts'
import {
  backupGlob,
  backupName,
  dataFolder,
  deployedFolder,
  hostName,
  unitName,
  userName,
} from './ssh-names.ts'

export const ssh: TargetInputs<SshConfig> = {
  revision: backupName,
  hasOwnSignals: false,
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
      service: fields.takeOptional('ssh-service', unitName),
      healthUrl: fields.takeOptional('ssh-health-url', secretAddress),
      keepBackups: fields.takeOptional('ssh-keep-backups', integer(1, 1_000)),
    })
    return andThen(config, ({ backups, ...rest }) =>
      valid<SshConfig>({ ...rest, backups: backups ?? `${rest.path}-backup-*` }),
    )
  },
}

function parseMethod(fields: Fields): Checked<SshConfig['method'], InputProblem> {
  return andThen(fields.take('ssh-method', choice(['backup', 'git'] as const)), (method) => {
    const unused = (['ssh-backups', 'ssh-exclude', 'ssh-keep-backups'] as const).filter((name) =>
      fields.isSet(name),
    )
    if (method === 'backup') return valid(method)
    const refused = unused.map((name) => fields.refuse(name, { expected: 'only with ssh-method: backup' }))
    return andThen(each<unknown, InputProblem>(refused), () => valid(method))
  })
}
