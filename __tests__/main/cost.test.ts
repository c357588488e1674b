import { costOf } from '../../src/main/health-policy.ts'
import { parseInputs } from '../../src/main/parse-inputs.ts'
import { given, MINIMAL } from '../inputs/given.ts'

const MINUTE_MS = 60_000

const cost = (inputs: Readonly<Record<string, string>>) => {
  const settings = { 'start-period': '1m', 'bake-time': '5m', timeout: '10s', interval: '5s', ...inputs }
  return costOf(parseInputs(given({ ...MINIMAL.webhook, ...settings })))
}

it('at its shortest is the passes that end the start, and the bake', () => {
  expect(cost({}).shortestMs).toBe(2 * 5_000 + 5 * MINUTE_MS)
})

it('at its longest has a rollout, a rollback, a start and a bake of each, with probes that run into their timeout', () => {
  const start = MINUTE_MS + 6 * 10_000
  const bakes = 5 * MINUTE_MS + 30_000
  expect(cost({}).longestMs).toBe(30 * MINUTE_MS + 2 * start + bakes + 2 * 6 * 5_000)
})

it('at its longest continues after the bake time for as long as the longest window of a trigger', () => {
  const window = cost({ 'rollback-when': 'failure rate > 5% over 4m' })
  // After the rollback as well, since this line counts probes.
  expect(window.longestMs - cost({}).longestMs).toBe(2 * (4 * MINUTE_MS - 6 * 5_000))
})
