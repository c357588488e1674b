// https://github.com/kayac/ecspresso: `rollback` goes to the newest ACTIVE revision before the one that runs

import { deploy, fail, live, read, versions } from './program.ts'

const { words, flags } = read(
  { '--config': 'value', '--wait-until': 'value', '--no-deregister-task-definition': 'switch' },
  (flag) => fail(`ecspresso: error: unknown flag ${flag}`, 80),
)
if (words.join(' ') !== 'rollback') fail(`ecspresso: error: unexpected argument ${words.join(' ')}`, 80)
if (flags.get('--config') !== 'ecspresso.yml') fail('[ERROR] FAILED. failed to load config file', 1)
const before = versions[versions.indexOf(live) - 1]
if (before === undefined)
  fail('[ERROR] FAILED. failed to find a rollback target: rollback target is not found', 1)
deploy(before)
