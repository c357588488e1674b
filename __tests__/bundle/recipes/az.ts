// https://learn.microsoft.com/cli/azure/containerapp

import { createdAt, deploy, fail, live, platform, print, read, versions } from './program.ts'

const { words, flags } = read(
  {
    '--name': 'value',
    '--resource-group': 'value',
    '--all': 'switch',
    '--revision': 'value',
    '--revision-weight': 'value',
    '--output': 'value',
  },
  (flag) => fail(`ERROR: unrecognized arguments: ${flag}`, 2),
)
if (flags.get('--name') !== 'web' || flags.get('--resource-group') !== 'shop')
  fail("ERROR: (ResourceNotFound) The Resource 'Microsoft.App/containerApps/web' was not found.", 3)

const versionOf = (revision = '') => {
  const version = versions.find((one) => revision === `web--${one}`)
  return version ?? fail(`ERROR: (RevisionNotFound) revision ${revision} could not be found`)
}

switch (words.join(' ')) {
  case 'containerapp revision list':
    print(
      versions
        // The platform gives them in no order that anybody promises.
        .map((version, index) => ({
          name: `web--${version}`,
          type: 'Microsoft.App/containerApps/revisions',
          properties: {
            active: version === live,
            createdTime: createdAt(index),
            healthState: 'Healthy',
            provisioningState: version.startsWith('broken') ? 'Failed' : 'Provisioned',
            trafficWeight: version === live ? 100 : 0,
          },
        }))
        .filter(({ properties }) => flags.has('--all') || properties.active)
        .toSorted((one, other) => one.name.localeCompare(other.name)),
    )
    break
  case 'containerapp revision activate':
    versionOf(flags.get('--revision'))
    if (platform.isFailing) fail('ERROR: (InternalServerError) try again later')
    print('"Activate succeeded"\n')
    break
  case 'containerapp ingress traffic set': {
    const [revision = '', weight] = (flags.get('--revision-weight') ?? '').split('=')
    if (weight !== '100') fail('ERROR: Traffic weights must sum to 100.')
    deploy(versionOf(revision))
    print([{ revisionName: revision, weight: 100 }])
    break
  }
  default:
    fail(`ERROR: '${words.join(' ')}' is misspelled or not recognized by the system.`, 2)
}
