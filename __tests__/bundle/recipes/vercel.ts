// https://vercel.com/docs/cli/list, /inspect and /rollback

import { createdAt, deploy, fail, live, print, read, versions } from './program.ts'

const { words, flags } = read(
  {
    '--environment': 'value',
    '--status': 'value',
    '--format': 'value',
    '--timeout': 'value',
    '--yes': 'switch',
    '--token': 'value',
  },
  (flag) => fail(`Error: unknown or unexpected option: ${flag}`),
)
const host = (version: string) => `shop-${version}.vercel.app`
const [command = '', subject = '', ...more] = words
if (more.length > 0) fail(`Error: unexpected argument ${more[0]}`)

switch (command) {
  case 'inspect':
    if (subject !== 'shop.example.com') fail(`Error: Can't find the deployment "${subject}"`)
    process.stderr.write('Vercel CLI\nFetching deployment\n')
    print({
      id: `dpl_${live}`,
      name: 'shop',
      url: host(live),
      target: 'production',
      readyState: 'READY',
      createdAt: 1,
    })
    break
  case 'list':
    if (subject !== 'shop') fail(`Error: The provided argument "${subject}" is not a valid project name`)
    if (flags.get('--environment') !== 'production' || flags.get('--status') !== 'READY')
      fail('Error: previews are no targets')
    print({
      contextName: 'team',
      deployments: versions
        .map((version, index) => ({
          url: host(version),
          name: 'shop',
          state: 'READY',
          target: 'production',
          createdAt: createdAt(index),
        }))
        .toReversed(),
      pagination: { count: versions.length, next: null, prev: null },
    })
    break
  case 'rollback': {
    const version = versions.find((one) => host(one) === subject)
    if (version === undefined) fail(`Error: Can't find the deployment "${subject}"`)
    deploy(version)
    process.stderr.write(`Success! shop was rolled back to ${subject}\n`)
    break
  }
  default:
    fail(`Error: unknown command ${command}`)
}
