import { readActionMetadata } from '../../demo/runner/action-metadata.ts'
import { Job, type StepResult } from '../../demo/runner.ts'
import { ACTION_FILE } from '../../demo/stage.ts'
import { serve } from '../../demo/world/loopback.ts'
import { KillProxy } from './kill-proxy.ts'
import type { Setup } from './scene.ts'
import type { Strike } from './strike.ts'

const action = readActionMetadata(ACTION_FILE)

/** One of the two runs, with what it changed on the platform. */
export interface Attempt extends StepResult {
  readonly writes: readonly string[]
  readonly isFirst: boolean
}

/** One run that was struck, and the run after it. */
export interface Struck {
  readonly first: Attempt
  readonly second: Attempt
  /** What users get once the platform has come to rest. */
  readonly live: string
  /** The requests and programs of the first run. */
  readonly requests: readonly string[]
  /** As `12 (POST UpdateService)`; undefined: the run ended before. */
  readonly at: string | undefined
}

/** Runs the guard with one strike, and then the job again, as a person would. */
export async function strikeOnce(setup: Setup, strike: Strike | undefined): Promise<Struck> {
  const proxy = new KillProxy()
  const api = await serve((_, response) => response.end('{}'))
  const scene = await setup.open(proxy)
  const jobs: Job[] = []
  const run = async (attempt: string, struckBy: Strike | undefined): Promise<Attempt> => {
    const before = scene.writes().length
    const github = { api_url: api.url, ...scene.github, run_attempt: attempt }
    const job = new Job({ env: scene.env, github, ...(scene.workspace && { workspace: scene.workspace }) })
    jobs.push(job)
    const running = job.start({ action, with: scene.with })
    proxy.arm(struckBy, (signal) => process.kill(-running.pid, signal))
    const result = await running.ended
    await scene.settle?.()
    return { ...result, writes: scene.writes().slice(before), isFirst: attempt === '1' }
  }
  try {
    const first = await run('1', strike)
    const { struck: at } = proxy
    const requests = [...proxy.requests]
    scene.runAgain?.()
    const second = await run('2', undefined)
    return { first, second, live: await scene.live(), requests, at }
  } finally {
    for (const job of jobs) await job.close()
    await scene.close()
    await proxy.close()
    await api.close()
  }
}

/** What is wrong with an end; empty where all is as it must be. */
export function findFaults({ good }: Setup, { first, second, live }: Struck): string[] {
  const writes = [...first.writes, ...second.writes]
  // As `Stop` and `Update`: a stop that comes too late changes nothing, and what it was to undo is then replaced.
  const kinds = new Set(writes.map((write) => write.split(' ')[0]))
  return [
    ...(live === good ? [] : [`${live} is live, and not ${good}`]),
    ...(writes.length > kinds.size ? [`${writes.length} writes: ${writes.join(', ')}`] : []),
    ...findUntruths('the first run', first),
    ...findUntruths('the second run', second),
    ...(second.outputs.result === undefined ? ['the second run left no result'] : []),
  ]
}

/** What a run says of itself, against what it did. */
function findUntruths(name: string, { outputs, exitCode, summary, writes }: Attempt): string[] {
  const { result = '' } = outputs
  const claims = outputs['rolled-back'] === 'true'
  const untruths: readonly (readonly [boolean, string])[] = [
    [summary === '', 'left no summary'],
    [exitCode === 0, 'is green'],
    [result === 'healthy' || /^## .*is healthy/im.test(summary), 'calls the bad version healthy'],
    [
      result === 'rolled-back' && writes.length === 0 && !/already|earlier/.test(summary),
      'claims what it did not do',
    ],
    [claims && outputs.healthy !== 'true', 'claims a rollback that it has not verified'],
    [writes.length > 0 && /[Nn]othing was changed/.test(summary), `denies ${writes.join(', ')}`],
    [result === 'rolled-back-by-platform' && writes.length > 0, 'gives its own rollback to the platform'],
  ]
  return untruths.filter(([isUntrue]) => isUntrue).map(([, untruth]) => `${name} ${untruth}`)
}
