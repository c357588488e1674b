import { all, valid } from '../../inputs/checked.ts'
import type { InputProblem } from '../../inputs/input-error.ts'
import { oneLine, script } from '../../inputs/values/text.ts'
import { shortDigest } from '../short-digest.ts'
import { defineTarget } from '../target.ts'
import type { CommandConfig } from './command-config.ts'

export const command = defineTarget<'command', CommandConfig>({
  kind: 'command',
  aliases: ['kubernetes', 'k8s', 'kubectl', 'helm', 'script', 'shell', 'run'],
  inputs: { command: {}, 'plan-command': {} },
  revision: oneLine('the name of a version on one line'),
  hasOwnSignals: false,
  hasRuns: false,
  passesEnvironment: true,
  keepsRecordUnplanned: false,
  parse(fields) {
    return all<CommandConfig, InputProblem>({
      kind: valid('command'),
      command: fields.take('command', script('a bash script that rolls back')),
      planCommand: fields.takeOptional(
        'plan-command',
        script('a bash script that prints what a rollback would do'),
      ),
    })
  },
  place: () => 'command',
  whoMay: () => ['Whoever may run the command, with the environment and the secrets of the step.'],
  // A plan-command only reads, and the step before the deploy may do without it or have another.
  subject: ({ command }, { config: { environment } }) => [
    shortDigest(command),
    environment && `environment ${environment}`,
  ],
  isDeployAhead: () => true,
  isDeployedSinceStart: () => false,
  // What a script that it calls reads cannot be seen from here.
  staysBack: ({ command, planCommand = '' }) =>
    /SAFE_LANDING_TO\b/.test(command + planCommand)
      ? undefined
      : 'neither command nor plan-command names SAFE_LANDING_TO, so that nothing shows that it puts forward the version that it gets',
  async open(own, config, deps) {
    return (await import('./open.ts')).openCommand(config, own, deps)
  },
})
