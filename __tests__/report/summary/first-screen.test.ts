import fc from 'fast-check'
import { PlatformError } from '../../../src/core/platform-error.ts'
import {
  renderBugSummary,
  renderExcusedSummary,
  renderInvalidSummary,
} from '../../../src/report/error-pages.ts'
import type { RunStory } from '../../../src/report/run-story.ts'
import { causeText, findCause } from '../../../src/report/summary/cause.ts'
import { FIRST_SCREEN_LENGTH } from '../../../src/report/summary/first-screen.ts'
import { renderOpening } from '../../../src/report/summary/opening.ts'
import { renderSummary } from '../../../src/report/summary/summary.ts'
import type { RunEvent } from '../../../src/run/event.ts'
import type { OpenGate } from '../../../src/run/gate.ts'
import { HOSTILE_PIECES, poison } from '../poison.ts'
import { contextOf, STORIES, tellRehearsal, tellStory } from '../stories.ts'

/** What a person wants to know at three in the morning, of each result that has an answer to it. */
const QUESTIONS = ['Safe now?', '**Where:**', '**Why:**', '**What to do next**\n\n- [ ] '] as const
const WITHOUT_WHY = ['healthy', 'validated', 'captured', 'rehearsed']
const WITHOUT_NEXT = WITHOUT_WHY

function questionsOf(result: string): readonly string[] {
  return QUESTIONS.filter(
    (question) =>
      !(question === '**Why:**' && WITHOUT_WHY.includes(result)) &&
      !(question.startsWith('**What') && WITHOUT_NEXT.includes(result)),
  )
}

const HOSTILE = fc
  .array(
    fc.constantFrom(
      ...HOSTILE_PIECES,
      'x'.repeat(300),
      '@#$'.repeat(60),
      '\u202e\u2066',
      'שלום עולם '.repeat(20),
    ),
    { maxLength: 6 },
  )
  .map((pieces) => pieces.join(''))

/** Every page that a run can end with, some of one result. */
const PAGES: Readonly<Record<string, () => Promise<RunStory>>> = {
  ...Object.fromEntries(STORIES.map((result) => [result, () => tellStory(result)])),
  'a rehearsal whose way forward failed': () => tellRehearsal({ forwardError: REFUSED }),
  'a rehearsal whose way back failed': () => tellRehearsal({}, { applyError: REFUSED }),
  'a rehearsal of a target that stays back': () => tellRehearsal({ staysBack: 'a person reverts a revert' }),
  'a promotion': async () => promoting(await tellStory('healthy'), []),
  'a promotion that waits for a person': async () =>
    promoting(await tellStory('awaiting-approval'), [WAITING, WAITING, WAITING]),
  'a version that is known to be bad': async () => {
    const story = await tellStory('guard-stopped')
    const reason = 'web:42 was rolled back from on 24 Nov, and not verified since'
    return {
      ...story,
      events: [],
      outcome: { result: 'guard-stopped', reason, isKnownBad: true, timings: {} },
    }
  },
  'a check with a plan': async () => {
    const story = await tellStory('validated')
    const { plan } = (await tellStory('rolled-back')).outcome
    return { ...story, outcome: { ...story.outcome, plan, reason: 'a rollback now would go to web:41' } }
  },
}

const REFUSED = new PlatformError('access-denied', 'ecs:UpdateService on web was denied', {
  hint: 'Allow ecs:UpdateService for the role of this job.',
})

const WAITING: OpenGate = {
  service: 'web',
  gate: { id: 'hook-1', stage: 'POST_TEST_TRAFFIC_SHIFT', otherwise: 'ECS rolls it back in 23h' },
  traffic: 'nothing',
}

function promoting(story: RunStory, gates: readonly OpenGate[]): RunStory {
  const isPromoted = gates.length === 0
  const promotion = {
    isPromoted,
    proceeded: ['web at TEST_TRAFFIC_SHIFT'],
    metNobody: true,
    testAnswers: 12,
    gates,
  }
  return { ...story, outcome: { ...story.outcome, promotion } }
}

describe('the first screen', () => {
  it.each(Object.entries(PAGES))(
    'of %s answers within its length, whatever comes from outside',
    async (_, tell) => {
      const story = await tell()
      const expectAnswers = (summary: string) => {
        const screen = summary.slice(0, FIRST_SCREEN_LENGTH)
        for (const question of questionsOf(story.outcome.result)) expect(screen).toContain(question)
      }
      expectAnswers(renderSummary(story))
      fc.assert(
        fc.property(HOSTILE, (hostile) => {
          expectAnswers(
            renderSummary(poison(story, (word) => (word.startsWith('https://') ? word : word + hostile))),
          )
        }),
        { numRuns: 20 },
      )
    },
  )

  it('of a run that did not begin, or stopped on a bug, answers too', () => {
    const { run } = contextOf('invalid')
    fc.assert(
      fc.property(HOSTILE, (hostile) => {
        const place = poison(run, (word) => (word.startsWith('https://') ? word : word + hostile))
        const problem = { input: 'url', actual: hostile, expected: hostile, mayBeUnset: true } as const
        const problems = [...'abcdefgh'].map((name) => ({ ...problem, input: `${name}${'-url'.repeat(9)}` }))
        const pages = [
          renderInvalidSummary(problems, place),
          renderExcusedSummary(problems.slice(0, 3), place),
          renderBugSummary(new Error(hostile), 'No rollback had been begun.', { run: place }),
        ]
        for (const page of pages)
          for (const question of QUESTIONS) expect(page.slice(0, FIRST_SCREEN_LENGTH)).toContain(question)
      }),
      { numRuns: 20 },
    )
  })

  it('of a run that was killed at once answers too', async () => {
    const story = { events: [], context: { ...contextOf('cancelled'), environment: 'production' } }
    const reason = 'the run ended while the new version was being watched; nothing was changed'
    const told = { ...story, outcome: { result: 'cancelled', reason, timings: {} } as const }
    expect(renderOpening(told)).toContain('service [web](')
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...HOSTILE_PIECES, 'x'.repeat(300)), { maxLength: 6 }),
        (pieces) => {
          const hostile = pieces.join('')
          const summary = renderOpening(
            poison(told, (word) => (word.startsWith('https://') ? word : word + hostile)),
          )
          for (const question of QUESTIONS) expect(summary.slice(0, FIRST_SCREEN_LENGTH)).toContain(question)
        },
      ),
      { numRuns: 20 },
    )
  })

  it('names the place, the environment, the commit with its author, the run and who started it', async () => {
    expect(renderSummary(await tellStory('rolled-back'))).toContain(
      '**Where:** service [web](https://us-east-1.console.aws.amazon.com/ecs/v2/clusters/prod/services/web/health?region=us-east-1), cluster `prod`, `us-east-1` · environment [production](https://github.com/octo/web/deployments/production) · commit [9ad31b7](https://github.com/octo/web/commit/9ad31b7c0ffee1234567890abcdefabcdefabcd0) “Take orders” by Mona Lisa · [run of deploy](https://github.com/octo/web/actions/runs/1234567890), started by [mona](https://github.com/mona)',
    )
  })

  it('names the addresses of the checks where the target has no place', () => {
    const story = { events: [], context: { ...contextOf('unhealthy'), where: [], target: 'none' } }
    const summary = renderSummary({ ...story, outcome: { result: 'unhealthy', reason: 'x', timings: {} } })
    expect(summary).toContain('**Where:** `api` · environment')
    expect(summary).toContain('**Safe now? No.**')
  })

  it('says no address and no body twice in a sentence', async () => {
    for (const result of STORIES) {
      const lines = renderSummary(await tellStory(result))
        .slice(0, FIRST_SCREEN_LENGTH)
        .split('\n')
      for (const line of lines.filter((one) => !one.startsWith('**Where'))) {
        expect(line.split('api.example.com').length - 1).toBeLessThanOrEqual(1)
        expect(line.split('orders_v2').length - 1).toBeLessThanOrEqual(1)
      }
    }
  })
})

describe('the cause', () => {
  const failed = (answer: object, reason: string): RunEvent => ({
    atMs: 1,
    kind: 'observed',
    stage: 'verification',
    observation: {
      check: 'a.example/health',
      startedAtMs: 0,
      endedAtMs: 1,
      result: 'fail',
      reason,
      answer: { url: 'https://a.example/health', ...answer },
    },
  })
  const log = (...lines: string[]): RunEvent => ({
    atMs: 2,
    kind: 'evidence',
    title: 'Log',
    lines,
    shows: 'log',
  })
  const of = (reason: string, ...events: RunEvent[]) => {
    const story = { events, context: contextOf('unhealthy') }
    const cause = findCause({ ...story, outcome: { result: 'unhealthy', reason, timings: {} } })
    return cause && causeText(cause)
  }
  const ANSWER = 'GET https://a.example/health (192.0.2.1:443) answered 500, expected 200-299'

  it.each([
    {
      rule: 'is what the answer says of itself, then how it showed',
      reason: `a.example/health failed 3 times in a row: ${ANSWER}; body: {"error":"no table orders"}`,
      events: [
        failed(
          { status: 500, bodyHead: '{"error":"no table orders"}' },
          `${ANSWER}; body: {"error":"no table orders"}`,
        ),
      ],
      cause:
        'no table orders: https://a.example/health answered 500, expected 200-299; it failed 3 times in a row',
    },
    {
      rule: 'is found deeper in an answer, and in one that was cut off',
      reason: `a.example/health failed once: ${ANSWER}; body: {"errors":[{"message":"db is gone"…`,
      events: [
        failed(
          { status: 500, bodyHead: '{"errors":[{"message":"db is gone","x":' },
          `${ANSWER}; body: {"errors":[{"message":"db is gone"…`,
        ),
      ],
      cause: 'db is gone: https://a.example/health answered 500, expected 200-299; it failed once',
    },
    {
      rule: 'is no status word, no page and no number',
      reason: `a.example/health failed once: ${ANSWER}; body: <h1>Oops</h1>`,
      events: [failed({ status: 500, bodyHead: '<h1>Oops</h1>' }, `${ANSWER}; body: <h1>Oops</h1>`)],
      cause: 'https://a.example/health answered 500, expected 200-299; it failed once',
    },
    {
      rule: 'names an address that the words name anyway once, and leaves what to try to the failures',
      reason:
        'a.example/health failed once: GET https://a.example/health: the name a.example does not resolve; if the name is private, use another runner',
      events: [
        failed(
          {},
          'GET https://a.example/health: the name a.example does not resolve; if the name is private, use another runner',
        ),
      ],
      cause: 'the name a.example does not resolve; it failed once',
    },
    {
      rule: 'is the last error of the failed container, and not its exit code',
      reason: '3 tasks of web failed, the last one: Essential container in task exited (web: exit code 1)',
      events: [log('starting', 'Error: Cannot find module "./routes"', '    at main.js:3:1', 'bye')],
      cause:
        'Error: Cannot find module "./routes": 3 tasks of web failed, the last one: Essential container in task exited (web: exit code 1)',
    },
    {
      rule: 'is no line of a log that says nothing of an error',
      reason: '3 tasks of web failed, the last one: exit code 1',
      events: [log('starting', 'listening on 8080')],
      cause: '3 tasks of web failed, the last one: exit code 1',
    },
    {
      rule: 'does not repeat what the sentence says',
      reason: 'web: error: no such module "foo"',
      events: [log('Error: no such module foo')],
      cause: 'web: error: no such module "foo"',
    },
  ])('$rule', ({ reason, events, cause }) => {
    expect(of(reason, ...events)).toBe(cause)
  })
})
