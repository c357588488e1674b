import type { Send } from '../../github/octokit.ts'
import { connectGithub, readGithubRun } from '../../github/run-context.ts'
import { runMetrics, runProbe } from '../../github/run-metrics.ts'
import type { Config } from '../../inputs/config.ts'
import { rollbackPatience } from '../rollback-patience.ts'
import type { OpenTarget, TargetDeps } from '../target.ts'
import { workflowRehearsalNotes } from './marker-notes.ts'
import { workflowCapture, workflowRollback } from './strategy.ts'
import type { WorkflowConfig } from './workflow-config.ts'

/** @param send how GitHub is asked; absent: over the network */
export function openWorkflow(
  config: Config,
  target: WorkflowConfig,
  { env, clock, capture, rehearsal }: TargetDeps,
  send?: Send,
): OpenTarget {
  const run = readGithubRun(env)
  const { rollbackTo, pollIntervalMs, mode } = config
  const github = connectGithub(run, target.token, clock, { send })
  const deps = {
    github: connectGithub(run, target.token, clock, { patience: rollbackPatience(config), send }),
    clock,
    context: run,
    rollbackTo,
    pollIntervalMs,
    isManual: mode === 'rollback',
    rehearsal,
    captured: capture?.revision,
  }
  const { workflow } = target
  const history = { github, clock, context: run, workflow }
  return {
    strategy: workflowRollback(target, deps),
    ...(rehearsal === 'back' && { rehearsalNotes: workflowRehearsalNotes(target, deps) }),
    source: workflowCapture(target, deps),
    runs: runMetrics(history),
    probes: config.health.checks.length === 0 ? [runProbe(history)] : [],
  }
}
