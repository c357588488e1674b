// https://docs.aws.amazon.com/cli/latest/reference/lambda/ and /ecs/describe-services.html

import { deploy, fail, live, print, read, versions } from './program.ts'

const { words, flags } = read(
  {
    '--function-name': 'value',
    '--name': 'value',
    '--cluster': 'value',
    '--services': 'value',
    '--function-version': 'value',
    '--query': 'value',
    '--output': 'value',
  },
  (flag) => fail(`Unknown options: ${flag}`, 252),
)
if (words[0] === 'lambda' && flags.get('--function-name') !== 'web')
  fail('An error occurred (ResourceNotFoundException)', 254)
const number = (version: string) => String(versions.indexOf(version) + 1)

switch (words.join(' ')) {
  case 'lambda get-alias':
    if (flags.get('--name') !== 'live' || flags.get('--query') !== 'FunctionVersion')
      fail('An error occurred (ResourceNotFoundException): Cannot find alias arn', 254)
    print(`${number(live)}\n`)
    break
  case 'lambda list-versions-by-function':
    if (flags.get('--query') !== 'Versions[].Version') fail('the recipe asks otherwise', 252)
    print(['$LATEST', ...versions.map(number)])
    break
  case 'lambda update-alias': {
    const version = versions.find((one) => number(one) === flags.get('--function-version'))
    if (version === undefined) fail('An error occurred (ResourceNotFoundException): Function not found', 254)
    deploy(version)
    print({ Name: 'live', FunctionVersion: number(version) })
    break
  }
  case 'ecs describe-services':
    if (flags.get('--query') !== 'services[0].taskDefinition') fail('the recipe asks otherwise', 252)
    print(`arn:aws:ecs:us-east-1:123456789012:task-definition/web:${number(live)}\n`)
    break
  default:
    fail(`aws: error: argument operation: Invalid choice: ${words.join(' ')}`, 252)
}
