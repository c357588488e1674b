import type { StepResult } from '../demo/runner.ts'
import { median } from './figure.ts'

const REPORT_PEAK = `
process.on('exit', () => console.log('peak ' + process.resourceUsage().maxRSS))
setInterval(() => {
  const { user, system } = process.cpuUsage()
  console.log('processor ' + (user + system))
  console.log('resident ' + process.memoryUsage.rss())
}, 1000).unref()`

/** Options of Node with which a step tells in its log its peak memory, and each second its memory and processor time, as the operating system counts them. */
export const REPORTING_PEAK = ['--import', `data:text/javascript,${encodeURIComponent(REPORT_PEAK)}`]

/** In MiB. Throws if the run did not end well, since its memory would say nothing. */
export function peakOf({ lines, exitCode }: StepResult): number {
  const kilobytes = lines
    .map(({ text }) => /^peak (\d+)$/.exec(text)?.[1])
    .find((match) => match !== undefined)
  if (exitCode !== 0 || kilobytes === undefined) {
    throw new Error(`The run ended with ${exitCode}:\n${lines.map(({ text }) => text).join('\n')}`)
  }
  return Number(kilobytes) / 1024
}

/** In bytes, a second after the other. */
export function residentBytes({ lines }: StepResult): number[] {
  return lines.flatMap(({ text }) => /^resident (\d+)$/.exec(text)?.[1] ?? []).map(Number)
}

/** In milliseconds, of a usual second of the run. */
export function processorMsPerSecond({ lines }: StepResult): number {
  const spent = lines.flatMap(({ text }) => /^processor (\d+)$/.exec(text)?.[1] ?? []).map(Number)
  return median(spent.slice(1).map((microseconds, index) => microseconds - (spent[index] ?? 0))) / 1_000
}
