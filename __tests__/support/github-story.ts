import { type ManualClock, manualClock, scaledClock } from '../../demo/world/clock.ts'
import { type GithubSettings, type LocalGithub, startGithub } from '../../demo/world/github/index.ts'
import { latestAttempt, type Run, type StepStory } from '../../demo/world/github/state.ts'
import type { Clock } from '../../src/core/clock.ts'
import { Secret } from '../../src/core/secret.ts'
import { type GithubClient, githubClient } from '../../src/github/client.ts'
import type { WorkflowConfig } from '../../src/targets/workflow/workflow-config.ts'
import type { WorkflowRollbackDeps } from '../../src/targets/workflow/workflow-context.ts'

export const MINUTE_MS = 60_000
/** As long as a step waits between two questions of the tests. */
const LONGEST_GAP_MS = 100

/** Time passes only while somebody sleeps, and then for the whole world. */
export function worldTime(world: ManualClock): Clock {
  const startMs = world.nowMs()
  return {
    nowMs: () => world.nowMs() - startMs,
    async sleep(durationMs, signal) {
      signal.throwIfAborted()
      world.advanceMs(durationMs)
    },
  }
}

/** A concurrency group, of a workflow or of a job. */
export function group(name: string, cancelInProgress = false): string {
  return `concurrency: { group: ${name}, cancel-in-progress: ${cancelInProgress} }`
}

/** Builds, deploys to production, and guards the deployment in a job of its own. */
export const DEPLOY_FILE = '.github/workflows/deploy.yml'
export const GUARDED = deployYaml()

export function deployYaml({
  workflowGroup = '',
  deployGroup = '',
  environment = 'environment: production',
}: {
  workflowGroup?: string
  deployGroup?: string
  environment?: string
} = {}): string {
  return `
name: Deploy
run-name: Deploy \${{ inputs.sha || github.sha }}
on:
  push:
  workflow_dispatch:
    inputs:
      sha: { required: false, default: '' }
${workflowGroup}
jobs:
  build: {}
  deploy:
    needs: build
    ${environment}
    ${deployGroup}
  guard:
    needs: deploy
`
}

/** Moved by hand, so that a past is told at once, until it is let run. */
function storyClock(): ManualClock & { run(speed: number, longestGapMs: number): void } {
  const told = manualClock()
  let run = () => 0
  return {
    nowMs: () => told.nowMs() + run(),
    advanceMs: (ms) => told.advanceMs(ms),
    run(speed, longestGapMs) {
      const running = scaledClock(speed, longestGapMs)
      const sinceMs = running.nowMs()
      run = () => running.nowMs() - sinceMs
    },
  }
}

export interface GithubStory {
  readonly clock: ManualClock
  readonly time: Clock
  readonly github: LocalGithub
  /** The runs of good commits, oldest first. */
  readonly good: readonly Run[]
  /** The run of the bad commit: it has deployed, and its guard job runs. */
  readonly bad: Run
  client(token?: string): GithubClient
  deps(more?: Partial<WorkflowRollbackDeps>): WorkflowRollbackDeps
  pass(ms: number): void
  /** From now on time passes by itself: so many world seconds in a real one, with gaps as {@link scaledClock} has them. */
  letTimeRun(speed: number, longestGapMs?: number): void
  close(): Promise<void>
}

export interface StoryWish extends GithubSettings {
  readonly file?: string
  readonly goodDeploys?: number
  /** Of every job. Absent: none is named. */
  readonly steps?: readonly StepStory[]
  /** Between two deploys. */
  readonly gapMs?: number
}

export const config: WorkflowConfig = {
  kind: 'workflow',
  strategy: { kind: 'rerun' },
  deployJob: 'deploy',
  environment: 'production',
  token: new Secret('ghs_unused'),
}

/** Good commits deployed well, one a day; then a bad one, whose guard is about to decide. */
export async function tellGithubStory(wish: StoryWish = {}): Promise<GithubStory> {
  const { file = GUARDED, goodDeploys = 2, gapMs = 60 * MINUTE_MS, steps = [], ...settings } = wish
  const clock = storyClock()
  const github = await startGithub({ clock, ...settings })
  const pass = (ms: number) => {
    clock.advanceMs(ms)
    github.catchUp()
  }
  github.story(() => ({ durationMs: MINUTE_MS, steps }))
  const good: Run[] = []
  for (let index = 0; index < goodDeploys; index += 1) {
    good.push(...github.push({ message: `Good ${index + 1}`, files: { [DEPLOY_FILE]: file } }).runs)
    pass(gapMs)
  }
  const held = new Set<number>()
  github.story(({ job, runId }) =>
    job === 'guard' && held.has(runId) ? { durationMs: 'held', steps } : { durationMs: MINUTE_MS, steps },
  )
  const [bad] = github.push({ message: 'Bad', files: { [DEPLOY_FILE]: file } }).runs
  if (bad === undefined) throw new Error('the push of the bad commit started no run')
  held.add(bad.id)
  pass(2 * MINUTE_MS)
  const time = worldTime(clock)
  const client = (token = github.token()) =>
    githubClient({ apiUrl: github.apiUrl, repository: 'octo/shop', token: new Secret(token), clock: time })
  return {
    clock,
    time,
    github,
    good,
    bad,
    client,
    deps: (more = {}) => ({
      github: client(),
      clock: time,
      context: { runId: bad.id, runAttempt: 1, job: 'guard', runnerName: '', refType: 'branch' },
      rollbackTo: { kind: 'previous' },
      isManual: false,
      pollIntervalMs: 5_000,
      ...more,
    }),
    pass,
    letTimeRun: (speed, longestGapMs = LONGEST_GAP_MS) => clock.run(speed, longestGapMs),
    close: () => github.close(),
  }
}

export function attemptOf(run: Run): number {
  return latestAttempt(run).number
}
