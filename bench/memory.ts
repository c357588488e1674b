import { readActionMetadata } from '../demo/runner/action-metadata.ts'
import { Job } from '../demo/runner.ts'
import { ACTION_FILE } from '../demo/stage.ts'
import { startWorld } from '../demo/world/index.ts'
import type { Figure } from './figure.ts'

const TELL_PEAK = `process.on('exit', () => console.log('peak ' + process.resourceUsage().maxRSS))`
const QUICK = { interval: '100ms', 'bake-time': '2s', 'poll-interval': '200ms' }

/** Of a whole healthy run, as the operating system counts it. */
export async function measureMemory(): Promise<Figure[]> {
  return [
    { what: 'peak memory, target: none', measured: megabytes(await peakKilobytes('none')) },
    { what: 'peak memory, target: ecs', measured: megabytes(await peakKilobytes('ecs')) },
  ]
}

async function peakKilobytes(target: 'none' | 'ecs'): Promise<number> {
  const world = await startWorld({ speed: 100 })
  world.createService({ name: 'web' })
  const { taskDefinitionArn } = world.deploy('web', 'registry.example/web:3')
  const job = new Job({ env: world.env() })
  const ecs = { cluster: 'prod', service: 'web', 'task-definition': taskDefinitionArn }
  try {
    const { lines, exitCode } = await job.run({
      action: readActionMetadata(ACTION_FILE),
      with: { ...QUICK, target, 'health-url': `${world.app.url()}/health`, ...(target === 'ecs' ? ecs : {}) },
      nodeOptions: ['--import', `data:text/javascript,${encodeURIComponent(TELL_PEAK)}`],
    })
    const told = lines
      .map(({ text }) => /^peak (\d+)$/.exec(text)?.[1])
      .find((kilobytes) => kilobytes !== undefined)
    if (exitCode !== 0 || told === undefined) throw new Error(`The run ended with ${exitCode}, peak ${told}`)
    return Number(told)
  } finally {
    await job.close()
    await world.close()
  }
}

function megabytes(kilobytes: number): string {
  return `${(kilobytes / 1024).toFixed(0)} MiB`
}
