import { PlatformError } from '../core/platform-error.ts'
import { VERSION } from '../core/version.ts'
import { isCommand } from '../process/command-check.ts'
import { notesOf, RUNBOOK_MARK, type RunbookCandidate, renderRunbook } from '../report/runbook.ts'
import type { Outcome } from '../run/outcome.ts'
import { describePlan, type RollbackStrategy } from '../run/rollback.ts'
import type { RollbackTo } from '../run/rollback-to.ts'
import { rewriteInWorkspace } from '../runner/workspace-file.ts'
import type { RunConfig } from './parse-inputs.ts'

/** So many versions back a person may have to go by hand. */
const MOST_CANDIDATES = 3

interface RunbookDeps {
  readonly env: NodeJS.ProcessEnv
  readonly redact: (text: string) => string
  /** Opens the target with another order. */
  readonly open: (ordered: RunConfig) => Promise<RollbackStrategy | undefined>
}

/** Writes the runbook of a configuration that is valid. Loaded only where one is asked for. */
export async function writeRunbook(
  config: RunConfig & { readonly runbook: NonNullable<RunConfig['runbook']> },
  outcome: Outcome,
  deps: RunbookDeps,
  signal: AbortSignal,
): Promise<Outcome> {
  const { env, redact } = deps
  const { path, contacts } = config.runbook
  const { target, environment, health } = config
  const context = { where: target.location(env), environment, target: target.kind, version: VERSION }
  const { candidates, noMore } = await collectCandidates(config, deps, signal)
  const addresses = health.checks.flatMap((check) => {
    if (isCommand(check)) return []
    const { origin, pathname } = new URL(check.url.reveal())
    return [`${origin}${pathname}`]
  })
  const facts = { context, addresses, candidates, noMore, whoMay: target.whoMay, contacts }
  try {
    const workspace = env.GITHUB_WORKSPACE ?? process.cwd()
    rewriteInWorkspace({ workspace, path, firstLine: RUNBOOK_MARK }, (before) =>
      redact(renderRunbook(facts, notesOf(before))),
    )
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    const { message: reason, hint } = error
    return { ...outcome, result: 'invalid', reason: `runbook: ${reason}`, hint }
  }
  return { ...outcome, reason: `${outcome.reason}; the runbook is in ${path}` }
}

/** Each by a plan of its own, so that its commands are exactly those of the plan. Reads only. */
async function collectCandidates(
  config: RunConfig,
  { open }: RunbookDeps,
  signal: AbortSignal,
): Promise<{ candidates: readonly RunbookCandidate[]; noMore?: string | undefined }> {
  const candidates: RunbookCandidate[] = []
  for (let count = 1; count <= MOST_CANDIDATES; count += 1) {
    const rollbackTo: RollbackTo = count === 1 ? { kind: 'previous' } : { kind: 'back', count }
    try {
      const strategy = await open({ ...config, rollbackTo })
      if (strategy === undefined) return { candidates, noMore: 'this target puts nothing back' }
      const planned = await strategy.plan(signal)
      if (planned.kind !== 'ready') return { candidates, noMore: planned.reason }
      candidates.push({
        rollbackTo: count === 1 ? 'previous' : `-${count}`,
        plan: describePlan(planned.plan),
      })
    } catch (error) {
      if (!(error instanceof PlatformError) || signal.aborted) throw error
      return { candidates, noMore: error.message }
    }
  }
  return { candidates }
}
