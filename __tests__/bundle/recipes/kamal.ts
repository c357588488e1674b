// https://kamal-deploy.org/docs/commands/rollback/ and lib/kamal/cli/main.rb, which ends with 0 without a container

import { deploy, fail, live, platform, print, read, versions } from './program.ts'

const { words } = read({ '--quiet': 'switch', '--primary': 'switch', '-q': 'switch' }, (flag) =>
  fail(`ERROR: "kamal ${process.argv.slice(2, 4).join(' ')}" was called with arguments ["${flag}"]`),
)
const kept = versions.filter((version) => !platform.gone?.includes(version))
const [command, subject = ''] = words

if (words.join(' ') === 'app version') print(`App Host: 192.168.0.1\n${live}\n\n`)
else if (words.join(' ') === 'app containers') {
  const rows = kept.toReversed().map((version, index) => {
    const status = version === live ? 'Up 19 minutes' : 'Exited (1) 27 minutes ago'
    return `1d3c91ed1f5${index}   registry.example.com:5000/shop/web:${version}   "/rails/bin/docker-e..."   ${index} minutes ago   ${status}   3000/tcp   shop-web-${version}`
  })
  const head = 'CONTAINER ID   IMAGE   COMMAND   CREATED   STATUS   PORTS   NAMES'
  print(`App Host: 192.168.0.1\n${[head, ...rows].join('\n')}\n\n`)
} else if (command === 'rollback') {
  if (kept.includes(subject)) deploy(subject)
  else
    print(
      `  The app version '${subject}' is not available as a container (use 'kamal app containers' for available versions)\n`,
    )
  print('  Finished all in 1.2 seconds\n')
} else fail(`Could not find command "${words.join(' ')}".`)
