import { startGithub } from './world/github/index.ts'
import type { World } from './world/index.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
/** A rollout takes about a minute, and the deploy job waits for it. */
const DEPLOY_MS = 90_000

const DEPLOY_FILE = '.github/workflows/deploy.yml'
const DEPLOY = `name: Deploy
on: push
jobs:
  deploy:
    environment: production
    concurrency: production
  guard:
    needs: deploy
`

/** The GitHub on which the job of a scene runs, or what else stands beside its service. */
export interface StageGithub {
  /** What it is called before the reader. Absent: GitHub. */
  readonly name?: string
  /** Inputs that lead the action to it. */
  readonly with?: Readonly<Record<string, string>>
  /** Values of the `github` context, the token among them. */
  readonly context: Readonly<Record<string, string>>
  /** What was asked of it and changed something, as `POST /repos/octo/shop/…`. */
  readonly writes: readonly string[]
  close(): Promise<void>
}

/**
 * A repository whose workflow deploys each push to `web`: one good push an hour ago, and one whose guard
 * is about to begin. When its good run is run again, that image is deployed again.
 */
export async function openPipeline(world: World, goodImage: string): Promise<StageGithub> {
  let agoMs = HOUR_MS
  const github = await startGithub({ clock: { nowMs: () => world.clock.nowMs() - agoMs } })
  github.story(() => ({ durationMs: MINUTE_MS }))
  const [good] = github.push({ message: 'Show prices', files: { [DEPLOY_FILE]: DEPLOY } }).runs
  agoMs = 3 * MINUTE_MS
  github.story(({ job, runId }) => {
    if (job === 'deploy') return { durationMs: runId === good?.id ? DEPLOY_MS : MINUTE_MS }
    return { durationMs: runId === good?.id ? MINUTE_MS : 'held' }
  })
  const [bad] = github.push({ message: 'Take orders' }).runs
  agoMs = 0
  github.catchUp()
  if (good === undefined || bad === undefined) throw new Error('a push started no run')
  github.onHappening(({ kind, run, job }) => {
    if (kind === 'job-started' && job.key === 'deploy' && run === good) world.deploy('web', goodImage)
  })
  return {
    context: { ...contextOf(github.env(bad, 'guard')), token: github.token(PERMISSIONS) },
    get writes() {
      return github.writes
    },
    close: () => github.close(),
  }
}

/** What the documentation tells people to give to the job. */
const PERMISSIONS = { actions: 'write', contents: 'read', deployments: 'write' } as const

/** `GITHUB_RUN_ID` → `run_id` */
function contextOf(env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      name.startsWith('GITHUB_') ? [[name.slice('GITHUB_'.length).toLowerCase(), value]] : [],
    ),
  )
}
