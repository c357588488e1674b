import { readActionMetadata } from '../demo/runner/action-metadata.ts'
import { Job } from '../demo/runner.ts'
import { ACTION_FILE } from '../demo/stage.ts'
import { serve } from '../demo/world/loopback.ts'
import { bareRequestMs } from './bare-requests.ts'
import { type Figure, median } from './figure.ts'
import { peakOf, processorMsPerSecond, REPORTING_PEAK, residentBytes } from './peak.ts'

const CHECKS = 200
const INTERVAL_MS = 1_000
const AIM_MS = 50
const AIM_MEMORY_MIB = 150
const AIM_PROCESSOR_MS = 0.6
/** By which a busy machine can be judged: 0.6 ms where a bare request takes 0.24. */
const AIM_PROCESSOR = 2.5
const AIM_GROWTH = 1.1

/** How far from its grid a probe arrives, with as many checks at once as may be given. */
export async function measureSchedule(): Promise<Figure[]> {
  const arrivals = new Map<string, number[]>()
  const server = await serve((request, response) => {
    const path = request.url ?? ''
    if (!path.startsWith('/bare')) arrivals.set(path, [...(arrivals.get(path) ?? []), performance.now()])
    response.end('{"status":"ok"}')
  })
  const checks = Array.from(
    { length: CHECKS },
    (_, index) => `- name: c${index}\n  url: ${server.url}/${index}`,
  )
  const job = new Job({ github: { api_url: server.url } })
  try {
    const result = await job.run({
      action: readActionMetadata(ACTION_FILE),
      with: { target: 'none', checks: checks.join('\n'), interval: `${INTERVAL_MS}ms`, 'bake-time': '40s' },
      nodeOptions: REPORTING_PEAK,
    })
    const bareMs = await bareRequestMs(`${server.url}/bare`, CHECKS)
    const peak = peakOf(result)
    const resident = residentBytes(result)
    const third = Math.floor(resident.length / 3)
    const growth = median(resident.slice(-third)) / median(resident.slice(third, 2 * third))
    const processorMs = processorMsPerSecond(result) / (CHECKS * (1_000 / INTERVAL_MS))
    const off = [...arrivals.values()].flatMap(deviations).sort((a, b) => a - b)
    const worst = off[Math.ceil(off.length * 0.99) - 1] ?? Number.NaN
    return [
      {
        what: `off the grid with ${CHECKS} checks, 99th percentile of ${off.length} probes`,
        measured: `${worst.toFixed(0)} ms`,
        aim: { text: `≤ ${AIM_MS} ms`, isMet: worst <= AIM_MS },
      },
      {
        what: `peak memory with ${CHECKS} checks`,
        measured: `${peak.toFixed(0)} MiB`,
        aim: { text: `≤ ${AIM_MEMORY_MIB} MiB`, isMet: peak <= AIM_MEMORY_MIB },
      },
      {
        what: `memory with ${CHECKS} checks, the last third of the run to the one before`,
        measured: `${growth.toFixed(2)} ×`,
        aim: { text: `≤ ${AIM_GROWTH} ×`, isMet: growth <= AIM_GROWTH },
      },
      {
        what: `processor time for a probe, with ${CHECKS} checks`,
        measured: `${processorMs.toFixed(2)} ms`,
        aim: { text: `≤ ${AIM_PROCESSOR_MS} ms`, isMet: processorMs <= AIM_PROCESSOR_MS },
      },
      {
        what: `the same, to a request by Node itself (${bareMs.toFixed(2)} ms)`,
        measured: `${(processorMs / bareMs).toFixed(1)} ×`,
        aim: { text: `≤ ${AIM_PROCESSOR} ×`, isMet: processorMs <= bareMs * AIM_PROCESSOR },
      },
    ]
  } finally {
    await job.close()
    await server.close()
  }
}

/** From where the median of its probes says that the grid lies. The last one falls on the end of the bake instead. */
function deviations(arrivedAtMs: readonly number[]): number[] {
  const phases = arrivedAtMs.slice(0, -1).map((atMs, index) => atMs - index * INTERVAL_MS)
  const origin = median(phases)
  return phases.map((phase) => Math.abs(phase - origin))
}
