import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { MUTANTS } from './mutants.ts'

interface Hunted {
  readonly name: string
  readonly count: number
  /** The invariant that it is planted for is broken. */
  readonly isFound: boolean
  /** What was broken first, and after how many. Absent: nothing. */
  readonly first?: string
}

/** Plants every fault, one at a time, and says after how many landings it was found. */
export async function hunt(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      most: { type: 'string', default: '2000' },
    },
  })
  const chosen = MUTANTS.filter(({ name }) => positionals.every((text) => name.includes(text)))
  const waiting = [...chosen]
  const found: Hunted[] = []
  const work = async () => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const one = await huntOne(mutant.name, values.seed, values.most)
      found.push(one)
      console.error(
        `${one.isFound ? one.count : 'not found'} (first: ${one.first ?? 'nothing'}): ${one.name}`,
      )
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  console.log('| fault | breaks | found after | first |\n| --- | --- | ---: | --- |')
  for (const { name, breaks } of chosen) {
    const one = found.find((each) => each.name === name)
    console.log(`| ${name} | ${breaks} | ${one?.isFound ? one.count : 'not found'} | ${one?.first ?? ''} |`)
  }
  const missed = found.filter(({ isFound }) => !isFound)
  console.log(
    `\n${chosen.length - missed.length} of ${chosen.length} found within ${values.most} landings each, seed ${values.seed}`,
  )
  return missed.length === 0 ? 0 : 1
}

async function huntOne(name: string, seed: string, most: string): Promise<Hunted> {
  const script = join(import.meta.dirname, 'mutant.ts')
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--no-warnings',
      script,
      name,
      seed,
      most,
    ])
    return JSON.parse(stdout) as Hunted
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : error}`)
    return { name, count: 0, isFound: false }
  }
}
