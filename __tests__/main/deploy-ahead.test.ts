import { utimesSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deployBegunAtMs, findDeployedSince } from '../../src/main/deploy-ahead.ts'
import type { Capture } from '../../src/run/capture.ts'

const EPOCH_MS = Date.parse('2026-01-01T12:00:00Z')
const capture: Capture = { schemaVersion: 1, subject: 'none', takenAt: '2026-01-01T11:57:00Z' }

test.each<[string, Capture | undefined, number | undefined]>([
  ['after what a step recorded right before it', capture, -180_000],
  ['nobody knows when, without a capture', undefined, undefined],
  [
    'nobody knows when, from the start of a job that may have built and waited for long',
    { ...capture, isFromJobStart: true },
    undefined,
  ],
  ['nobody knows when, from a time that is none', { ...capture, takenAt: 'yesterday' }, undefined],
])('the deployment began %s', (_, given, begunAtMs) => {
  expect(deployBegunAtMs(given, EPOCH_MS)).toBe(begunAtMs)
})

describe('what may have been deployed by this workflow began after', () => {
  it('the capture before the deploy, which may be of another job', () => {
    expect(findDeployedSince(capture, {}, EPOCH_MS)).toBe(-180_000)
  })

  it('the start of the job, when the runner wrote its event', async () => {
    const event = join(await mkdtemp(join(tmpdir(), 'job-')), 'event.json')
    writeFileSync(event, '{}')
    utimesSync(event, EPOCH_MS / 1_000, EPOCH_MS / 1_000 - 600)
    expect(findDeployedSince(undefined, { GITHUB_EVENT_PATH: event }, EPOCH_MS)).toBe(-600_000)
  })

  it.each([{}, { GITHUB_EVENT_PATH: '' }, { GITHUB_EVENT_PATH: '/nowhere/event.json' }])(
    'the longest time of a job, where it is unknown: %j',
    (env) => {
      expect(findDeployedSince(undefined, env, EPOCH_MS)).toBe(-6 * 3_600_000)
    },
  )
})
