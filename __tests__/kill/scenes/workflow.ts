import { serve } from '../../../demo/world/loopback.ts'
import { ROLLS_BACK } from '../../bundle/versioned-site.ts'
import { WORKFLOW_SPEED } from '../../bundle/workflow-play.ts'
import { MINUTE_MS, tellGithubStory } from '../../support/github-story.ts'
import type { Setup } from '../scene.ts'

export const workflow: Setup = {
  name: 'workflow',
  good: 'the last good commit',
  write: 'rerun$',
  async open(proxy) {
    const story = await tellGithubStory()
    const { github, bad, good } = story
    const last = good.at(-1)
    let deployed = bad.sha
    github.onHappening(({ kind, run, job }) => {
      if (kind === 'job-completed' && job.key === 'deploy' && job.conclusion === 'success') deployed = run.sha
    })
    const server = await serve((_, response) => {
      github.catchUp()
      response.writeHead(deployed === bad.sha ? 500 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ version: deployed }))
    })
    const env = Object.entries(github.env(bad, 'guard')).map(([name, value]) => [
      name.replace('GITHUB_', '').toLowerCase(),
      value,
    ])
    const apiUrl = await proxy.front(github.apiUrl)
    story.letTimeRun(WORKFLOW_SPEED)
    return {
      env: {},
      github: { ...Object.fromEntries(env), api_url: apiUrl, token: github.token() },
      with: {
        ...ROLLS_BACK,
        target: 'workflow',
        'deploy-job': 'deploy',
        environment: 'production',
        'start-period': '0ms',
        'health-url': `${await proxy.front(server.url)}/health`,
        'expect-version': bad.sha,
      },
      writes: () => github.writes.filter((write) => write.endsWith('/rerun')),
      runAgain: () => {
        github.finishJob(bad, 'guard', 'failure')
        github.rerunFailed(bad)
      },
      live: async () => {
        story.pass(30 * MINUTE_MS)
        return deployed === last?.sha ? 'the last good commit' : deployed
      },
      close: async () => {
        await server.close()
        await github.close()
      },
    }
  },
}
