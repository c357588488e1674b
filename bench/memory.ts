import { readActionMetadata } from '../demo/runner/action-metadata.ts'
import { Job } from '../demo/runner.ts'
import { ACTION_FILE } from '../demo/stage.ts'
import { startWorld } from '../demo/world/index.ts'
import type { Figure } from './figure.ts'
import { peakOf, REPORTING_PEAK } from './peak.ts'

const QUICK = { interval: '100ms', 'bake-time': '2s', 'poll-interval': '200ms' }

/** Of a whole healthy run. */
export async function measureMemory(): Promise<Figure[]> {
  return [
    { what: 'peak memory, target: none', measured: await peak('none') },
    { what: 'peak memory, target: ecs', measured: await peak('ecs') },
  ]
}

async function peak(target: 'none' | 'ecs'): Promise<string> {
  const world = await startWorld({ speed: 100 })
  world.createService({ name: 'web' })
  const { taskDefinitionArn } = world.deploy('web', 'registry.example/web:3')
  const job = new Job({ env: world.env() })
  const ecs = { cluster: 'prod', service: 'web', 'task-definition': taskDefinitionArn }
  try {
    const result = await job.run({
      action: readActionMetadata(ACTION_FILE),
      with: { ...QUICK, target, 'health-url': `${world.app.url()}/health`, ...(target === 'ecs' ? ecs : {}) },
      nodeOptions: REPORTING_PEAK,
    })
    return `${peakOf(result).toFixed(0)} MiB`
  } finally {
    await job.close()
    await world.close()
  }
}
