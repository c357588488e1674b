import { readActionMetadata } from '../../demo/runner/action-metadata.ts'
import { Job, type StepResult } from '../../demo/runner.ts'
import { ACTION_FILE } from '../../demo/stage.ts'
import { serve } from '../../demo/world/loopback.ts'
import { KillProxy, type Strike } from './kill-proxy.ts'
import type { Setup } from './scenes.ts'

const action = readActionMetadata(ACTION_FILE)

/** One run that was struck, and the run after it. */
export interface Struck {
  readonly first: StepResult
  readonly second: StepResult
  readonly writes: readonly string[]
  readonly live: string
  /** The requests of the first run. */
  readonly requests: readonly string[]
}

/** Runs the guard with one strike, and then the job again, as a person would. */
export async function strikeOnce(setup: Setup, strike: Strike | undefined): Promise<Struck> {
  const proxy = new KillProxy()
  const api = await serve((_, response) => response.end('{}'))
  const scene = await setup.open(proxy)
  const jobs: Job[] = []
  const run = async (attempt: string, struckBy: Strike | undefined) => {
    const github = { api_url: api.url, run_attempt: attempt }
    const job = new Job({ env: scene.env, github })
    jobs.push(job)
    const running = job.start({ action, with: scene.with })
    proxy.arm(struckBy, (signal) => process.kill(-running.pid, signal))
    return await running.ended
  }
  try {
    const first = await run('1', strike)
    const requests = [...proxy.requests]
    const second = await run('2', undefined)
    return { first, second, writes: scene.writes(), live: await scene.live(), requests }
  } finally {
    for (const job of jobs) await job.close()
    await scene.close()
    await proxy.close()
    await api.close()
  }
}

/** What is wrong with an end; empty where all is as it must be. */
export function findFaults({ good }: Setup, { first, second, writes, live }: Struck): string[] {
  const faults: string[] = []
  if (live !== good) faults.push(`${live} is live, and not ${good}`)
  // A stop that comes too late changes nothing, and what it was to undo is then replaced, once.
  const stops = writes.filter((write) => write.startsWith('Stop'))
  if (stops.length > 1 || writes.length - stops.length > 1)
    faults.push(`${writes.length} writes: ${writes.join(', ')}`)
  for (const [name, { outputs, exitCode, summary }] of [
    ['the first run', first],
    ['the second run', second],
  ] as const) {
    if (outputs.result === 'healthy') faults.push(`${name} calls the bad version healthy`)
    if (exitCode === 0) faults.push(`${name} is green`)
    if (outputs['rolled-back'] === 'true' && writes.length === 0 && !isByPlatform(outputs.result))
      faults.push(`${name} claims a rollback that nobody made`)
    if (/^## .*(?:is healthy|Healthy)/m.test(summary)) faults.push(`${name} says healthy in its summary`)
  }
  if (second.summary === '') faults.push('the second run left no summary')
  return faults
}

function isByPlatform(result: string | undefined): boolean {
  return result === 'rolled-back-by-platform'
}
