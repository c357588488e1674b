import { ecsRollback } from '../../../../src/adapters/rollback/ecs/strategy.ts'
import type { EcsServiceConfig } from '../../../../src/config.ts'
import type { PlanResult, RollbackPlan } from '../../../../src/domain/rollback.ts'
import type { RollbackTo } from '../../../../src/domain/rollback-to.ts'
import { type EcsBench, startEcsBench } from '../../../support/ecs-world.ts'

const BAD = 'registry.example/web:bad'
const never = new AbortController().signal

let bench: EcsBench
beforeEach(async () => {
  bench = await startEcsBench()
})
afterEach(() => bench.close())

function strategyFor(services: readonly EcsServiceConfig[], rollbackTo: RollbackTo = { kind: 'previous' }) {
  const { api, clock } = bench
  return ecsRollback({
    api,
    watched: bench.watch(...services),
    clock,
    rollbackTo,
    pollIntervalMs: 5_000,
    retries: 3,
  })
}

async function planFor(
  services: readonly EcsServiceConfig[],
  rollbackTo?: RollbackTo,
): Promise<RollbackPlan> {
  const planned = await strategyFor(services, rollbackTo).plan(never)
  if (planned.kind !== 'ready') throw new Error(`expected a plan, got ${JSON.stringify(planned)}`)
  return planned.plan
}

const writes = () => bench.world.ecs.writes.map(({ action, input }) => [action, input])

describe('a bad deployment that is still in flight', () => {
  beforeEach(() => {
    bench.world.createService({ name: 'web' })
    bench.world.image(BAD, { http: { status: 500 } })
    bench.world.deploy('web', BAD)
    bench.clock.at(30_000, () => {})
  })

  it('is stopped with ROLLBACK, and the plan changes nothing', async () => {
    const plan = await planFor([{ service: 'web' }])
    expect(plan).toMatchObject({ from: 'web:4', to: 'web:3', actor: 'us' })
    expect(writes()).toEqual([])
    const progress: string[] = []
    expect(await plan.apply((text) => progress.push(text), never)).toEqual({ kind: 'in-place' })
    expect(writes()).toEqual([
      [
        'StopServiceDeployment',
        {
          serviceDeploymentArn: expect.stringContaining(':service-deployment/prod/web/'),
          stopType: 'ROLLBACK',
        },
      ],
    ])
    expect({
  evidence: plan.evidence,
  steps: plan.steps,
  manual: plan.manual,
  progress
}).toMatchInlineSnapshot(`
{
  "evidence": [
    "web:3 was deployed on 2026-01-04T10:00:00.000Z and ended SUCCESSFUL",
    "not used: nothing was captured before the deploy",
  ],
  "manual": [
    "aws ecs update-service --cluster prod --service web --task-definition web:3",
  ],
  "progress": [
    "asking ECS to stop the deployment of web and roll it back",
    "ECS accepted to stop the deployment of web and to roll it back",
    "web still shows web:4",
    "web:3 on web: 0 of 2 tasks run",
    "web:3 on web: 2 of 2 tasks run",
  ],
  "steps": [
    "ecs:StopServiceDeployment with ROLLBACK on web, which restores web:3",
  ],
}
`)
  })
})
