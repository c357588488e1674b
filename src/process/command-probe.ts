import type { Clock } from '../core/clock.ts'
import { DeadlineError, withDeadline } from '../core/deadline.ts'
import { renderDuration } from '../core/duration.ts'
import { truncate } from '../core/truncate.ts'
import type { Observation } from '../health/observation.ts'
import type { HealthProbe, VersionExpectation } from '../health/probe.ts'
import { type ChildEnd, type ChildOutput, type ChildRequest, type Environment, runChild } from './child.ts'
import type { CommandCheck } from './command-check.ts'
import { stepEnvironment } from './step-environment.ts'

export interface CommandProbeDeps {
  /** The environment of this process, of which the command gets what a `run:` step would. */
  readonly env: Environment
  readonly clock: Clock
  readonly redact: (text: string) => string
}

/** As a `run:` step with `shell: bash`. `--norc`: bash takes Node's socket for a remote shell's and would read ~/.bashrc. */
const BASH = ['--noprofile', '--norc', '-eo', 'pipefail', '-c'] as const
const EVIDENCE_LINES = 3
const EVIDENCE_CHARS = 300

type Judgement = Pick<Observation, 'result' | 'reason'>

/** A check by a command: exit code 0 passes, 1 fails, and with any other nobody asked the service. */
export function commandProbe(check: CommandCheck, deps: CommandProbeDeps): HealthProbe {
  const { name, required, timeoutMs } = check
  const { clock } = deps
  return {
    name,
    required,
    async probe(expected, signal, stage) {
      const startedAtMs = clock.nowMs()
      let printed: ChildOutput = { stdout: '', stderr: '' }
      const request: ChildRequest = {
        argv: ['bash', ...BASH, check.run],
        ...(deps.env.GITHUB_WORKSPACE && { cwd: deps.env.GITHUB_WORKSPACE }),
        env: environmentOf(
          deps.env,
          expected,
          stage === 'recovery' ? stage : (check.stage ?? 'verification'),
        ),
        onStopped: (output) => {
          printed = output
        },
      }
      const judgement = await withDeadline(
        (until) => runChild(request, clock, until),
        { clock, limitMs: timeoutMs },
        signal,
      ).then(
        (end) => judgeEnd(end, deps.redact),
        (error: unknown) =>
          judgeTimeout(error, `${renderDuration(timeoutMs)}: ${said(printed, deps.redact)}`),
      )
      return { check: name, startedAtMs, endedAtMs: clock.nowMs(), ...judgement }
    },
  }
}

function environmentOf(own: Environment, expected: VersionExpectation, stage: string): Environment {
  return {
    ...stepEnvironment(own),
    SAFE_LANDING_STAGE: stage,
    SAFE_LANDING_VERSION: expected.kind === 'exactly' ? expected.version : '',
  }
}

function judgeEnd(end: ChildEnd, redact: (text: string) => string): Judgement {
  if (end.kind === 'not-started') {
    return { result: 'error', reason: 'bash could not be started in the workspace' }
  }
  if (end.exitCode === 0) return { result: 'pass' }
  return {
    result: end.exitCode === 1 ? 'fail' : 'error',
    reason: `the command ended with exit code ${end.exitCode}: ${said(end, redact)}`,
  }
}

function judgeTimeout(error: unknown, what: string): Judgement {
  if (!(error instanceof DeadlineError)) throw error
  return { result: 'fail', reason: `the command did not end within ${what}` }
}

/** The end of what it printed. */
function said({ stdout, stderr }: ChildOutput, redact: (text: string) => string): string {
  const lines = [stdout, stderr].flatMap((text) => lastLines(redact(text)))
  return truncate(lines.join(' / '), EVIDENCE_CHARS) || 'it printed nothing'
}

function lastLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(-EVIDENCE_LINES)
}
