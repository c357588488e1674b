import { readActionMetadata } from '../demo/runner/action-metadata.ts'
import { Job } from '../demo/runner.ts'
import { ACTION_FILE } from '../demo/stage.ts'
import { startWorld } from '../demo/world/index.ts'
import type { Figure } from './figure.ts'
import { peakOf, REPORTING_PEAK } from './peak.ts'

const QUICK = { interval: '100ms', 'bake-time': '2s', 'poll-interval': '200ms' }
const AIMS_MIB = { none: 75, ecs: 90 }

/** Of a whole healthy run. */
export async function measureMemory(): Promise<Figure[]> {
  return [await measure('none'), await measure('ecs')]
}

async function measure(target: keyof typeof AIMS_MIB): Promise<Figure> {
  const [peak, aim] = [await peakMib(target), AIMS_MIB[target]]
  return {
    what: `peak memory, target: ${target}`,
    measured: `${peak.toFixed(0)} MiB`,
    aim: { text: `≤ ${aim} MiB`, isMet: peak <= aim },
  }
}

async function peakMib(target: 'none' | 'ecs'): Promise<number> {
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
    return peakOf(result)
  } finally {
    await job.close()
    await world.close()
  }
}
