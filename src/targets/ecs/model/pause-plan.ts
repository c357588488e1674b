import type { ConfiguredPause, EcsService } from './model.ts'

/** Where ECS takes a PAUSE hook: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html */
const PAUSE_STAGES = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'POST_SCALE_UP',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
] as const

/** What will happen at the pauses of a service's next deployment, in order, and who decides about each. */
export function describePauses(
  { name, pauses = [], strategy }: EcsService,
  stages: readonly string[],
): { readonly steps: readonly string[]; readonly problems: readonly string[] } {
  const at = (stage: string) => pauses.filter((pause) => pause.stages.includes(stage))
  const used = PAUSE_STAGES.filter((stage) => at(stage).length > 0)
  const isOwn = (stage: string) => stages.includes(stage) && at(stage).length === 1
  const steps = used.map((stage) => {
    const [pause, other] = at(stage)
    const who = isOwn(stage) ? 'this run decides' : 'a person decides'
    const why = stages.includes(stage) && other !== undefined ? ', since two hooks wait there' : ''
    return `${name} waits at ${stage}${eachStep(stage, strategy)}: ${who}${why}${describeLimit(pause)}`
  })
  if (strategy === 'ROLLING')
    return { steps, problems: [`${name} is deployed by rolling updates, which have no pause to promote at`] }
  if (used.some(isOwn)) return { steps, problems: [] }
  const problem = `${name} has no PAUSE hook at ${stages.join(' or ')} that is the only one there, so that nothing would wait for this run`
  return { steps, problems: [problem] }
}

function eachStep(stage: string, strategy: string): string {
  const isStepped = strategy === 'LINEAR' || strategy === 'CANARY'
  return isStepped && stage === 'PRE_PRODUCTION_TRAFFIC_SHIFT' ? ' before each step of the traffic' : ''
}

const DAY_MINUTES = 1_440

function describeLimit({
  timeoutMinutes = DAY_MINUTES,
  timeoutAction = 'ROLLBACK',
}: Partial<ConfiguredPause> = {}) {
  const then = timeoutAction === 'CONTINUE' ? 'lets it go on, verified or not' : 'rolls it back'
  return `; without an answer within ${timeoutMinutes} minutes, ECS ${then}`
}
