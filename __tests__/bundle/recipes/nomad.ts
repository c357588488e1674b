// https://developer.hashicorp.com/nomad/commands/job/history and /revert

import { deploy, fail, platform, print, read } from './program.ts'

const { words, flags } = read({ '-json': 'switch', '-detach': 'switch', '-verbose': 'switch' }, (flag) =>
  fail(`flag provided but not defined: ${flag}`),
)
const [group, command, job, version = ''] = words
if (group !== 'job') fail(`nomad has no command ${group}`)
if (job !== 'web') fail(`No job(s) with prefix or ID "${job}" found`)

if (command === 'history' && flags.has('-json')) {
  print(
    platform.deployments
      .map((name, index) => ({
        ID: 'web',
        Version: index,
        Stable: !name.startsWith('broken'),
        SubmitTime: 1_700_000_000_000_000_000 + index,
        TaskGroups: [
          { Name: 'web', Tasks: [{ Name: 'server', Config: { image: `registry.example.com/web:${name}` } }] },
        ],
      }))
      .toReversed(),
  )
} else if (command === 'revert') {
  const name = /^\d+$/.test(version) ? platform.deployments[Number(version)] : undefined
  if (name === undefined)
    fail(`Error submitting job: Unexpected response code: 404 (job version not found: ${version})`)
  if (Number(version) === platform.deployments.length - 1)
    fail(`Error: can't revert to current version: ${version}`)
  deploy(name)
  print('==> Monitoring evaluation "faff5c30"\n    Evaluation "faff5c30" finished with status "complete"\n')
} else fail(`usage: nomad job ${command}`)
