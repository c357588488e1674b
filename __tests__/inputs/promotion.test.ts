import { parseInputs } from '../../src/main/parse-inputs.ts'
import { given, MINIMAL, refusal } from './given.ts'

const TEST_CHECK = '- name: test\n  url: https://api.example.com:8443/health\n  stage: test'

test('a promotion has checks of the test listener, which are no checks of production', () => {
  const { promotion, health } = parseInputs(given({ ...MINIMAL.ecs, promote: 'true', checks: TEST_CHECK }))
  expect(promotion).toEqual({ bakeTimeMs: 30_000 })
  expect(health.checks).toEqual([])
  expect(health.testChecks.map(({ name }) => name)).toEqual(['test'])
})

test('without a promotion there is none', () => {
  const { promotion, health } = parseInputs(given(MINIMAL.ecs))
  expect([promotion, health.testChecks]).toEqual([undefined, []])
})

const WRONG: readonly { name: string; inputs: Record<string, string>; input: string; expected: RegExp }[] = [
  {
    name: 'a promotion without a test check',
    inputs: { promote: 'true' },
    input: 'promote',
    expected: /a required check with stage: test/,
  },
  {
    name: 'a promotion whose only test check decides nothing',
    inputs: { promote: 'true', checks: `${TEST_CHECK}\n  required: false` },
    input: 'promote',
    expected: /a required check with stage: test/,
  },
  {
    name: 'a test check without a promotion',
    inputs: { checks: TEST_CHECK },
    input: 'checks',
    expected: /only with promote: true/,
  },
  {
    name: 'a test check without an address',
    inputs: { promote: 'true', checks: '- name: test\n  stage: test' },
    input: 'checks',
    expected: /http/,
  },
  {
    name: 'a stage that is none',
    inputs: { promote: 'true', checks: TEST_CHECK.replace('stage: test', 'stage: tset') },
    input: 'checks',
    expected: /test/,
  },
  {
    name: 'a bake time of a promotion that is none',
    inputs: { 'promote-bake-time': '1m' },
    input: 'promote-bake-time',
    expected: /only with promote: true/,
  },
  {
    name: 'stages of a promotion that is none',
    inputs: { 'promote-at': 'POST_TEST_TRAFFIC_SHIFT' },
    input: 'promote-at',
    expected: /only with promote: true/,
  },
  {
    name: 'a stage at which the new version has no traffic',
    inputs: { promote: 'true', checks: TEST_CHECK, 'promote-at': 'POST_SCALE_UP' },
    input: 'promote-at',
    expected: /POST_TEST_TRAFFIC_SHIFT/,
  },
  {
    name: 'a stage at which AWS takes no PAUSE hook',
    inputs: { promote: 'true', checks: TEST_CHECK, 'promote-at': 'TEST_TRAFFIC_SHIFT' },
    input: 'promote-at',
    expected: /POST_TEST_TRAFFIC_SHIFT/,
  },
  {
    name: 'a promotion by a requested rollback',
    inputs: { mode: 'rollback', promote: 'true', checks: TEST_CHECK },
    input: 'promote',
    expected: /only with mode: guard, validate or capture/,
  },
]

test.each(WRONG)('$name is refused', ({ inputs, input, expected }) => {
  const { problems } = refusal({ ...MINIMAL.ecs, ...inputs })
  expect(problems).toContainEqual(
    expect.objectContaining({ input, expected: expect.stringMatching(expected) }),
  )
})

test('another target has no pause to promote at', () => {
  const { problems } = refusal({ ...MINIMAL.none, promote: 'true', checks: TEST_CHECK })
  expect(problems).toContainEqual(
    expect.objectContaining({ input: 'promote', expected: 'only with target: ecs' }),
  )
})
