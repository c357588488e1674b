import type { StepResult } from '../demo/runner.ts'

const TELL_PEAK = `process.on('exit', () => console.log('peak ' + process.resourceUsage().maxRSS))`

/** Options of Node with which a step tells its peak memory, as the operating system counts it, in its log. */
export const TELLING_PEAK = ['--import', `data:text/javascript,${encodeURIComponent(TELL_PEAK)}`]

/** In MiB. Throws if the run did not end well, since its memory would say nothing. */
export function peakOf({ lines, exitCode }: StepResult): number {
  const told = lines
    .map(({ text }) => /^peak (\d+)$/.exec(text)?.[1])
    .find((kilobytes) => kilobytes !== undefined)
  if (exitCode !== 0 || told === undefined) {
    throw new Error(`The run ended with ${exitCode}:\n${lines.map(({ text }) => text).join('\n')}`)
  }
  return Number(told) / 1024
}
