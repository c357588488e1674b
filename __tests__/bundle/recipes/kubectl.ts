// https://kubernetes.io/docs/reference/kubectl/generated/kubectl_rollout/kubectl_rollout_undo/

import { deploy, fail, live, platform, print, read, versions } from './program.ts'

const { words, flags } = read(
  {
    '--to-revision': 'value',
    '--timeout': 'value',
    '--output': 'value',
    '--selector': 'value',
    '--sort-by': 'value',
  },
  (flag) => fail(`error: unknown flag: ${flag}`),
)
const image = (version: string) => `registry.example.com/web:${version}`
/** A version that is deployed again takes its ReplicaSet, and the number of the new revision. */
const revisionOf = (version: string) => platform.deployments.lastIndexOf(version) + 1
const revision = Number(flags.get('--to-revision') ?? 0)

switch (words.join(' ')) {
  case 'get deployment/web':
    if (flags.get('--output') !== 'json') fail('error: the recipe asks otherwise')
    print({ metadata: { annotations: { 'deployment.kubernetes.io/revision': String(revisionOf(live)) } } })
    break
  case 'get replicasets':
    if (flags.get('--selector') !== 'app=web' || flags.get('--output') !== 'json')
      fail('error: the recipe asks otherwise')
    print({
      apiVersion: 'v1',
      kind: 'List',
      items: versions.map((version) => ({
        metadata: { annotations: { 'deployment.kubernetes.io/revision': String(revisionOf(version)) } },
        spec: { template: { spec: { containers: [{ name: 'web', image: image(version) }] } } },
      })),
    })
    break
  case 'rollout undo deployment/web': {
    const version = versions.find((one) => revisionOf(one) === revision)
    if (version === undefined) fail(`error: unable to find specified revision ${revision} in history`)
    deploy(version)
    print('deployment.apps/web rolled back\n')
    break
  }
  case 'rollout status deployment/web':
    print('deployment "web" successfully rolled out\n')
    break
  default:
    fail(`error: unknown command "${words.join(' ')}" for "kubectl"`)
}
