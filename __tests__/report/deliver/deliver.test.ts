import { Secret } from '../../../src/core/secret.ts'
import { parseInputs } from '../../../src/main/parse-inputs.ts'
import { Notifications } from '../../../src/report/deliver/deliver.ts'
import { type RunStory, reportSettings } from '../../../src/report/run-story.ts'
import type { Outcome } from '../../../src/run/outcome.ts'
import type { PlanDescription } from '../../../src/run/rollback.ts'
import { given, MINIMAL } from '../../inputs/given.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { tellGithubStory } from '../../support/github-story.ts'

const config = parseInputs(given(MINIMAL.none))

const plan: PlanDescription = {
  from: 'v2',
  to: 'v1',
  actor: 'us',
  evidence: [],
  steps: [],
  unknowns: [],
  manual: [],
}

const outcome: Outcome = { result: 'rollback-failed', reason: 'it failed', timings: {}, plan }

const story: RunStory = {
  outcome,
  events: [{ kind: 'rollback-started', atMs: 0, plan }],
  context: {
    mode: 'guard',
    target: 'none',
    exitCode: 1,
    settings: reportSettings(config),
    startedAt: '2026-01-05T10:00:00.000Z',
    version: '1.0.0',
  },
}

it('never ends a run, whatever is wrong with the delivery itself', async () => {
  const warned: string[] = []
  // No address at all, which the inputs would have refused.
  const notify = { addresses: [{ url: new Secret('nowhere'), on: 'always' }], templates: {} } as const
  const telling = new Notifications(
    { ...config, notify },
    { env: {}, clock: new FakeClock(), redact: (text) => text, warn: (text) => warned.push(text) },
  )
  telling.begin(story)
  await expect(telling.end(story)).resolves.toBeUndefined()
  expect(warned).toHaveLength(2)
  for (const text of warned) expect(text).toMatch(/^the notification could not be sent: .*Invalid URL$/)
})

// The last one could not even be planned.
it.each([
  ['no-target', 'failure'],
  ['guard-stopped', 'failure'],
  ['unhealthy', 'failure'],
  ['superseded', 'success'],
  ['rollback-failed', 'success'],
] as const)('of a target workflow that ends as %s leaves the record as %s', async (result, state) => {
  const github = await tellGithubStory()
  const inputs = { ...MINIMAL.workflow, environment: 'production', 'github-token': github.github.token() }
  const env = github.github.env(github.bad, 'guard')
  const warn = (text: string) => {
    throw new Error(text)
  }
  const telling = new Notifications(parseInputs(given(inputs)), {
    env,
    clock: github.time,
    redact: (text) => text,
    warn,
  })
  const { events: _, ...rest } = story
  await telling.end({ ...rest, events: [], outcome: { result, reason: 'it answered 500', timings: {} } })
  await github.close()
  const record = github.github.state.deployments.find(({ sha }) => sha === github.bad.sha)
  expect(record?.statuses.at(-1)?.state).toBe(state)
})

it('opens one issue for an environment and a bad commit, and another for another environment', async () => {
  const github = await tellGithubStory()
  const end = async (environment: string) => {
    const inputs = { ...MINIMAL.command, environment, 'incident-issue': 'true' }
    const told = parseInputs(given({ ...inputs, 'github-token': github.github.token() }))
    const env = github.github.env(github.bad, 'guard')
    const deps = { env, clock: github.time, redact: (text: string) => text, warn: () => {} }
    const context = { ...story.context, target: 'command' as const }
    await new Notifications(told, deps).end({ ...story, context })
  }
  await end('staging')
  await end('production')
  await end('production')
  await github.close()
  const { issues } = github.github.state
  expect(issues.map(({ title, comments }) => [title, comments.length])).toEqual([
    ['Incident: The rollback to v1 failed (staging)', 0],
    ['Incident: The rollback to v1 failed (production)', 1],
  ])
})
