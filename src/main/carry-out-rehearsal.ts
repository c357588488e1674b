import type { GuardSettings } from '../run/guard.ts'
import type { Outcome } from '../run/outcome.ts'
import type { WayForward } from '../run/rehearsal-forward.ts'
import { type RehearsePorts, rehearse } from '../run/rehearse.ts'
import type { OpenTarget } from '../targets/target.ts'
import type { RunConfig } from './parse-inputs.ts'

type Opened = OpenTarget & Omit<RehearsePorts, 'strategy' | 'wayForward' | 'notes'>

interface RehearsalDeps {
  readonly ports: Opened
  readonly settings: GuardSettings
  /** Opens the target once more, for the way forward. */
  readonly openForward: (ordered: RunConfig) => Promise<OpenTarget>
  /** Of the run. */
  readonly attempt: number
}

/** Loaded only for a rehearsal. */
export async function carryOutRehearsal(
  config: RunConfig,
  { ports, settings, openForward, attempt }: RehearsalDeps,
  signal: AbortSignal,
): Promise<Outcome> {
  const { strategy, rehearsalNotes: notes } = ports
  if (strategy === undefined)
    throw new Error('mode: rehearse needs a target, and the inputs were to refuse this')
  if (notes === undefined && attempt > 1 && config.health.expectVersion === undefined)
    return refuseAttempt(attempt)
  const wayForward = findWayForward(config, openForward)
  if (wayForward.kind === 'impossible') {
    const text = `the rehearsal ends after the way back: ${wayForward.why}`
    ports.journal.record({ kind: 'warned', text, isAdvice: true })
  }
  return await rehearse({ ...ports, strategy, wayForward, notes }, settings, signal)
}

/** Without a note of the first one, this would rehearse with what that has put back, and end one version further back. */
function refuseAttempt(attempt: number): Outcome {
  return {
    result: 'guard-stopped',
    reason: `this is attempt ${attempt} of the run, and an earlier one may have left the service on an earlier version: nothing says which one should run`,
    hint: 'See which version runs. Then set `expect-version`, or start a new run instead of running this one again.',
    timings: {},
  }
}

/** As a person would request it: what was captured before the deployment is not the way forward. */
function findWayForward(config: RunConfig, openForward: RehearsalDeps['openForward']): WayForward {
  const { staysBack } = config.target
  if (staysBack !== undefined) return { kind: 'impossible', why: staysBack }
  return {
    kind: 'possible',
    open: async (revision) => {
      const { strategy, watch } = await openForward({
        ...config,
        mode: 'rollback',
        rollbackTo: { kind: 'revision', revision },
      })
      if (strategy === undefined) throw new Error('a target that went back has no way forward')
      return { strategy, watch }
    },
  }
}
