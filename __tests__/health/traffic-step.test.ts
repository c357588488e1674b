import type { Observation } from '../../src/health/observation.ts'
import { describeStep, followStep, hasPassedStep, type StepProgress } from '../../src/health/traffic-step.ts'

const POLICY = { successThreshold: 2, bakeTimeMs: 30_000 }
const STEP_MS = 10_000

/** `+2` passes as version 2, `-1` fails as version 1, `+` names no version; one every ten seconds. */
function follow(answers: string, expectedVersion: string | undefined): StepProgress {
  let progress: StepProgress = new Map()
  for (const [index, [sign, version]] of answers.split(' ').entries()) {
    const atMs = index * STEP_MS
    const results: Record<string, Observation['result']> = {
      '+': 'pass',
      '-': 'fail',
      s: 'stale',
      '?': 'error',
    }
    const answer = { url: 'https://web.test/', status: 200, ...(version && { version }) }
    const times = { check: 'web', startedAtMs: atMs, endedAtMs: atMs }
    progress = followStep(
      progress,
      { ...times, result: results[sign ?? ''] ?? 'nodata', answer },
      expectedVersion,
    )
  }
  return progress
}

const CASES = [
  { name: 'passes of the new version over the whole bake time', answers: '+2 +2 +2 +2', passes: true },
  { name: 'passes that are too short', answers: '+2 +2 +2', passes: false },
  { name: 'the old version between them', answers: '+2 s1 s1 +2', passes: true },
  { name: 'the old version alone', answers: 's1 s1 s1 s1 s1', passes: false },
  { name: 'a failure of the old version', answers: '+2 -1 -1 +2', passes: true },
  { name: 'a failure of the new version', answers: '+2 +2 -2 +2 +2', passes: false },
  { name: 'a failure that names no version', answers: '+2 +2 - +2 +2', passes: false },
  { name: 'what could not be asked', answers: '+2 ? ? +2', passes: true },
  { name: 'too few passes', answers: '+2 s1 s1 s1 s1', passes: false },
  { name: 'a check that reads no version', answers: '+ + + +', passes: true },
  { name: 'no version expected, all good', answers: '+1 +2 +1 +2', expected: undefined, passes: true },
  { name: 'no version expected, one failure', answers: '+1 +2 -2 +1 +2', expected: undefined, passes: false },
]

test.each(CASES)('$name', (given) => {
  const expected = 'expected' in given ? given.expected : '2'
  expect(hasPassedStep(follow(given.answers, expected), POLICY, ['web'])).toBe(given.passes)
})

test('every required check has to pass, and without one nothing is shown', () => {
  const progress = follow('+2 +2 +2 +2', '2')
  expect(hasPassedStep(progress, POLICY, ['web', 'api'])).toBe(false)
  expect(hasPassedStep(progress, POLICY, [])).toBe(false)
  expect(describeStep(progress, ['web', 'api'])).toBe(
    'web passed 4 times in a row for the new version, api passed 0 times in a row for the new version',
  )
})
