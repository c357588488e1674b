import type { RollbackTo } from '../../../../src/run/rollback-to.ts'
import { ecsRollback } from '../../../../src/targets/ecs/rollback/strategy.ts'
import { type EcsBench, startEcsBench } from '../../../support/ecs-world.ts'
import { describeRollbackContract, type RollbackWorld } from '../../../support/rollback-contract.ts'

const BAD = 'registry.example/web:bad'
const OTHER = 'registry.example/web:other'
const never = new AbortController().signal

/** The bad deployment has finished, so that the service itself has to be updated. */
async function open(): Promise<RollbackWorld> {
  const bench = await startEcsBench()
  const { world, clock } = bench
  world.createService({ name: 'web' })
  world.image(BAD, { http: { status: 500 } })
  world.image(OTHER)
  world.deploy('web', BAD)
  await clock.sleep(10 * 60_000, never)
  return {
    from: 'web:4',
    to: 'web:3',
    applied: 'in-place',
    secrets: [world.env().AWS_SECRET_ACCESS_KEY ?? ''],
    strategy: () => strategyOf(bench),
    back: (count) => strategyOf(bench, { kind: 'back', count }),
    snapshot: async () => {
      const { deployments, taskDefinitionArn } = world.service('web')
      return { taskDefinitionArn, deployments: deployments.map(({ id }) => id) }
    },
    writes: async () => world.ecs.writes.length,
    putBack: async () => {
      world.ecs.state.taskDefinitions.get('web:3')
      await updateByHand(bench, 'web:3')
    },
    takeOver: async () => void world.deploy('web', OTHER),
    refuse: async () => {
      world.ecs.faults.deny('UpdateService')
      return 'access-denied'
    },
    block: async () => bench.block('ecs:DescribeServices'),
    close: () => bench.close(),
  }
}

function strategyOf({ api, clock, watch }: EcsBench, rollbackTo: RollbackTo = { kind: 'previous' }) {
  return ecsRollback({
    api,
    watched: watch({ service: 'web' }),
    clock,
    rollbackTo,
    pollIntervalMs: 5_000,
    rollbackTimeoutMs: 900_000,
    retries: 3,
  })
}

/** As a person with the AWS CLI, who is not counted among our writes. */
async function updateByHand({ api, world, clock }: EcsBench, taskDefinition: string): Promise<void> {
  const { UpdateServiceCommand } = api.sdk
  await api.call(
    'ecs:UpdateService',
    (client) => client.send(new UpdateServiceCommand({ cluster: 'prod', service: 'web', taskDefinition })),
    never,
  )
  world.ecs.calls.length = 0
  await clock.sleep(10 * 60_000, never)
}

describeRollbackContract('ecs', open)
