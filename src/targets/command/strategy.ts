// Rollback by the user's own program: its check, its environment, its plan and its end. Ending its processes
// stands in process/.

import { withDeadline } from '../../core/deadline.ts'
import { renderDuration } from '../../core/duration.ts'
import { PlatformError } from '../../core/platform-error.ts'
import { LineRedactor } from '../../core/redact-lines.ts'
import { truncate } from '../../core/truncate.ts'
import type { Environment } from '../../process/child.ts'
import { judgeBeforeWrite, judgeRunning } from '../../run/judge-running.ts'
import {
  type ApplyResult,
  describeUnnamed,
  type PlanResult,
  type RollbackPlan,
  type RollbackProgress,
  type RollbackStrategy,
} from '../../run/rollback.ts'
import type { RollbackTo } from '../../run/rollback-to.ts'
import type { CommandConfig } from './command-config.ts'
import { type PlanOutput, parsePlanOutput } from './model/plan-output.ts'
import { checkScript } from './preflight.ts'
import { commandEnvironment, manualCommand, runScript, type ScriptEnd, type ScriptPlace } from './script.ts'

export interface CommandDeps extends ScriptPlace {
  /** The environment of this process, of which the command gets what a `run:` step would. */
  readonly env: Environment
  readonly redact: (text: string) => string
  readonly rollbackTo: RollbackTo
  /** It is to go forward to the version that is named, and to no other one. */
  readonly isForward?: boolean | undefined
  /** The version that was deployed, if it is known. */
  readonly from?: string | undefined
  /** The version that ran before, if `mode: capture` recorded it. */
  readonly captured?: string | undefined
  /** The versions that the checks saw before the deployment. */
  readonly seenBefore?: readonly string[] | undefined
  /** Why the rollback happens, as far as it is known when it is asked. */
  readonly reason: () => string
  readonly reportPath: string
}

const PLAN_LIMIT_MS = 120_000
const MAX_LINES = 100

/** Rolls back with the user's own program. Its exit code decides. */
export function commandRollback(config: CommandConfig, deps: CommandDeps): RollbackStrategy {
  return { plan: (signal) => new CommandPlanner(config, deps).plan(signal) }
}

class CommandPlanner {
  readonly #config: CommandConfig
  readonly #deps: CommandDeps
  #isStarted = false
  #end: ApplyResult | undefined

  constructor(config: CommandConfig, deps: CommandDeps) {
    this.#config = config
    this.#deps = deps
  }

  async plan(signal: AbortSignal): Promise<PlanResult> {
    await this.#check(this.#config.command, 'command', signal)
    const asked = await this.#askPlan(signal)
    if (asked === undefined) return { kind: 'ready', plan: this.#describe(this.#assumed(), false) }
    const { from } = asked
    if (this.#runsAsBefore(from)) {
      const reason = `plan-command says that ${this.#deps.redact(from)} runs, as before the deployment`
      return { kind: 'not-deployed', reason }
    }
    if (asked.kind === 'planned') this.#refuseOther(asked.to)
    const named = this.#named(from)
    if (named !== undefined) return { kind: 'ready', plan: this.#describe({ from, to: named }, true) }
    if (asked.kind === 'planned') return { kind: 'ready', plan: this.#describe(asked, true) }
    return {
      kind: 'no-target',
      reason: `plan-command knows of nothing to go back to from ${from}`,
      evidence: ['plan-command printed "to": null'],
      running: from,
    }
  }

  /** What a person or the capture names counts for more than the list that plan-command reads. */
  #named(running: string): string | undefined {
    const { captured, rollbackTo } = this.#deps
    if (rollbackTo.kind === 'revision') return rollbackTo.revision
    return rollbackTo.kind === 'previous' && captured !== running ? captured : undefined
  }

  /** A program that only knows one way back would go further back. */
  #refuseOther(planned: string): void {
    const { rollbackTo, isForward, redact } = this.#deps
    if (!isForward || rollbackTo.kind !== 'revision' || rollbackTo.revision === planned) return
    throw new PlatformError(
      'refused',
      `plan-command would go to ${redact(planned)}, and not forward to ${redact(rollbackTo.revision)}`,
      { hint: 'Let it print the version in SAFE_LANDING_TO as "to" where that is a name of a version.' },
    )
  }

  /** Going back from the version that ran before the deployment would lead to one that is older still. */
  #runsAsBefore(version: string): boolean {
    const { captured, seenBefore = [], from, rollbackTo } = this.#deps
    const before = seenBefore.includes(version) ? version : captured
    return judgeRunning({ running: version, deployed: from, captured: before, rollbackTo }) === 'not-deployed'
  }

  #describe({ from, to }: { from: string; to: string }, isAsked: boolean): RollbackPlan {
    const { redact } = this.#deps
    const script = redact(truncate(this.#config.command, 300))
    const manual = [manualCommand(redact(this.#config.command), { from: redact(from), to: redact(to) })]
    const { from: deployed, captured, rollbackTo } = this.#deps
    const isToNamed = captured !== undefined || rollbackTo.kind === 'revision'
    return {
      from: redact(from),
      to: redact(to),
      ...(isAsked ? {} : describeUnnamed(deployed !== undefined, isToNamed)),
      actor: 'us',
      evidence: [isAsked && this.#named(from) === undefined ? 'plan-command printed it' : this.#assumption()],
      steps: [`run \`command\` once: ${script}`],
      unknowns: isAsked
        ? []
        : [
            'whether the command has been run before, and what it goes back to: a plan-command would say both',
          ],
      manual,
      apply: (progress, signal) => this.#apply({ from, to }, progress, signal),
      manualNow: () => (this.#isStarted || this.#end !== undefined ? [] : manual),
    }
  }

  async #apply(
    planned: { from: string; to: string },
    progress: RollbackProgress,
    signal: AbortSignal,
  ): Promise<ApplyResult> {
    signal.throwIfAborted()
    this.#end ??= await this.#checkBefore(planned, signal)
    if (this.#end !== undefined) return this.#end
    progress('running the rollback command')
    this.#isStarted = true
    const end = await this.#run(this.#config.command, planned, signal, recordLines(progress))
    if (end.exitCode !== 0) throw this.#failed('the rollback command', end)
    this.#end = { kind: 'in-place' }
    progress('the rollback command ended with exit code 0')
    return this.#end
  }

  /** Immediately before the write: is it still what was planned for? */
  async #checkBefore(
    planned: { from: string; to: string },
    signal: AbortSignal,
  ): Promise<ApplyResult | undefined> {
    const now = await this.#askPlan(signal)
    if (now === undefined && this.#isStarted) throw startedBefore()
    const running = now?.from ?? planned.from
    const found = judgeBeforeWrite(running, planned)
    if (found !== 'superseded') return found && { kind: found }
    const by = this.#deps.redact(running)
    return { kind: found, reason: `plan-command now says that ${by} runs`, by }
  }

  /** Undefined: there is no plan-command. */
  async #askPlan(signal: AbortSignal): Promise<Exclude<PlanOutput, { kind: 'wrong' }> | undefined> {
    const { planCommand } = this.#config
    if (planCommand === undefined) return undefined
    await this.#check(planCommand, 'plan-command', signal)
    const end = await withDeadline(
      (until) => this.#run(planCommand, this.#assumed(), until),
      { clock: this.#deps.clock, limitMs: PLAN_LIMIT_MS, reason: planTimedOut },
      signal,
    )
    if (end.exitCode !== 0) throw this.#failed('plan-command', end)
    const output = parsePlanOutput(end.stdout)
    if (output.kind !== 'wrong') return output
    throw new PlatformError('refused', `plan-command ${this.#deps.redact(output.problem)}`, {
      hint: 'Let it print one JSON object and nothing else, such as {"from": "v42", "to": "v41"}; messages belong on standard error.',
    })
  }

  #check(script: string, name: string, signal: AbortSignal): Promise<void> {
    const { env, redact } = this.#deps
    return checkScript({ name, script, env, redact }, this.#deps, signal)
  }

  async #run(
    script: string,
    facts: { from: string; to: string },
    signal: AbortSignal,
    onLine?: (line: string) => void,
  ): Promise<ScriptEnd> {
    const { reason, reportPath, env, redact } = this.#deps
    const environment = commandEnvironment(env, { ...facts, reason: reason(), reportPath })
    const lines = onLine && new LineRedactor(redact, onLine)
    return await runScript(
      { script, env: environment, onLine: lines && ((line) => lines.add(line)) },
      this.#deps,
      signal,
    ).finally(() => lines?.end())
  }

  #assumed(): { from: string; to: string } {
    const { from = 'the current version', captured = 'previous', rollbackTo } = this.#deps
    if (rollbackTo.kind === 'previous') return { from, to: captured }
    return { from, to: rollbackTo.kind === 'back' ? `-${rollbackTo.count}` : rollbackTo.revision }
  }

  #assumption(): string {
    const { captured, rollbackTo } = this.#deps
    if (rollbackTo.kind !== 'previous') return 'rollback-to names it'
    return captured === undefined
      ? 'the command itself knows what to go back to'
      : 'mode: capture recorded it before the deployment'
  }

  #failed(name: string, end: ScriptEnd): PlatformError {
    const { redact } = this.#deps
    const last = truncate(
      lastLine(redact(end.stderr)) ?? lastLine(redact(end.stdout)) ?? 'it printed nothing',
    )
    const what = `${name} ended with exit code ${end.exitCode}: ${last}`
    if (end.exitCode === 127) {
      return new PlatformError('not-found', what, { hint: 'A program that it calls is not on this runner.' })
    }
    if (end.exitCode === 126) {
      return new PlatformError('access-denied', what, { hint: 'A file that it calls may not be executed.' })
    }
    return new PlatformError('refused', what, {
      hint: `Look at what ${name} has done so far before you start another deployment.`,
    })
  }
}

function planTimedOut(): PlatformError {
  return new PlatformError('timed-out', `plan-command did not end within ${renderDuration(PLAN_LIMIT_MS)}`, {
    hint: 'Find out by hand what it waits for; it was ended with every process that it had started.',
  })
}

function startedBefore(): PlatformError {
  return new PlatformError('ambiguous', 'the rollback command was started before and did not end well', {
    hint: 'It is not run a second time unless a plan-command says what runs now; look at the service, and finish the rollback by hand.',
  })
}

function recordLines(progress: RollbackProgress): (line: string) => void {
  let reported = 0
  return (line) => {
    const text = truncate(line)
    if (text === '') return
    reported += 1
    if (reported <= MAX_LINES) progress(text)
    if (reported === MAX_LINES) progress('the command prints more, which is not shown')
  }
}

function lastLine(text: string): string | undefined {
  return text
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => line !== '')
}
