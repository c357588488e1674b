import { readLandingLimits } from '../../../../src/targets/ecs/watch/landing-limits.ts'
import { startEcsBench } from '../../../support/ecs-world.ts'

const never = new AbortController().signal

afterEach(() => {
  delete process.env.AWS_CREDENTIAL_EXPIRATION
})

async function read(story: { controller?: 'CODE_DEPLOY' } = {}) {
  const bench = await startEcsBench()
  try {
    const deploymentConfiguration = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 7 } as const
    bench.world.createService(
      story.controller ? { name: 'web', ...story } : { name: 'web', deploymentConfiguration },
    )
    return await readLandingLimits(bench.api, bench.watch({ service: 'web' }), never)
  } finally {
    await bench.close()
  }
}

it('are the schedule of the service; keys without an end have none', async () => {
  expect(await read()).toEqual({
    schedules: [{ service: 'web', parts: [{ what: 'a bake time of 7m', durationMs: 420_000 }] }],
    credentialsMs: undefined,
  })
})

it('are the end of the credentials too, where they name it', async () => {
  process.env.AWS_CREDENTIAL_EXPIRATION = new Date(Date.now() + 3_600_000).toISOString()
  const { credentialsMs = 0 } = await read()
  expect(credentialsMs).toBeLessThanOrEqual(3_600_000)
  expect(credentialsMs).toBeGreaterThan(3_000_000)
})

it('of a service that CodeDeploy deploys are read from its newest deployment', async () => {
  expect((await read({ controller: 'CODE_DEPLOY' })).schedules).toEqual([{ service: 'web', parts: [] }])
})
