import type { RolloutPoll } from '../../src/health/rollout.ts'
import {
  beginRollout,
  findDeployBegin,
  findLastBegin,
  followRollout,
} from '../../src/health/rollout-progress.ts'
import { healthPolicy } from '../support/policy.ts'
import { complete, inProgress } from '../support/scripted-watch.ts'

const NOW_MS = 1_000_000
const HOUR_MS = 3_600_000

function follow(...polls: readonly (readonly (number | undefined)[])[]) {
  return polls.reduce((progress, begins, index) => {
    const services = begins.map((begunAtMs, at) => ({
      service: `service ${at}`,
      state: index === 0 ? inProgress() : complete(),
      begunAtMs,
    }))
    const poll: RolloutPoll = { atMs: NOW_MS + index * 10_000, services, news: [] }
    return followRollout(progress, poll, healthPolicy())
  }, beginRollout(NOW_MS))
}

it.each([
  ['with the deployment, which may be before the watch', [[NOW_MS - 120_000]], NOW_MS - 120_000],
  ['with the first of several', [[NOW_MS - 5_000, NOW_MS - 90_000]], NOW_MS - 90_000],
  [
    'not with what no job of today can have deployed',
    [[NOW_MS - 30 * HOUR_MS, NOW_MS - 90_000]],
    NOW_MS - 90_000,
  ],
  ['with what began less than six hours ago', [[NOW_MS - 6 * HOUR_MS + 1]], NOW_MS - 6 * HOUR_MS + 1],
  ['nobody knows when, if it began six hours ago', [[NOW_MS - 6 * HOUR_MS]], undefined],
  ['nobody knows when, if all is older', [[NOW_MS - 30 * HOUR_MS]], undefined],
  ['nobody knows when, if the platform does not say', [[undefined]], undefined],
  [
    'as it was first seen, although a second one of the same deploy came later',
    [[NOW_MS - 9_000], [NOW_MS]],
    NOW_MS - 9_000,
  ],
] as const)('the deployment began %s', (_, polls, begunAtMs) => {
  expect(findDeployBegin(follow(...polls))).toBe(begunAtMs)
})

it('the last one says whether anything new is watched', () => {
  expect(findLastBegin(follow([NOW_MS - 30 * HOUR_MS, NOW_MS - 90_000]))).toBe(NOW_MS - 90_000)
  expect(findLastBegin(follow([undefined]))).toBeUndefined()
})
