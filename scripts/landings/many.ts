import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Batch } from './batch.ts'

export interface Range {
  readonly seed: number
  readonly count: number
}

/** So many landings at a time: a process that has played some thousand is none the worse, and a lost one costs little. */
const BATCH = 250

/** Plays a range of seeds on all cores. In the order of their seeds, whoever was quicker. */
export async function playMany(
  range: Range,
  onBatch: (done: number) => void = () => {},
): Promise<readonly Batch[]> {
  const waiting = batchesOf(range)
  const played: Batch[] = []
  const work = async () => {
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      played.push(await playBatch(batch))
      onBatch(played.reduce((sum, { count }) => sum + count, 0))
    }
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), waiting.length) }, work))
  return played.toSorted((one, other) => one.seed - other.seed)
}

function batchesOf({ seed, count }: Range): Range[] {
  return Array.from({ length: Math.ceil(count / BATCH) }, (_, index) => ({
    seed: seed + index * BATCH,
    count: Math.min(BATCH, count - index * BATCH),
  }))
}

function playBatch({ seed, count }: Range): Promise<Batch> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'batch-process.ts'), [String(seed), String(count)], {
      execArgv: ['--no-warnings'],
    })
    let batch: Batch | undefined
    child.on('message', (message) => {
      batch = message as Batch
    })
    child.on('exit', (code) =>
      batch === undefined
        ? reject(new Error(`the landings from seed ${seed} on ended with exit code ${code}`))
        : resolve(batch),
    )
  })
}
