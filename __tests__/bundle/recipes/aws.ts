// https://docs.aws.amazon.com/cli/latest/reference/lambda/

import { deploy, fail, live, print, read, versions } from './program.ts'

const { words, flags } = read(
  {
    '--function-name': 'value',
    '--name': 'value',
    '--function-version': 'value',
    '--query': 'value',
    '--output': 'value',
  },
  (flag) => fail(`Unknown options: ${flag}`, 252),
)
if (flags.get('--function-name') !== 'web') fail('An error occurred (ResourceNotFoundException)', 254)
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
  default:
    fail(`aws: error: argument operation: Invalid choice: ${words.join(' ')}`, 252)
}
