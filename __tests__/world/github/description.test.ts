import { ROUTES } from '../../../demo/world/github/index.ts'
import { type Asker, asker } from '../../support/github-asker.ts'
import { DESCRIBED, findDeviations } from '../../support/github-description.ts'
import {
  DEPLOY_FILE,
  deployYaml,
  type GithubStory,
  group,
  tellGithubStory,
} from '../../support/github-story.ts'

describe("the local GitHub keeps to GitHub's own description", () => {
  let story: GithubStory
  let ask: Asker

  beforeEach(async () => {
    const file = deployYaml({ workflowGroup: group('deploy-main') })
    story = await tellGithubStory({ file })
    ask = asker(story.github)
  })
  afterEach(async () => {
    await story.close()
  })

  const deviations = () => findDeviations(story.github.exchanges)

  it('in every operation that it has, and in none that GitHub does not have', async () => {
    const { github, bad, good } = story
    const [first] = good
    const run = `actions/runs/${bad.id}`
    story.github.story(({ job }) => ({
      durationMs: 60_000,
      steps: [{ name: `Do ${job}`, durationMs: 9_000 }],
    }))
    await ask('GET', '')
    await ask('GET', 'actions/workflows')
    await ask('GET', 'actions/workflows/deploy.yml')
    await ask('GET', 'actions/workflows/deploy.yml/runs?per_page=2&branch=main')
    await ask('GET', 'actions/runs?per_page=1&status=success')
    for (const end of ['', '/jobs', '/attempts/1', '/attempts/1/jobs', '/concurrency_groups'])
      await ask('GET', run + end)
    await ask('GET', 'actions/concurrency_groups')
    await ask('GET', 'actions/concurrency_groups/deploy-main')
    await ask('POST', `actions/runs/${first?.id}/rerun`, { enable_debug_logging: true })
    await ask('POST', 'actions/workflows/deploy.yml/dispatches', {
      ref: 'main',
      inputs: { sha: 'x' },
      return_run_details: true,
    })
    await ask('POST', 'actions/workflows/deploy.yml/dispatches', { ref: 'main' })
    await ask('POST', `${run}/cancel`)
    const { body: deployment } = await ask('POST', 'deployments', {
      ref: bad.sha,
      task: 'rollback',
      auto_merge: false,
      required_contexts: [],
      payload: { v: 1 },
    })
    const statuses = `deployments/${(deployment as { id: number }).id}/statuses`
    await ask('POST', statuses, { state: 'queued', auto_inactive: false, log_url: github.url })
    await ask('GET', 'deployments?environment=production&task=deploy&per_page=100')
    await ask('GET', statuses)
    await ask('GET', `deployments/${(deployment as { id: number }).id}`)
    for (const path of [
      `contents/${DEPLOY_FILE}?ref=main`,
      'commits?sha=main&per_page=2',
      `commits/${bad.sha}`,
      `compare/${first?.sha}...${bad.sha}`,
      'git/ref/heads/main',
    ]) {
      await ask('GET', path)
    }
    await ask('POST', 'issues', { title: 'Incident', body: 'It was ill', labels: ['incident'] })
    await ask('GET', 'issues?state=open&labels=incident')
    await ask('GET', 'issues/1')
    const { body: comment } = await ask('POST', 'issues/1/comments', { body: 'It is well' })
    await ask('PATCH', `issues/comments/${(comment as { id: number }).id}`, { body: 'It is very well' })
    await ask('GET', 'issues/1/comments')
    github.push({ branch: 'revert-it', message: 'Revert it' })
    await ask('POST', 'pulls', { title: 'Revert it', head: 'revert-it', base: 'main' })
    await ask('GET', 'pulls?head=octo:revert-it&state=open')
    await ask('GET', 'pulls/2')
    const merged = { title: 'Add it', head: 'add-it', headSha: bad.sha, mergedAs: bad.sha }
    github.pull(merged)
    await ask('GET', `commits/${bad.sha}/pulls?per_page=10`)
    github.environment({ name: 'production', reviewers: ['hubot'], waitTimerMinutes: 5 })
    for (const other of github.state.runs) github.cancel(other)
    const [waiting] = github.push({ branch: 'reviewed', message: 'Wait' }).runs
    story.pass(2 * 60_000)
    const { body: pending } = await ask('GET', `actions/runs/${waiting?.id}/pending_deployments`)
    expect(pending).toMatchObject([{ wait_timer: 5, reviewers: [{ reviewer: { login: 'hubot' } }] }])

    expect(github.exchanges.filter(({ status }) => status >= 400)).toEqual([])
    expect(deviations()).toEqual([])
    const asked = new Set(github.exchanges.map(({ method, route }) => `${method} ${route}`))
    expect(DESCRIBED.filter((operation) => !asked.has(operation))).toEqual([])
    expect(ROUTES).toHaveLength(DESCRIBED.length)
  })

  it('which finds a parameter, a body and an answer that GitHub does not know', async () => {
    await ask('GET', 'deployments?enviroment=production')
    await ask('POST', `actions/runs/${story.good[0]?.id}/rerun`, { debug: true })
    const [exchange] = story.github.exchanges
    if (exchange === undefined) throw new Error('nothing was asked')
    const wrong = { ...exchange, responseBody: [{ id: 'one' }] }

    expect(deviations()).toEqual([
      'GET /repos/{owner}/{repo}/deployments: there is no parameter enviroment',
      'POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun: the body has no field debug',
    ])
    expect(findDeviations([wrong])).toContain(
      'GET /repos/{owner}/{repo}/deployments 200/0/id must be integer',
    )
  })
})
