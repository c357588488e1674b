import type { Clock } from '../core/clock.ts'
import type { Config } from '../inputs/config.ts'
import { bestEffort } from '../run/best-effort.ts'
import type { Journal } from '../run/event.ts'
import type { KnownBadSource } from '../run/known-bad.ts'

interface KnownBadDeps {
  readonly env: NodeJS.ProcessEnv
  readonly clock: Clock
  readonly journal: Journal
}

const COMMIT = /^[0-9a-f]{40}$/

/**
 * The commit that is about to be deployed. Undefined: it is unknown, or the run may deploy something else: the same
 * commit by another event can be another version.
 */
export function commitToDeploy(
  { health }: Pick<Config, 'health'>,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const { expectVersion = '' } = health
  if (COMMIT.test(expectVersion)) return expectVersion
  const { GITHUB_SHA: sha = '', GITHUB_EVENT_NAME: event } = env
  return event === 'push' && COMMIT.test(sha) ? sha : undefined
}

/** What GitHub's records of the environment say of the commit. Undefined: they are not kept, or may not be asked. */
export function githubRecords(
  config: Config,
  { env, clock, journal }: KnownBadDeps,
): KnownBadSource | undefined {
  const { environment, githubToken: token, knownBad } = config
  const sha = commitToDeploy(config, env)
  if (environment === undefined || token === undefined || sha === undefined || knownBad === 'ignore')
    return undefined
  const read = async (signal: AbortSignal): Promise<string[]> => {
    const { findBadCommit } = await import('../github/known-bad-commit.ts')
    const { connectGithub, readGithubRun } = await import('../github/run-context.ts')
    const github = connectGithub(readGithubRun(env), token, clock)
    const bad = await findBadCommit(github, { environment, sha }, signal)
    if (bad === undefined) return []
    const at = new Date(bad.atMs).toISOString().slice(0, 16).replace('T', ' ')
    return [
      `${sha.slice(0, 7)} was rolled back from in ${environment} on ${at} UTC, and not verified since: ${bad.why}`,
    ]
  }
  const loss = 'whether this commit was rolled back from before could not be determined'
  return { find: async (signal) => (await bestEffort(journal, loss, () => read(signal), signal)) ?? [] }
}
