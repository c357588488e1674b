// https://cloud.google.com/sdk/gcloud/reference/run

import { deploy, fail, live, print, read, versions } from './program.ts'

const { words, flags } = read(
  {
    '--format': 'value',
    '--service': 'value',
    '--sort-by': 'value',
    '--to-revisions': 'value',
    '--quiet': 'switch',
  },
  (flag) => fail(`ERROR: (gcloud.run) unrecognized arguments: ${flag}`, 2),
)
const name = (version: string) => `web-${version}`

switch (words.join(' ')) {
  case 'run services describe web':
    if (flags.get('--format') !== 'value(status.traffic[0].revisionName)')
      fail('the recipe asks otherwise', 2)
    print(`${name(live)}\n`)
    break
  case 'run revisions list':
    if (flags.get('--service') !== 'web' || flags.get('--sort-by') !== '~metadata.creationTimestamp')
      fail('the recipe asks otherwise', 2)
    print(`${versions.map(name).toReversed().join('\n')}\n`)
    break
  case 'run services update-traffic web': {
    const [revision, percent] = (flags.get('--to-revisions') ?? '').split('=')
    const version = versions.find((one) => name(one) === revision)
    if (percent !== '100' || !flags.has('--quiet')) fail('ERROR: (gcloud.run) the weights must sum to 100')
    if (version === undefined)
      fail(`ERROR: (gcloud.run.services.update-traffic) Revision '${revision}' is not found`)
    deploy(version)
    print('Traffic: 100%\n')
    break
  }
  default:
    fail(`ERROR: (gcloud) Invalid choice: '${words.join(' ')}'.`, 2)
}
