import { seededRandom } from '../../scripts/simulation/random.ts'
import { findFaults, strikeOnce } from './kill.ts'
import type { Blow, Strike } from './kill-proxy.ts'
import { SETUPS, type Setup } from './scenes.ts'

/** All of them: `npm run kill`. */
const isWhole = process.env.SAFE_LANDING_KILL === 'all'
const SAMPLE = 2
const SEED = Number(process.env.SAFE_LANDING_KILL_SEED ?? 1)
const BLOWS: readonly Blow[] = ['SIGTERM', 'SIGKILL', 'cut']

function strikesOf(requests: readonly string[]): Strike[] {
  const all = requests.flatMap((_, at) =>
    BLOWS.flatMap((blow) => [{ at, when: 'before', blow } as const, { at, when: 'after', blow } as const]),
  )
  if (isWhole) return all
  const random = seededRandom(SEED)
  const writes = requests.findIndex((name) => /Update|Stop|Create|rollback$/.test(name))
  const atWrite = all.filter(({ at, blow }) => at === writes && blow !== 'SIGTERM')
  const others = Array.from({ length: SAMPLE }, () => all[Math.floor(random() * all.length)])
  return [...atWrite, ...others.filter((strike) => strike !== undefined)]
}

test.concurrent.each(SETUPS.map((setup) => [setup.name, setup] as const))(
  '%s: a run that dies at any request leaves the good version, once, after the next run',
  async (_, setup: Setup) => {
    const whole = await strikeOnce(setup, undefined)
    expect(findFaults(setup, whole)).toEqual([])
    expect(whole.first.outputs).toMatchObject({ result: 'rolled-back', healthy: 'true' })
    expect(whole.writes).not.toEqual([])
    const faults: string[] = []
    for (const strike of strikesOf(whole.requests)) {
      const struck = await strikeOnce(setup, strike)
      if (struck.requests.length <= strike.at) continue
      const name = struck.requests[strike.at] ?? whole.requests[strike.at]
      for (const fault of findFaults(setup, struck))
        faults.push(
          `${strike.blow} ${strike.when} request ${strike.at} (${name}): ${fault}; ${struck.first.outputs.result}, then ${struck.second.outputs.result}: ${struck.second.outputs.reason}`,
        )
    }
    expect(faults).toEqual([])
  },
  isWhole ? 7_200_000 : 300_000,
)
