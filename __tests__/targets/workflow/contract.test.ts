import { workflowRollback } from '../../../src/targets/workflow/strategy.ts'
import type { WorkflowStrategy } from '../../../src/targets/workflow/workflow-config.ts'
import { config, deployYaml, group, MINUTE_MS, tellGithubStory } from '../../support/github-story.ts'
import { describeRollbackContract, type RollbackWorld } from '../../support/rollback-contract.ts'

interface Wish {
  readonly applied: RollbackWorld['applied']
  readonly file: string
  readonly strategy: WorkflowStrategy
}

async function open({ applied, file, strategy }: Wish): Promise<RollbackWorld> {
  const story = await tellGithubStory({ file })
  const { github, bad } = story
  const good = story.good.at(-1)
  if (good === undefined) throw new Error('there is no good run')
  const token = github.token()
  const end = strategy.kind === 'rerun' ? '/rerun' : '/dispatches'
  return {
    from: bad.sha,
    to: good.sha,
    applied,
    secrets: [token],
    strategy: () => workflowRollback({ ...config, strategy }, story.deps({ github: story.client(token) })),
    back: (count) => {
      const rollbackTo = { kind: 'back', count } as const
      return workflowRollback(
        { ...config, strategy },
        story.deps({ github: story.client(token), rollbackTo }),
      )
    },
    snapshot: async () =>
      structuredClone({
        runs: github.state.runs.map(({ id, attempts }) => [id, attempts.length]),
        deployments: github.state.deployments.map(({ id, task, sha, statuses }) => [id, task, sha, statuses]),
      }),
    writes: async () => github.exchanges.filter(({ url, hasActed }) => hasActed && url.endsWith(end)).length,
    putBack: async () => {
      github.rerun(good)
      if (applied !== 'in-place') github.finishJob(bad, 'guard', 'failure')
      story.pass(5 * MINUTE_MS)
    },
    takeOver: async () => {
      if (applied !== 'in-place') github.finishJob(bad, 'guard', 'failure')
      github.push({ message: 'A fix' })
      story.pass(5 * MINUTE_MS)
    },
    refuse: async () => {
      github.faults.answer(`POST ${end}`, 403, 'Resource not accessible by integration')
      return 'access-denied'
    },
    block: async (stage) => {
      const { reached, letGo } = github.faults.hold(stage === 'plan' ? 'GET /runs' : `POST ${end}`)
      return { reached, lift: async () => letGo() }
    },
    close: () => story.close(),
  }
}

const rerun: WorkflowStrategy = { kind: 'rerun' }
const dispatch: WorkflowStrategy = { kind: 'dispatch', inputs: [{ name: 'sha', value: '{sha}' }] }

describeRollbackContract('running the good run again', () =>
  open({ applied: 'in-place', file: deployYaml(), strategy: rerun }),
)
describeRollbackContract('handing a re-run off', () =>
  open({ applied: 'handed-off', file: deployYaml({ workflowGroup: group('deploy') }), strategy: rerun }),
)
describeRollbackContract('dispatching the good commit', () =>
  open({ applied: 'in-place', file: deployYaml(), strategy: dispatch }),
)
