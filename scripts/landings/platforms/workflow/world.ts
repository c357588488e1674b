import type { HttpBehaviour } from '../../../../demo/world/images.ts'
import { openWorkflow } from '../../../../src/targets/workflow/open.ts'
import type { WorkflowConfig } from '../../../../src/targets/workflow/workflow-config.ts'
import { NEW } from '../../chronicle.ts'
import { isReaction, type PlannedEvent } from '../../common-plan.ts'
import type { World } from '../../platform.ts'
import { answerOf } from '../../quality.ts'
import type { VirtualTime } from '../../virtual-time.ts'
import { sendTo } from './api.ts'
import { Pipeline } from './pipeline.ts'
import type { WorkflowPlan } from './plan.ts'

export function prepareWorkflow(plan: WorkflowPlan, time: VirtualTime): World {
  const pipeline = new Pipeline(plan, time)
  const { github, record, timeline } = pipeline
  const token = github.token()
  const happen = (event: PlannedEvent) => {
    if (event.kind === 'rollback by a person') pipeline.rerunByHand()
    if (event.kind === 'other deployment') pipeline.deployOther(event.isGood)
  }
  let answered = 0
  const answer = (version: string): HttpBehaviour | undefined => {
    if (version !== NEW) return record.truths[version]?.badFromMs === undefined ? {} : { status: 500 }
    if (record.isShown && plan.version === 'crash') return undefined
    answered += 1
    return answerOf(plan.version, record.isShown, answered - 1)
  }
  return {
    record,
    inputs: { target: 'workflow', 'deploy-job': 'deploy', 'github-token': token },
    namesWhatRuns: 'expect-version' in plan.inputs && plan.version !== 'tells no version',
    isPausedForUs: false,
    named: (revision) => pipeline.named(revision),
    catchUp: () => github.catchUp(),
    deploy: () => {
      pipeline.deploy()
      const schedule = (events: readonly PlannedEvent[]) => {
        for (const event of events) timeline.after(event.atMs, () => happen(event))
      }
      timeline.after(plan.showsAfterMs, () => {
        record.showsNow()
        schedule(plan.events.filter(isReaction))
      })
      schedule(plan.events.filter((event) => !isReaction(event)))
      return {}
    },
    serve: () => ({
      next: () => {
        const behaviour = answer(pipeline.serving)
        return behaviour && { version: pipeline.serving, behaviour }
      },
    }),
    env: (run) => {
      if (run > 1) pipeline.rerunOwnJob()
      // The capture is a step of the job that deploys.
      return { ...github.env(pipeline.own, run === 0 ? 'deploy' : 'guard'), GITHUB_ACTION: 'land' }
    },
    open: (own, link) => async (config, deps) =>
      openWorkflow(config, own as WorkflowConfig, deps, sendTo(pipeline, token, link)),
  }
}
