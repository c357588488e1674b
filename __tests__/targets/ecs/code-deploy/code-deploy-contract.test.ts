import type { RollbackTo } from '../../../../src/run/rollback-to.ts'
import { ecsRollback } from '../../../../src/targets/ecs/rollback/strategy.ts'
import { type EcsBench, startEcsBench } from '../../../support/ecs-world.ts'
import { describeRollbackContract, type RollbackWorld } from '../../../support/rollback-contract.ts'

const BAD = 'registry.example/web:bad'
const OTHER = 'registry.example/web:other'
const GROUP = { applicationName: 'AppECS-prod-web', deploymentGroupName: 'DgpECS-prod-web' }
const never = new AbortController().signal

type Moment = 'in flight' | 'finished'

/** In flight the original task set still runs; once it has finished, only a new deployment brings it back. */
async function open(moment: Moment): Promise<RollbackWorld> {
  const bench = await startEcsBench()
  const { world, clock } = bench
  world.createService({ name: 'web', controller: 'CODE_DEPLOY' })
  world.image(BAD, { http: { status: 500 } })
  world.image(OTHER)
  const { taskDefinitionArn } = world.deploy('web', BAD)
  await clock.sleep(moment === 'in flight' ? 2 * 60_000 : 20 * 60_000, never)
  let ownWrites = 0
  const write = moment === 'in flight' ? 'StopDeployment' : 'CreateDeployment'
  return {
    from: 'web:4',
    to: 'web:3',
    applied: 'in-place',
    secrets: [world.env().AWS_SECRET_ACCESS_KEY ?? ''],
    strategy: () => strategyOf(bench, taskDefinitionArn),
    back: (count) => strategyOf(bench, taskDefinitionArn, { kind: 'back', count }),
    snapshot: async () => {
      const { deployments, taskDefinitionArn: now } = world.service('web')
      return { now, taskSets: deployments.map(({ id }) => id) }
    },
    writes: async () => writesOf(bench).length - ownWrites,
    putBack: async () => {
      await putBackByHand(bench, moment)
      ownWrites = writesOf(bench).length
    },
    takeOver: async () => {
      if (moment === 'in flight') await stopByHand(bench)
      ownWrites = writesOf(bench).length
      world.deploy('web', OTHER)
    },
    refuse: async () => {
      world.codeDeploy.faults.deny(write)
      return 'access-denied'
    },
    block: async () => bench.block('codedeploy:GetDeployment'),
    close: () => bench.close(),
  }
}

const writesOf = ({ world }: EcsBench) =>
  world.codeDeploy.calls.filter(
    ({ action, error }) => error === undefined && /^(Create|Stop)Deployment$/.test(action),
  )

function strategyOf(
  { api, clock, watch }: EcsBench,
  taskDefinition: string,
  rollbackTo: RollbackTo = { kind: 'previous' },
) {
  return ecsRollback({
    api,
    watched: watch({ service: 'web', taskDefinition }),
    clock,
    rollbackTo,
    pollIntervalMs: 5_000,
    rollbackTimeoutMs: 900_000,
    retries: 3,
  })
}

/** As a person in the console. */
async function putBackByHand(bench: EcsBench, moment: Moment): Promise<void> {
  if (moment === 'in flight') await stopByHand(bench)
  else {
    const content = JSON.stringify({
      version: 0,
      Resources: [{ TargetService: { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: 'web:3' } } }],
    })
    const revision = { revisionType: 'AppSpecContent' as const, appSpecContent: { content } }
    await bench.api.codeDeploy(
      'codedeploy:CreateDeployment',
      ({ sdk, client }) => client.send(new sdk.CreateDeploymentCommand({ ...GROUP, revision })),
      never,
    )
  }
  await bench.clock.sleep(20 * 60_000, never)
}

async function stopByHand({ api, world, clock }: EcsBench): Promise<void> {
  const deploymentId = world.service('web').deployments.find(({ externalId }) => externalId)?.externalId
  await api.codeDeploy(
    'codedeploy:StopDeployment',
    ({ sdk, client }) =>
      client.send(new sdk.StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true })),
    never,
  )
  await clock.sleep(60_000, never)
}

describeRollbackContract('ecs by CodeDeploy in flight', () => open('in flight'))
describeRollbackContract('ecs by CodeDeploy after it has finished', () => open('finished'))
