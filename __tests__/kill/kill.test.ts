import { seededRandom } from '../../scripts/simulation/random.ts'
import { findFaults, type Struck, strikeOnce } from './kill.ts'
import type { Setup } from './scene.ts'
import { SETUPS, skipped } from './setups.ts'
import { nameStrike, parseStrike, type Strike, strikesAt } from './strike.ts'

/** `all`, or one strike, as `git push: SIGKILL after 12`: see `npm run kill`. Absent: a sample. */
const WANTED = process.env.SAFE_LANDING_KILL ?? ''
const SEED = Number(process.env.SAFE_LANDING_KILL_SEED ?? 1)
const MOST_REQUESTS = 40

const [wantedSetup = '', wantedStrike = ''] = WANTED.split(': ')
const setups = SETUPS.filter(({ name }) => wantedStrike === '' || name === wantedSetup)

/** Where a second rollback is most likely, and one more anywhere. */
function sampleOf({ write }: Setup, index: number): Strike[] {
  const random = seededRandom(SEED + index)
  const any = strikesAt(Math.floor(random() * MOST_REQUESTS))
  const one = any[Math.floor(random() * any.length)]
  return [{ at: write, when: 'after', blow: 'SIGKILL' }, ...(one ? [one] : [])]
}

async function strikesOf(setup: Setup, index: number): Promise<Strike[]> {
  const wanted = parseStrike(wantedStrike)
  if (wanted !== undefined) return [wanted]
  if (WANTED !== 'all') return sampleOf(setup, index)
  const { requests } = await strikeOnce(setup, undefined)
  // A struck run may try again, and so make more of them.
  return Array.from({ length: requests.length + 2 }, (_, at) => strikesAt(at)).flat()
}

function describeFault(setup: Setup, strike: Strike, struck: Struck, fault: string): string {
  const ends = [struck.first, struck.second].map(({ outputs }) => `${outputs.result} (${outputs.reason})`)
  return [
    `${fault}: struck at ${struck.at}; ${ends.join(', then ')}`,
    `  npm run kill -- '${setup.name}: ${nameStrike(strike)}'`,
  ].join('\n')
}

/** At once, since the whole takes hours. */
function renderEnd(setup: Setup, strike: Strike, struck: Struck, faults: readonly string[]): string {
  const results = [struck.first, struck.second].map(({ outputs }) => outputs.result ?? 'no result')
  const line = `${setup.name}: ${nameStrike(strike)}, struck at ${struck.at}: ${results.join(', then ')}`
  return `${[line, ...faults.map((fault) => `  WRONG: ${fault}`)].join('\n')}\n`
}

for (const why of skipped) console.warn(`Some scenes of a killed run are skipped: ${why}.`)

const cases = setups.map((setup, index) => [setup.name, setup, index] as const)
test.concurrent.each(cases)(
  '%s: a run that dies anywhere leaves the good version, once, after the next run',
  async (_, setup: Setup, index: number) => {
    const faults: string[] = []
    const count = { struck: 0, wrong: 0 }
    for (const strike of await strikesOf(setup, index)) {
      const struck = await strikeOnce(setup, strike)
      if (struck.at !== undefined) count.struck += 1
      const found = findFaults(setup, struck)
      if (found.length > 0) count.wrong += 1
      const described = found.map((fault) => describeFault(setup, strike, struck, fault))
      faults.push(...described)
      if (WANTED !== '') process.stderr.write(renderEnd(setup, strike, struck, described))
    }
    if (WANTED !== '') process.stderr.write(`${setup.name}: ${count.struck} strikes, ${count.wrong} wrong\n`)
    expect(faults).toEqual([])
  },
  WANTED === '' ? 300_000 : 14_400_000,
)
