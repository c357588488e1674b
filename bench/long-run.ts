import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Verdict } from '../src/health/observation.ts'
import type { Figure } from './figure.ts'

const MIB = 1_048_576
const AIM_GROWTH_MIB = 12
const AIM_REPORT_BYTES = 1_000_000

export interface LongRun {
  readonly verdict: Verdict['kind']
  readonly probes: number
  /** What lives on, at the end against after a minute. */
  readonly grownBytes: number
  readonly reportBytes: number
  readonly summaryBytes: number
}

/** A quarter of an hour with 200 checks each second, on virtual time, by the run's own code. */
export function measureLongRun(): Figure[] {
  const program = join(import.meta.dirname, 'long-run/play.ts')
  const text = execFileSync(process.execPath, ['--expose-gc', program], { encoding: 'utf8' })
  const { verdict, probes, grownBytes, reportBytes }: LongRun = JSON.parse(text)
  if (verdict !== 'healthy') throw new Error(`It should have been healthy: ${verdict}`)
  const mebibytes = (bytes: number, aim: number) => ({
    measured: `${(bytes / MIB).toFixed(1)} MiB`,
    aim: { text: `≤ ${aim} MiB`, isMet: bytes / MIB <= aim },
  })
  return [
    {
      what: `memory of ${probes} events of 200 checks in 15 min, beyond the first minute`,
      ...mebibytes(grownBytes, AIM_GROWTH_MIB),
    },
    {
      what: 'its report.json',
      measured: `${Math.round(reportBytes / 1_000)} kB`,
      aim: { text: `≤ ${AIM_REPORT_BYTES / 1_000} kB`, isMet: reportBytes <= AIM_REPORT_BYTES },
    },
  ]
}
