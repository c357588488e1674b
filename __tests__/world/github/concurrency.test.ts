import { type Asker, asker } from '../../support/github-asker.ts'
import {
  DEPLOY_FILE,
  deployYaml,
  type GithubStory,
  group,
  MINUTE_MS,
  tellGithubStory,
} from '../../support/github-story.ts'

describe('concurrency groups of the local GitHub', () => {
  let story: GithubStory
  let ask: Asker

  const open = async (file: string) => {
    story = await tellGithubStory({ file })
    ask = asker(story.github)
  }
  afterEach(async () => {
    await story.close()
  })

  const status = async (id: number | undefined) => {
    const { body } = await ask('GET', `actions/runs/${id}`)
    const { status: is, conclusion } = body as { status: string; conclusion: string | null }
    return conclusion ?? is
  }

  it('let one run on, keep one waiting, and cancel that one for the next', async () => {
    await open(deployYaml({ workflowGroup: group('deploy') }))
    const [first] = story.github.push({ message: 'First' }).runs
    expect(await status(first?.id)).toBe('pending')
    const [second] = story.github.push({ message: 'Second' }).runs
    expect([await status(story.bad.id), await status(first?.id), await status(second?.id)]).toEqual([
      'in_progress',
      'cancelled',
      'pending',
    ])
    story.github.finishJob(story.bad, 'guard', 'failure')
    expect(await status(second?.id)).toBe('in_progress')
  })

  it('cancel the one that runs when the newcomer says so', async () => {
    await open(deployYaml({ workflowGroup: group('deploy', true) }))
    const [next] = story.github.push({ message: 'Next' }).runs
    expect([await status(story.bad.id), await status(next?.id)]).toEqual(['cancelled', 'in_progress'])
  })

  it('of a job are free again once the job is over, though its run goes on', async () => {
    await open(deployYaml({ deployGroup: group('production') }))
    const members = async () => {
      const { body } = await ask('GET', `actions/runs/${story.bad.id}/concurrency_groups`)
      return body
    }
    expect(await members()).toMatchObject({
      concurrency_groups: [{ group_name: 'production', group_members: [] }],
    })
    const [next] = story.github.push({ message: 'Next' }).runs
    story.pass(90_000)
    expect(await ask('GET', 'actions/concurrency_groups/PRODUCTION')).toMatchObject({
      body: { group_members: [{ run_id: next?.id, job_name: 'deploy', status: 'in_progress' }] },
    })
  })

  it('are unknown where no run is in them, and on a GitHub Enterprise Server', async () => {
    await open(deployYaml({ workflowGroup: group('deploy') }))
    expect((await ask('GET', 'actions/concurrency_groups/other')).status).toBe(404)
    await story.close()
    story = await tellGithubStory({ edition: 'ghes', file: deployYaml({ workflowGroup: group('deploy') }) })
    ask = asker(story.github)
    expect((await ask('GET', `actions/runs/${story.bad.id}`)).status).toBe(200)
    expect((await ask('GET', `actions/runs/${story.bad.id}/concurrency_groups`)).status).toBe(404)
    const dispatched = await ask('POST', 'actions/workflows/deploy.yml/dispatches', {
      ref: 'main',
      return_run_details: true,
    })
    expect(dispatched).toMatchObject({ status: 422 })
  })

  it('hold back what a pending run would have deployed', async () => {
    await open(deployYaml({ workflowGroup: group('deploy') }))
    const deployments = story.github.state.deployments.length
    story.github.push({
      message: 'Next',
      files: { [DEPLOY_FILE]: deployYaml({ workflowGroup: group('deploy') }) },
    })
    story.pass(60 * MINUTE_MS)
    expect(story.github.state.deployments).toHaveLength(deployments)
  })
})
