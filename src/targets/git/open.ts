import { readPayload } from '../../github/event-payload.ts'
import { connectGithub, readGithubRun } from '../../github/run-context.ts'
import { runMetrics, runProbe } from '../../github/run-metrics.ts'
import type { Config } from '../../inputs/config.ts'
import type { Capture } from '../../run/capture.ts'
import { planningSource } from '../planning-source.ts'
import { rollbackPatience } from '../rollback-patience.ts'
import type { OpenTarget, TargetDeps } from '../target.ts'
import type { GitConfig } from './git-config.ts'
import { deployedCommit } from './model/deployed-commit.ts'
import { gitRollback } from './strategy.ts'

export function openGit(config: Config, target: GitConfig, deps: TargetDeps): OpenTarget {
  const { env, clock, redact, reason, capture, deployed } = deps
  const run = readGithubRun(env)
  const isManual = config.mode === 'rollback'
  const event = deployedCommit({ ...run, isManual }, env.GITHUB_BASE_REF ?? '', readPayload(env))
  const github = connectGithub(run, target.token, clock)
  const patience = rollbackPatience(config)
  const { rollbackTo, pollIntervalMs, rollbackTimeoutMs } = config
  const strategy = gitRollback(target, {
    github: connectGithub(run, target.token, clock, { patience }),
    clock,
    patience,
    env,
    redact,
    reason,
    rollbackTo,
    pollIntervalMs,
    rollbackTimeoutMs,
    serverUrl: run.serverUrl,
    repository: run.repository,
    event,
    expected: deployed,
    temporary: env.RUNNER_TEMP ?? '',
    startsWorkflows: !isGithubToken(target.token.reveal()),
    ...isBack(config, deps),
    captured: captured(capture, [event.sha, deployed]),
  })
  const history = { github, clock, context: run }
  return {
    strategy,
    // Before the deploy the last commit that was deployed successfully is the one that runs.
    source: planningSource(strategy, ({ to }) => (rollbackTo.kind === 'previous' ? to : undefined)),
    runs: runMetrics(history),
    probes: config.health.checks.length === 0 ? [runProbe(history)] : [],
  }
}

/** The commit that ran before: the one that the site answered with, if it answers with commits, or the one on record. */
function captured(capture: Capture | undefined, bad: readonly (string | undefined)[]): string | undefined {
  const versions = new Set(capture?.baseline?.checks.map(({ version }) => version))
  const [answered = ''] = versions
  const isCommit = versions.size === 1 && /^[0-9a-f]{40}$/.test(answered)
  return isCommit && !bad.includes(answered) ? answered : capture?.revision
}

/** Nothing that a job's own token does starts a workflow. Its prefix is documented as `ghs_`. */
function isGithubToken(token: string): boolean {
  return token.startsWith('ghs_')
}

/** Whether the good version answers, or at least not the bad one: after a push, the only sign of a deployment. */
function isBack(
  { health }: Config,
  { probes, deployed }: TargetDeps,
): { isBack?: (signal: AbortSignal) => Promise<boolean> } {
  const { expectVersion: version } = health
  if (version === undefined || probes.length === 0) return {}
  const kind = deployed === undefined ? 'exactly' : 'other-than'
  return {
    async isBack(signal) {
      const probing = probes.map((probe) => probe.probe({ kind, version }, signal))
      return (await Promise.all(probing)).every(({ result }) => result === 'pass')
    },
  }
}
