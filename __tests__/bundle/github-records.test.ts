import { startWorld } from '../../demo/world/index.ts'
import { findDeviations } from '../support/github-description.ts'
import { type GithubStory, tellGithubStory } from '../support/github-story.ts'
import { ILL } from './ecs-stage.ts'
import { QUICK as ECS_QUICK, worldClock } from './play.ts'
import { type Ended, type Inputs, Stage } from './stage.ts'
import { type PlayedWorkflow, playWorkflow, type WorkflowScene } from './workflow-play.ts'

const STEPS = [
  { name: 'Check out', durationMs: 7_000 },
  { name: 'Do it', durationMs: 53_000 },
]
/** Six good deploys, and a seventh that is watched and is well too. */
const LANDS: WorkflowScene = { goodDeploys: 6, steps: STEPS, isHealthy: () => true }
const REPORT = { 'landing-report': 'true' }
const COMMENT = { 'pr-comment': 'true' }
const SECONDARY = 'You have exceeded a secondary rate limit'

const play = async (scene: WorkflowScene): Promise<PlayedWorkflow> => {
  const played = await playWorkflow({ ...LANDS, ...scene })
  expect(findDeviations(played.story.github.exchanges)).toEqual([])
  expect(played).toMatchObject({ exitCode: 0, outputs: { result: 'healthy' } })
  return played
}

const reads = ({ story }: PlayedWorkflow) => story.github.exchanges.filter(({ method }) => method === 'GET')

describe('the stages of the run', () => {
  test.concurrent('are compared with the last runs, in few requests, and are a test report too', async () => {
    const played = await play({ with: { ...REPORT, environment: '' } })
    expect(played.summary).toContain('<summary>The pipeline</summary>')
    expect(played.summary).toMatch(/\| \*\*build\*\* \| 1m \| 1m \|\n/)
    expect(played.summary).toMatch(/\| guard › Check out \| 7s \| 7s \|\n/)
    expect(played.summary).toContain('the median of the last 6 successful runs')
    expect(reads(played)).toHaveLength(9)
    expect(played.landing).toContain('<testcase classname="Job: guard" name="Check out"')
  })

  test.concurrent('are not read where nobody asked for them', async () => {
    const played = await play({ dropped: ['environment'] })
    expect(reads(played)).toEqual([])
    expect(played.summary).not.toContain('The pipeline')
    expect(played.landing).toBe('')
  })

  test.concurrent('are left out with one line without actions: read', async () => {
    const { summary, annotations } = await play({
      with: { ...REPORT, environment: '' },
      permissions: { deployments: 'read' },
    })
    expect(summary.match(/The stages of this run are left out: [^\n]*actions: read/g)).toHaveLength(1)
    expect(annotations.filter(({ level }) => level !== 'notice')).toEqual([])
  })

  test.concurrent.each([
    ['a server that has no such list', 404, 'Not Found', {}],
    ['a secondary rate limit', 403, SECONDARY, { 'retry-after': '300' }],
    ['a server that fails', 500, 'Server Error', {}],
    ['a proxy that answers in its place', 200, 'Please log in', {}],
  ])('are left out with one line at %s', async (_, status, message, headers) => {
    const { summary } = await playWorkflow({
      ...LANDS,
      edition: 'ghes',
      with: { ...REPORT, environment: '' },
      begin: ({ github }) => {
        github.faults.answer('GET attempts/1/jobs', status, message, { headers })
        return undefined
      },
    })
    expect(summary.match(/The stages of this run are left out:/g)).toHaveLength(1)
    expect(summary).toContain('## ✅')
  })

  test.concurrent('are left out on act, without a request', async () => {
    const played = await play({ with: REPORT, env: { ACT: 'true' } })
    expect(reads(played)).toEqual([])
    expect(played.summary).toContain('are left out: act runs this job')
  })
})

describe('the last landings of the environment', () => {
  test.concurrent('are in the summary of a run that names it', async () => {
    const { summary } = await play({})
    const rows = summary.match(
      /^\| \[[-\d]+ [\d:]+\]\(.*\/actions\/runs\/\d+\) \| `\w{7}` by mona \| ✅ landed after 1m \|$/gm,
    )
    expect(rows).toHaveLength(5)
    expect(summary).toContain('- Change failure rate: 0% (0 of the last 6 landings on record)')
    expect(summary).toContain('- Time to restore: not enough on record (0 of 3 failures that are over)')
  })

  test.concurrent('are in mode: validate, with what -1, -2 and so on would take', async () => {
    const { summary, outputs } = await playWorkflow({ ...LANDS, with: { mode: 'validate' } })
    expect(outputs.result).toBe('validated')
    expect(summary).toContain('<details><summary>The last landings</summary>')
    expect(summary).toMatch(/- \\-1: \w{40}: run \d+ \(\w{7}\) deployed it at .* UTC with success/)
    expect(summary).toMatch(
      /- \\-5: \w{40}: run \d+ \(\w{7}\) deployed it at .* UTC with success, and ran for 1h\n/,
    )
  })

  test.concurrent('are left out with one line without deployments: read', async () => {
    const { summary, annotations } = await play({ permissions: { actions: 'read' } })
    expect(summary.match(/The last landings are left out: [^\n]*deployments: read/g)).toHaveLength(1)
    expect(annotations.filter(({ level }) => level !== 'notice')).toEqual([])
  })
})

describe('the comment on the pull request of the commit', () => {
  const withPull = ({ github, bad }: GithubStory) => {
    const pull = github.pull({ title: 'Change it', head: 'change', headSha: bad.sha, mergedAs: bad.sha })
    for (let index = 0; index < 101; index += 1)
      pull.comments.push({ id: index, author: 'mona', body: `${index}`, atMs: 0, updatedAtMs: 0 })
    return undefined
  }

  test.concurrent('is written', async () => {
    const { story, summary } = await play({ with: COMMENT, begin: withPull })
    const comments = story.github.state.issues[0]?.comments ?? []
    expect(comments).toHaveLength(102)
    expect(comments.at(-1)).toMatchObject({ body: expect.stringContaining('## ✅') })
    expect(summary).not.toContain('pr-comment')
  })

  test.concurrent('is one quiet warning without the permission', async () => {
    const { summary, annotations, writes } = await play({
      with: COMMENT,
      begin: withPull,
      permissions: { actions: 'read', deployments: 'read', pull_requests: 'read' },
    })
    expect(writes).toEqual([])
    expect(summary.match(/pr-comment was left out:/g)).toHaveLength(1)
    expect(summary).toContain('pull-requests: write')
    expect(annotations.filter(({ level }) => level !== 'notice')).toEqual([])
  })

  test.concurrent('is not tried for a pull request from a fork', async () => {
    const head = { repo: { full_name: 'mallory/shop' } }
    const played = await play({
      with: COMMENT,
      dropped: ['environment'],
      begin: withPull,
      event: { pull_request: { number: 1, head } },
    })
    expect(reads(played)).toEqual([])
    expect(
      played.summary.match(/pr-comment was left out: the token of a pull request from a fork/g),
    ).toHaveLength(1)
  })
})

/** Deploys a bad version to ECS in the deploy job of a run, and watches it in this very job. */
async function rollBackEcs(inputs: Inputs, act: (ended: Ended, story: GithubStory) => void): Promise<void> {
  const story = await tellGithubStory({ goodDeploys: 1, steps: STEPS })
  const { github } = story
  const world = await startWorld({ clock: worldClock() })
  github.story(() => ({ durationMs: 'held', steps: STEPS }))
  const [run] = github.push({ message: 'Take orders' }).runs
  if (run === undefined) throw new Error('the push started no run')
  github.finishJob(run, 'build')
  github.pull({ title: 'Take orders', head: 'orders', headSha: run.sha, mergedAs: run.sha })
  const env = Object.entries(github.env(run, 'deploy')).map(([name, value]) => [
    name.replace('GITHUB_', '').toLowerCase(),
    value,
  ])
  const stage = await Stage.open({
    env: world.env(),
    github: { ...Object.fromEntries(env), token: github.token() },
    with: {
      ...ECS_QUICK,
      target: 'ecs',
      cluster: 'prod',
      service: 'web',
      'health-url': `${world.app.url()}/health`,
      environment: 'production',
    },
  })
  try {
    world.createService({ name: 'web' })
    world.image('registry.example/web:4', ILL)
    world.deploy('web', 'registry.example/web:4')
    act(await stage.run({ 'expect-version': '4', ...inputs }), story)
    expect(findDeviations(github.exchanges)).toEqual([])
  } finally {
    await stage.close()
    await world.close()
    await github.close()
  }
}

describe('on ECS, in the job that deployed', () => {
  test.concurrent('what was put back is noted in the record and on the pull request', async () => {
    await rollBackEcs({ ...COMMENT, ...REPORT }, (ended, { github }) => {
      expect(ended.outputs.result).toBe('rolled-back')
      const statuses = github.state.deployments.at(-1)?.statuses ?? []
      expect(statuses.map(({ state, description }) => `${state} ${description}`)).toEqual([
        'in_progress ',
        expect.stringMatching(/^in_progress rolled-back to web:3: /),
      ])
      expect(github.state.issues[0]?.comments).toMatchObject([
        { author: 'github-actions[bot]', body: expect.stringMatching(/## ↩️ Rolled back to `web:3`/) },
      ])
      expect(ended.landing).toContain('<failure message="rolled-back: ')
    })
  })
})
