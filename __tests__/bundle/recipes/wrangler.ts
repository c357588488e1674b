// https://developers.cloudflare.com/workers/wrangler/commands/#deployments and #rollback

import { createdAt, deploy, fail, platform, print, read, versions } from './program.ts'

const { words, flags } = read(
  { '--name': 'value', '--json': 'switch', '--message': 'value', '--yes': 'switch' },
  (flag) => fail(`Unknown argument: ${flag.replace(/^-+/, '')}`),
)
if (flags.get('--name') !== 'web') fail('This Worker does not exist on your account. [code: 10007]')
const [command, subject = ''] = words

if (words.join(' ') === 'deployments list') {
  print(
    platform.deployments.map((version, index) => ({
      id: `deployment-${index}`,
      source: 'wrangler',
      strategy: 'percentage',
      author_email: 'dev@example.com',
      created_on: createdAt(index),
      versions: version.startsWith('split')
        ? [
            { version_id: version, percentage: 40 },
            { version_id: 'canary', percentage: 60 },
          ]
        : [{ version_id: version, percentage: 100 }],
    })),
  )
} else if (command === 'rollback') {
  if (!flags.has('--yes')) fail('it asks a question that nobody answers')
  if (!versions.includes(subject)) fail('The requested Worker version could not be found. [code: 10133]')
  deploy(subject)
  print(`SUCCESS  Worker Version ${subject} has been deployed to 100% of traffic.\n`)
} else fail(`Unknown arguments: ${words.join(', ')}`)
