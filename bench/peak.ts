import type { StepResult } from '../demo/runner.ts'

const REPORT_PEAK = `process.on('exit', () => console.log('peak ' + process.resourceUsage().maxRSS))`

/** Options of Node with which a step tells its peak memory, as the operating system counts it, in its log. */
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
