import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, posix, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Mutation, mutationsOf, renderDiff } from './mutation.ts'
import { RelatedTests } from './related.ts'
import { drawSample, type Sample } from './sample.ts'
import { findFailure, type Trials, type Tried, tryEach } from './trial.ts'
import { TypeCheck } from './type-check.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What is pure and decides, so that a test without a server has to see a fault in it. */
const PARTS: Readonly<Record<string, RegExp>> = {
  health: /^src\/health\//,
  run: /^src\/run\//,
  models: /^src\/targets\/.*\/model\//,
}

/** Of the faults that a test could see. */
const LEAST_SCORE = 0.9

const USAGE = `usage: npm run mutate -- [--sample N] [--seed S] [--workers N] [--file PATH] [${Object.keys(PARTS).join(' ')}]
       npm run mutate -- --mutant ID [--mutant ID]`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sample: { type: 'string', default: '50' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      workers: { type: 'string', default: String(availableParallelism()) },
      file: { type: 'string' },
      mutant: { type: 'string', multiple: true },
    },
  })
  const [size = 0, seed = 0, workers = 0] = [values.sample, values.seed, values.workers].map(Number)
  const areNumbers = [size, seed, workers].every(Number.isSafeInteger) && size > 0 && workers > 0
  const parts = positionals.length === 0 ? Object.keys(PARTS) : positionals
  if (!areNumbers || parts.some((part) => PARTS[part] === undefined)) {
    console.error(USAGE)
    return 2
  }
  const files = ['src', '__tests__', 'demo', 'scripts'].flatMap(sourcesIn)
  const related = new RelatedTests(ROOT, files)
  if (values.mutant !== undefined) return await tryAgain(values.mutant, { root: ROOT, related, workers })

  const types = new TypeCheck(ROOT)
  const samples = parts.map((part) => {
    const chosen = files.filter((file) => PARTS[part]?.test(file) && (values.file ?? file) === file)
    return { part, sample: drawSample(ROOT, chosen, { size, seed, types }) }
  })
  const mutations = samples.flatMap(({ sample }) => sample.mutations)
  const tests = new Set(mutations.flatMap(({ file }) => related.of(file)))
  console.error(
    `${mutations.length} mutants with seed ${seed}, and ${tests.size} files of tests that could find them`,
  )
  const broken = await findFailure({ root: ROOT, tests: [...tests] })
  if (broken !== undefined) {
    console.error(`${broken} fails without any mutant`)
    return 1
  }
  const tried = await tryEach(mutations, { root: ROOT, related, workers, onTried: printTried })
  return printScores(samples, tried)
}

function sourcesIn(folder: string): string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => name.endsWith('.ts'))
    .map((name) => posix.join(folder, name.replaceAll(sep, '/')))
}

/** Mutants again, as the survivors are named. */
async function tryAgain(ids: readonly string[], trials: Omit<Trials, 'onTried'>): Promise<number> {
  const mutations = ids.map((id) => {
    const [file = ''] = id.split(':')
    const found = mutationsOf(file, readFileSync(join(ROOT, file), 'utf8')).find((each) => each.id === id)
    if (found === undefined) throw new Error(`there is no mutant ${id}`)
    return found
  })
  const tried = await tryEach(mutations, { ...trials, onTried: printTried })
  return tried.every(({ killer }) => killer !== undefined) ? 0 : 1
}

function printTried({ mutation, killer }: Tried): void {
  if (killer !== undefined) console.error(`killed by ${killer}: ${mutation.id}`)
  else console.log(`survived: npm run mutate -- --mutant '${mutation.id}'\n${renderMutation(mutation)}\n`)
}

function renderMutation(mutation: Mutation): string {
  return renderDiff(readFileSync(join(ROOT, mutation.file), 'utf8'), mutation)
}

function printScores(
  samples: readonly { readonly part: string; readonly sample: Sample }[],
  tried: readonly Tried[],
): number {
  console.log(`| | mutants | sampled | refused by the compiler | equivalent | killed | score |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |`)
  const scores = samples.map(({ part, sample }) => {
    const ids = new Set(sample.mutations.map(({ id }) => id))
    const killed = tried.filter(({ mutation, killer }) => killer !== undefined && ids.has(mutation.id)).length
    const { mutations, refused, equivalent, total } = sample
    const score = mutations.length === 0 ? 1 : killed / mutations.length
    console.log(
      `| ${part} | ${total} | ${mutations.length} | ${refused} | ${equivalent} | ${killed} | ${(score * 100).toFixed(0)} % |`,
    )
    return score
  })
  return scores.every((score) => score >= LEAST_SCORE) ? 0 : 1
}

process.exitCode = await main()
