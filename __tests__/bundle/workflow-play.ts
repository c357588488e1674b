import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LogLine } from '../../demo/runner/step-log.ts'
import { livingIn } from '../../demo/stage.ts'
import type { Permissions } from '../../demo/world/github/server.ts'
import type { Run } from '../../demo/world/github/state.ts'
import { type GithubStory, type StoryWish, tellGithubStory } from '../support/github-story.ts'
import { type Ended, type Inputs, QUICK, Stage } from './stage.ts'

/** Real time, as short as the rules allow: a job of a minute takes a quarter of a second. */
export const WORKFLOW_SPEED = 240
const STEP = {
  ...QUICK,
  target: 'workflow',
  'deploy-job': 'deploy',
  environment: 'production',
  'start-period': '0ms',
  'poll-interval': '100ms',
  'rollback-timeout': '60s',
}

export interface WorkflowScene extends StoryWish {
  /** Before the guard starts; what it answers is the run that the step is part of, if it is not the bad one. */
  readonly begin?: (story: GithubStory) => Run | undefined
  /** A function: known only once the story has begun. */
  readonly with?: Inputs | ((story: GithubStory) => Inputs)
  /** Usual inputs that this step does not have. */
  readonly dropped?: readonly string[]
  readonly permissions?: Permissions
  /** The commits that answer well. Default: all but the bad one. */
  readonly isHealthy?: (sha: string, story: GithubStory) => boolean
  /** The job whose step it is. */
  readonly job?: string
  readonly cancelAt?: (line: LogLine) => boolean
  /** After the step has ended, with the world still there. */
  readonly afterwards?: (ended: Ended, story: GithubStory) => Promise<void>
  /** The job's `env:`. */
  readonly env?: Readonly<Record<string, string>>
  /** The payload of the event. A function: known only once the story has begun. */
  readonly event?: unknown | ((story: GithubStory) => unknown)
  /** The step lives in the time of its GitHub too, of which so many seconds pass in a real one. */
  readonly livesAtSpeed?: number
}

export interface PlayedWorkflow extends Ended {
  /** As `POST rerun`, `POST statuses queued`: what was asked of GitHub and not refused, in order. */
  readonly writes: readonly string[]
  readonly story: GithubStory
  /** The commit that answers in the end. */
  readonly live: string
}

/** A deploy workflow of its own history, a site that its deploy job changes, and one step of the bundle. */
export async function playWorkflow(scene: WorkflowScene = {}): Promise<PlayedWorkflow> {
  const {
    begin,
    with: given = {},
    dropped = [],
    permissions,
    isHealthy,
    job: jobName = 'guard',
    cancelAt,
    afterwards,
    env: jobEnv = {},
    event,
    livesAtSpeed,
    ...wish
  } = scene
  const story = await tellGithubStory(wish)
  const { github, bad } = story
  let live = bad.sha
  github.onHappening(({ kind, run, job }) => {
    if (kind === 'job-completed' && /^deploy(\/rollout)?$/.test(job.key) && job.conclusion === 'success') {
      live = run.inputs.version || run.inputs.sha || run.sha
    }
  })
  const run = begin?.(story) ?? bad
  const inputs = typeof given === 'function' ? given(story) : given
  const isWell = (sha: string) => isHealthy?.(sha, story) ?? sha !== bad.sha
  const env = Object.entries(github.env(run, jobName)).map(([name, value]) => [
    name.replace('GITHUB_', '').toLowerCase(),
    value,
  ])
  const token = inputs['github-token'] ?? github.token(permissions)
  const stage = await Stage.open({
    site: (_, response) => {
      github.catchUp()
      response.writeHead(isWell(live) ? 200 : 503, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ version: live }))
    },
    env: jobEnv,
    github: {
      ...Object.fromEntries(env),
      token,
      ...eventFile(typeof event === 'function' ? event(story) : event),
    },
  })
  // The runner tells the process when GitHub cancels the run that it is part of.
  const cancelWhen = new Promise<void>((cancelled) => {
    github.onHappening((happening) => {
      const isOurs =
        happening.kind === 'job-completed' && happening.run === run && happening.job.key === jobName
      if (isOurs && happening.job.conclusion === 'cancelled') cancelled()
    })
  })
  // A step that lives in this time sleeps for longer than it is asked for.
  if (livesAtSpeed === undefined) story.letTimeRun(WORKFLOW_SPEED)
  else story.letTimeRun(livesAtSpeed, Number.POSITIVE_INFINITY)
  try {
    const without = Object.fromEntries(dropped.map((name) => [name, '']))
    const ended = await stage.run(
      { ...STEP, ...inputs, ...without },
      { cancelWhen, ...(cancelAt && { cancelAt }), ...(livesAtSpeed && livingIn(story.clock, livesAtSpeed)) },
    )
    await afterwards?.(ended, story)
    return { ...ended, story, live, writes: writesOf(story) }
  } finally {
    await stage.close()
    await github.close()
  }
}

/** Absent: the runner says nothing of what started the run. */
function eventFile(event: unknown): { event_path?: string } {
  if (event === undefined) return {}
  const path = join(mkdtempSync(join(tmpdir(), 'event-')), 'event.json')
  writeFileSync(path, JSON.stringify(event))
  return { event_path: path }
}

function writesOf({ github }: GithubStory): string[] {
  return github.exchanges
    .filter(({ hasActed }) => hasActed)
    .map(({ method, url, requestBody }) => {
      const state = (requestBody as { state?: string } | undefined)?.state
      return [method, url.split('/').at(-1), state].filter((part) => part !== undefined).join(' ')
    })
}
