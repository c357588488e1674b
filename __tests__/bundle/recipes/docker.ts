// https://docs.docker.com/reference/cli/docker/compose/

import { deploy, fail, live, print, read, versions } from './program.ts'

const { words, flags } = read(
  { '--detach': 'switch', '--wait': 'switch', '--wait-timeout': 'value', '--format': 'value' },
  (flag) => fail(`unknown flag: ${flag}`, 125),
)

switch (words.join(' ')) {
  case 'compose images web':
    if (flags.get('--format') !== 'json') fail('the recipe asks otherwise')
    print([{ ID: 'sha256:1', ContainerName: 'shop-web-1', Repository: 'shop/web', Tag: live, Size: 1 }])
    break
  case 'compose up': {
    const version = versions.find((one) => one === process.env.IMAGE_TAG)
    if (version === undefined || !flags.has('--wait'))
      fail('Error response from daemon: manifest unknown', 18)
    deploy(version)
    break
  }
  default:
    fail(`unknown docker command: "${words.join(' ')}"`)
}
