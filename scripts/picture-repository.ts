import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StageGithub } from '../demo/pipeline.ts'
import type { WorldClock } from '../demo/world/clock.ts'
import { addStatus } from '../demo/world/github/deployments.ts'
import { startGithub } from '../demo/world/github/index.ts'
import type { JobFacts, JobStory, StepStory } from '../demo/world/github/state.ts'

const SECOND_MS = 1_000
/** Until a runner takes a job. */
const QUEUE_MS = 4 * SECOND_MS
const HOUR_MS = 3_600_000

const DEPLOY_FILE = '.github/workflows/deploy.yml'
const DEPLOY = `name: Deploy
on: push
jobs:
  test: {}
  build:
    needs: test
  deploy:
    needs: build
    environment: production
`

/** What was deployed before, oldest first, and by whom. */
const PAST: readonly (readonly [message: string, author: string])[] = [
  ['Show prices', 'lena'],
  ['Cache the menu', 'mona'],
  ['Sort dishes by name', 'sam'],
  ['Count visitors', 'sam'],
  ['Count them once', 'sam'],
  ['Round totals', 'lena'],
]
const ROLLED_BACK = 'Count visitors'

/** What a push says of its newest commit, as GitHub does. */
export function pushOf(sha: string): object {
  return { head_commit: { id: sha, message: 'Take orders', author: { name: 'Mona Lisa' } } }
}

/** A repository that deploys each push to production, with a few days of landings, and the job of a push that lands now. */
export async function openRepository(clock: WorldClock): Promise<StageGithub> {
  const beforeDeployMs = [TEST, BUILD, DEPLOY_STEPS].reduce((sum, steps) => sum + QUEUE_MS + spanOf(steps), 0)
  let agoMs = PAST.length * 17 * HOUR_MS + beforeDeployMs
  const github = await startGithub({ clock: { nowMs: () => clock.nowMs() - agoMs } })
  const folder = mkdtempSync(join(tmpdir(), 'event-'))
  const letPass = (ms: number) => {
    agoMs -= ms
    github.catchUp()
  }
  github.story(jobStory)
  for (const [message, author] of PAST) {
    github.push({ message, author, files: { [DEPLOY_FILE]: DEPLOY } })
    letPass(HOUR_MS)
    const landing = github.state.deployments.at(-1)
    if (message === ROLLED_BACK && landing !== undefined) {
      const [began] = landing.statuses
      landing.statuses.splice(0)
      const description = 'rolled-back to web:2: the database has no column visitors'
      addStatus(github.state, landing, { state: 'failure', description, logUrl: began?.logUrl ?? '' })
    }
    letPass(16 * HOUR_MS)
  }
  const [run] = github.push({ message: 'Take orders', author: 'mona' }).runs
  if (run === undefined) throw new Error('the push started no run')
  github.story((facts) => ({ ...jobStory(facts), ...(facts.job === 'deploy' && { durationMs: 'held' }) }))
  agoMs = 0
  github.catchUp()
  const path = join(folder, 'event.json')
  writeFileSync(path, JSON.stringify(pushOf(run.sha)))
  const env = Object.entries(github.env(run, 'deploy')).map(([name, value]) => [
    name.replace('GITHUB_', '').toLowerCase(),
    value,
  ])
  return {
    context: { ...Object.fromEntries(env), token: github.token(), event_path: path },
    with: { environment: 'production', 'landing-report': 'true' },
    get writes() {
      return github.writes
    },
    close: async () => {
      rmSync(folder, { recursive: true })
      await github.close()
    },
  }
}

const TEST: readonly StepStory[] = [
  { name: 'Check out', durationMs: 3 * SECOND_MS },
  { name: 'Run the tests', durationMs: 128 * SECOND_MS },
]
const BUILD: readonly StepStory[] = [
  { name: 'Check out', durationMs: 3 * SECOND_MS },
  { name: 'Build the image', durationMs: 94 * SECOND_MS },
  { name: 'Push the image', durationMs: 19 * SECOND_MS },
]
const DEPLOY_STEPS: readonly StepStory[] = [
  { name: 'Check out', durationMs: 3 * SECOND_MS },
  { name: 'Deploy', durationMs: 14 * SECOND_MS },
]
const LANDING: StepStory = { name: 'Safe Landing', durationMs: 205 * SECOND_MS }

const STEPS: Readonly<Record<string, readonly StepStory[]>> = {
  test: TEST,
  build: BUILD,
  deploy: [...DEPLOY_STEPS, LANDING],
}

function jobStory({ job }: JobFacts): JobStory {
  const steps = STEPS[job] ?? []
  return { durationMs: spanOf(steps), queueMs: QUEUE_MS, steps }
}

function spanOf(steps: readonly StepStory[]): number {
  return steps.reduce((sum, { durationMs }) => sum + durationMs, 0)
}
