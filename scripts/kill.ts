// Ends a run at each of its requests, in each way, and runs it again: `npm run kill`. Takes an hour on two cores.
import { spawnSync } from 'node:child_process'

const JEST = [
  '--experimental-vm-modules',
  '--no-warnings',
  'node_modules/jest/bin/jest.js',
  '__tests__/kill',
  'ssh/recovery',
]
const env = { ...process.env, SAFE_LANDING_KILL: 'all' }
const { status } = spawnSync(process.execPath, [...JEST, ...process.argv.slice(2)], { stdio: 'inherit', env })
process.exitCode = status ?? 1
