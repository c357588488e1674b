import type { Clock } from '../core/clock.ts'
import { PlatformError } from '../core/platform-error.ts'
import type { Secret } from '../core/secret.ts'
import { type GithubClient, type GithubConnection, githubClient } from './client.ts'

/** The run that this step is part of, by https://docs.github.com/actions/reference/workflows-and-actions/variables */
export interface GithubRun {
  readonly apiUrl: string
  readonly serverUrl: string
  /** `owner/name` */
  readonly repository: string
  readonly runId: number
  readonly runAttempt: number
  /** The key of the job in the workflow file. */
  readonly job: string
  readonly runnerName: string
  readonly sha: string
  readonly refName: string
  readonly refType: 'branch' | 'tag'
  /** Such as `push`. */
  readonly event: string
}

/** Which run, attempt and job this step is part of. */
export type RunContext = Pick<GithubRun, 'runId' | 'runAttempt' | 'job' | 'runnerName' | 'refType'>

/** @throws PlatformError outside of a GitHub run, where targets that need one cannot work */
export function readGithubRun(env: NodeJS.ProcessEnv): GithubRun {
  const { GITHUB_API_URL: apiUrl, GITHUB_SERVER_URL: serverUrl, GITHUB_REPOSITORY: repository } = env
  const runId = Number(env.GITHUB_RUN_ID)
  if (!apiUrl || !serverUrl || !repository || !Number.isSafeInteger(runId) || runId <= 0) {
    throw new PlatformError(
      'not-found',
      'this target needs the GitHub run that it is part of, and there is none',
      {
        hint: 'Run it as a step of a GitHub Actions job, where the runner sets GITHUB_API_URL, GITHUB_REPOSITORY and GITHUB_RUN_ID.',
      },
    )
  }
  return {
    apiUrl,
    serverUrl,
    repository,
    runId,
    runAttempt: Number(env.GITHUB_RUN_ATTEMPT ?? 1),
    job: env.GITHUB_JOB ?? '',
    runnerName: env.RUNNER_NAME ?? '',
    sha: env.GITHUB_SHA ?? '',
    refName: env.GITHUB_REF_NAME ?? '',
    refType: env.GITHUB_REF_TYPE === 'tag' ? 'tag' : 'branch',
    event: env.GITHUB_EVENT_NAME ?? '',
  }
}

export function connectGithub(
  { apiUrl, repository }: GithubRun,
  token: Secret,
  clock: Clock,
  { patience, send }: Pick<GithubConnection, 'patience' | 'send'> = {},
): GithubClient {
  return githubClient({ apiUrl, repository, token, clock, patience, send })
}
