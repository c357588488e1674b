import type { HttpBehaviour } from '../../../../demo/world/images.ts'
import { Timeline } from '../../../../demo/world/timeline.ts'
import { openWebhook } from '../../../../src/targets/webhook/open.ts'
import type { WebhookConfig } from '../../../../src/targets/webhook/webhook-config.ts'
import { Chronicle, NEW, pastVersion } from '../../chronicle.ts'
import { isReaction, type PlannedEvent } from '../../common-plan.ts'
import type { World } from '../../platform.ts'
import { answerOf } from '../../quality.ts'
import type { VirtualTime } from '../../virtual-time.ts'
import { gatewayExchange } from './endpoint.ts'
import { Gateway } from './gateway.ts'
import type { WebhookPlan } from './plan.ts'

export function prepareWebhook(plan: WebhookPlan, time: VirtualTime): World {
  const timeline = new Timeline(time.wallMs)
  const chronicle = new Chronicle(plan, timeline, pastVersion(plan.past.lastIndexOf('good')))
  const gateway = new Gateway(plan, timeline, chronicle)
  const catchUp = () => timeline.catchUp(time.wallMs)
  let others = 0
  const deployOther = (isGood: boolean) => {
    others += 1
    const version = `other-${others}`
    chronicle.addOther(version, isGood)
    chronicle.acted({ by: 'other', kind: 'deploy', to: version, isAccepted: true, cameToNothing: false })
    gateway.deploy(version)
  }
  let isCalled = false
  const afterCall = () => {
    const { otherAfterCallMs } = plan
    if (!isCalled && otherAfterCallMs !== undefined) timeline.after(otherAfterCallMs, () => deployOther(true))
    isCalled = true
  }
  const happen = (event: PlannedEvent) => {
    if (event.kind === 'rollback by a person') gateway.rollBackByHand()
    if (event.kind === 'other deployment') deployOther(event.isGood)
  }
  let answered = 0
  const answer = (version: string): HttpBehaviour | undefined => {
    if (version !== NEW) return chronicle.truths[version]?.badFromMs === undefined ? {} : { status: 500 }
    if (chronicle.isShown && plan.version === 'crash') return undefined
    answered += 1
    return answerOf(plan.version, chronicle.isShown, answered - 1)
  }
  return {
    record: chronicle,
    inputs: { target: 'webhook' },
    namesWhatRuns: namesWhatRuns(plan),
    isPausedForUs: false,
    catchUp,
    deploy: () => {
      catchUp()
      gateway.deploy(NEW)
      const schedule = (events: readonly PlannedEvent[]) => {
        for (const event of events) timeline.after(event.atMs, () => happen(event))
      }
      timeline.after(plan.showsAfterMs, () => {
        chronicle.showsNow()
        schedule(plan.events.filter(isReaction))
      })
      schedule(plan.events.filter((event) => !isReaction(event)))
      return {}
    },
    serve: () => ({
      next: () => {
        const behaviour = answer(gateway.serving)
        return behaviour && { version: gateway.serving, behaviour }
      },
    }),
    env: (run) => ({
      GITHUB_RUN_ID: '17000000001',
      GITHUB_RUN_ATTEMPT: String(run),
      GITHUB_JOB: 'deploy',
      GITHUB_ACTION: 'land',
    }),
    open: (own, link) => async (config, deps) =>
      openWebhook(config, own as WebhookConfig, deps, gatewayExchange(gateway, link, afterCall)),
  }
}

/** Which version is meant has to be said by the job, by the status, and by the application. */
const namesWhatRuns = ({ status, inputs, version, events, namesAtOnce, switchMs }: WebhookPlan): boolean =>
  (status === 'current and previous' || status === 'history') &&
  'expect-version' in inputs &&
  version !== 'tells no version' &&
  // What it names for ever, and never serves, is no name.
  !(namesAtOnce && switchMs === undefined) &&
  !events.some((event) => event.kind === 'api' && event.fault === 'wrong shape')
