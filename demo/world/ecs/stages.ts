import type * as sdk from '@aws-sdk/client-ecs'

/** AWS documents a stage that the SDK's own list of stages does not have yet. */
export type Stage = sdk.ServiceDeploymentLifecycleStage | 'PRE_PRODUCTION_TRAFFIC_SHIFT'

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html */
const FORWARD: readonly Stage[] = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'SCALE_UP',
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
  'BAKE_TIME',
  'CLEAN_UP',
]

/** The way back has no stages of its own: it goes through these once more, so that their hooks run again. */
const BACK: readonly Stage[] = ['PRODUCTION_TRAFFIC_SHIFT', 'TEST_TRAFFIC_SHIFT', 'CLEAN_UP']

/** Only a deployment that finds more than one revision running has something to reconcile. */
export const firstStage = (runningRevisions: number): Stage =>
  runningRevisions > 1 ? 'RECONCILE_SERVICE' : 'PRE_SCALE_UP'

export const isAtLeast = (stage: Stage | undefined, other: Stage): boolean =>
  stage !== undefined && FORWARD.indexOf(stage) >= FORWARD.indexOf(other)

/** Every step of the production traffic takes its two stages once more. */
export function stageAfter(stage: Stage, stepsLeft: number): Stage | undefined {
  if (stage === 'PRODUCTION_TRAFFIC_SHIFT' && stepsLeft > 0) return 'PRE_PRODUCTION_TRAFFIC_SHIFT'
  return FORWARD[FORWARD.indexOf(stage) + 1]
}

export const firstStageBack = (shifted: { production: boolean; test: boolean }): Stage => {
  if (shifted.production) return 'PRODUCTION_TRAFFIC_SHIFT'
  return shifted.test ? 'TEST_TRAFFIC_SHIFT' : 'CLEAN_UP'
}

export const stageBackAfter = (stage: Stage): Stage | undefined => BACK[BACK.indexOf(stage) + 1]
