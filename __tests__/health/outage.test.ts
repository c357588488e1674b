import { NONE, type Observation, type ProbeClass } from '../../src/health/observation.ts'
import { followOutage, judgeOutage } from '../../src/health/outage.ts'
import { healthPolicy } from '../support/policy.ts'
import { observation } from '../support/scripted-probe.ts'

type Answer = Omit<NonNullable<Observation['answer']>, 'url'>

/** Ten minutes of the same, while the rollout runs. */
function judge(answers: readonly (Answer | undefined)[], result: ProbeClass = 'fail') {
  const seen = Array.from({ length: 120 }, (_, index): Observation => {
    const answer = answers[index % answers.length]
    return {
      ...observation(result, { startedAtMs: index * 5_000, latencyMs: 100 }),
      answer: { url: 'https://api.example.com/health', ...answer },
    }
  })
  const failures = seen.reduce(followOutage, NONE)
  return judgeOutage(healthPolicy(), [['api', failures]])?.kind
}

const NOTHING = undefined
const DOWN: Answer = { status: 503, bodyHead: 'no server is available' }
const GATEWAY: Answer = { status: 502, bodyHead: '' }
const BROKEN_OFF: Answer = { status: 200 }
const UNKNOWN_PATH: Answer = { status: 404, bodyHead: 'not found' }
const WITHOUT_NEW_FIELDS: Answer = { status: 200, bodyHead: '{"status":"ok"}' }

test.each<[string, readonly (Answer | undefined)[], 'unhealthy' | undefined]>([
  ['nothing answers', [NOTHING], 'unhealthy'],
  ['the servers are at fault', [DOWN, GATEWAY], 'unhealthy'],
  ['an answer that breaks off is none', [BROKEN_OFF], 'unhealthy'],
  ['old tasks do not know the path that the new version brings', [UNKNOWN_PATH], undefined],
  ['old tasks do not tell what the new version tells', [WITHOUT_NEW_FIELDS], undefined],
  ['old tasks answer now and then', [DOWN, DOWN, DOWN, WITHOUT_NEW_FIELDS], undefined],
])('while the rollout runs: %s', (_, answers, verdict) => {
  expect(judge(answers)).toBe(verdict)
})
