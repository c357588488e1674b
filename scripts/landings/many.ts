import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Batch } from './batch.ts'
import type { PlatformName } from './plan.ts'

export interface Range {
  readonly seed: number
  readonly count: number
  /** The only one that is drawn. Absent: all of them. */
  readonly platform?: PlatformName | undefined
}

/** So many landings at a time: few enough that all cores end at about the same time. */
const BATCH = 250
/** What a landing leaves behind is much and short-lived: with room for it, far less is copied about. */
const OPTIONS = ['--no-warnings', '--max-semi-space-size=32']

/** Plays a range of seeds on all cores. In the order of their seeds, whoever was quicker. */
export async function playMany(
  range: Range,
  onBatch: (done: number) => void = () => {},
): Promise<readonly Batch[]> {
  const waiting = batchesOf(range)
  const played: Batch[] = []
  const work = async () => {
    const player = new Player()
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      played.push(await player.play(batch))
      onBatch(played.reduce((sum, { count }) => sum + count, 0))
    }
    player.end()
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), waiting.length) }, work))
  return played.toSorted((one, other) => one.seed - other.seed)
}

function batchesOf({ seed, count, platform }: Range): Range[] {
  return Array.from({ length: Math.ceil(count / BATCH) }, (_, index) => ({
    seed: seed + index * BATCH,
    count: Math.min(BATCH, count - index * BATCH),
    platform,
  }))
}

/** A process that plays one batch after the other. */
class Player {
  readonly #process = fork(join(import.meta.dirname, 'batch-process.ts'), { execArgv: OPTIONS })

  async play(range: Range): Promise<Batch> {
    const { promise, resolve, reject } = Promise.withResolvers<Batch>()
    const fail = (code: number | null) =>
      reject(new Error(`the landings from seed ${range.seed} on ended with exit code ${code}`))
    this.#process.once('exit', fail)
    this.#process.once('message', (message) => resolve(message as Batch))
    this.#process.send(range)
    const batch = await promise
    this.#process.off('exit', fail)
    return batch
  }

  end(): void {
    this.#process.disconnect()
  }
}
