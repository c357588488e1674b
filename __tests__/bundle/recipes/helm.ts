// https://helm.sh/docs/helm/helm_history/ and https://helm.sh/docs/helm/helm_rollback/

import { createdAt, deploy, fail, platform, print, read } from './program.ts'

const { words, flags } = read({ '--output': 'value', '--wait': 'switch', '--timeout': 'value' }, (flag) =>
  fail(`Error: unknown flag: ${flag}`),
)
const [command, release, revision = ''] = words
const { deployments } = platform
if (release !== 'web') fail('Error: release: not found')

if (command === 'history' && flags.get('--output') === 'json') {
  print(
    deployments.map((version, index) => ({
      revision: index + 1,
      updated: createdAt(index),
      status:
        index === deployments.length - 1
          ? 'deployed'
          : version.startsWith('broken')
            ? 'failed'
            : 'superseded',
      chart: 'web-0.1.0',
      app_version: version,
      description: 'Upgrade complete',
    })),
  )
} else if (command === 'rollback') {
  const version = deployments[Number(revision) - 1]
  if (version === undefined) fail(`Error: release has no ${revision} version`)
  deploy(version)
  print('Rollback was a success! Happy Helming!\n')
} else fail(`Error: unknown command "${command}" for "helm"`)
