// Ends a run at each of its requests and programs, in each way, and runs it again. All of it takes hours on two cores.
//   npm run kill                                          all
//   npm run kill -- 'git push: SIGKILL after 12'          one strike
//   npm run kill -- -t workflow                           what else Jest takes
import { spawnSync } from 'node:child_process'

const TESTS = ['__tests__/kill', '__tests__/targets/ssh/recovery']
const JEST = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js']

const given = process.argv.slice(2)
const strike = given.find((text) => /: (?:SIGTERM|SIGKILL|cut) (?:before|after) /.test(text))
const env = { ...process.env, SAFE_LANDING_KILL: strike ?? 'all' }
const tests = strike === undefined ? TESTS : TESTS.slice(0, 1)
const args = [...JEST, ...tests, ...given.filter((text) => text !== strike)]
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env })
process.exitCode = status ?? 1
