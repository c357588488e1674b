import { deployBegunAtMs } from '../../src/main/deploy-ahead.ts'
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
