import { playWorkflow, type WorkflowScene } from '../__tests__/bundle/workflow-play.ts'
import { deployYaml, type GithubStory, group } from '../__tests__/support/github-story.ts'
import type { StepResult } from '../demo/runner.ts'
import { perform } from '../demo/stage.ts'
import { findStory } from '../demo/stories.ts'
import type { Scene } from '../demo/story.ts'
import { scaledClock } from '../demo/world/clock.ts'
import type { Result } from '../src/run/outcome.ts'
import { openRepository, pushOf } from './picture-repository.ts'

/** So many seconds of a run take one here. Fast enough to wait for, slow enough for what this machine does meanwhile. */
const SPEED = 15
/** The same in each drawing. */
const NOW_MS = Date.parse('2026-11-25T03:04:05Z')
/** What a team would choose, and every picture is drawn at. */
const PACE = {
  interval: '5s',
  timeout: '10s',
  'start-period': '30s',
  'bake-time': '2m',
  'poll-interval': '10s',
}

/** Of the demo by its name, of ECS, or of a deploy workflow on GitHub. */
type Run = string | Scene | { readonly workflow: WorkflowScene }

const RUNS: Readonly<Record<Result, Run>> = {
  healthy: 'healthy',
  'rolled-back': 'bad',
  'rolled-back-by-platform': 'circuit-breaker',
  'rollback-unhealthy': 'recovery-unhealthy',
  'rollback-failed': 'access-denied',
  unhealthy: 'auto-rollback-off',
  'unhealthy-before': 'unhealthy-before',
  'no-target': { workflow: { goodDeploys: 0 } },
  'not-deployed': 'not-deployed',
  superseded: 'superseded',
  inconclusive: 'no-such-name',
  'handed-off': { workflow: { file: deployYaml({ workflowGroup: group('deploy') }) } },
  'awaiting-approval': {
    workflow: {
      begin: ({ github }) => {
        github.environment({ name: 'production', reviewers: ['hubot'] })
        return undefined
      },
    },
  },
  'guard-stopped': { workflow: { permissions: { actions: 'write', deployments: 'read' } } },
  cancelled: 'cancelled',
  invalid: 'wrong-inputs',
  validated: 'validate',
  rehearsed: 'rehearse',
  captured: {
    begin: (world) => {
      world.createService({ name: 'web' })
      return { with: { mode: 'capture' } }
    },
  },
}

export const RESULTS = Object.keys(RUNS) as Result[]

/** The job summary that a run of `dist/` ends with. Rejects when it ends with another result. */
export async function summaryOf(result: Result): Promise<string> {
  const { outputs, summary } = await run(RUNS[result])
  if (outputs.result !== result) throw new Error(`the run for ${result} ended ${outputs.result}:\n${summary}`)
  return withoutPlaces(summary)
}

async function run(what: Run): Promise<StepResult> {
  if (typeof what !== 'string') return 'workflow' in what ? play(what.workflow) : stage(what)
  const story = findStory(what)
  if (story === undefined) throw new Error(`the demo has no story ${what}`)
  return stage(story)
}

async function stage(scene: Scene): Promise<StepResult> {
  const begin: Scene['begin'] = (world) => {
    const setting = scene.begin(world)
    return { ...setting, with: { ...PACE, ...setting.with } }
  }
  const clock = scaledClock(SPEED, Number.POSITIVE_INFINITY, NOW_MS)
  return await perform(
    {
      speed: SPEED,
      clock,
      livesInWorldTime: true,
      github: (world) => openRepository(world.clock),
      ...scene,
      begin,
    },
    { withPre: true },
    ({ result }) => result,
  )
}

async function play(scene: WorkflowScene): Promise<StepResult> {
  return await playWorkflow({
    goodDeploys: 6,
    livesAtSpeed: SPEED,
    event: ({ bad }: GithubStory) => pushOf(bad.sha),
    ...scene,
    with: { ...PACE, 'landing-report': 'true' },
    dropped: ['rollback-timeout', 'success-threshold'],
  })
}

/** The site and GitHub are servers on this machine, at another port in each run, as are the folders. */
function withoutPlaces(summary: string): string {
  return (
    summary
      .replace(/http:(\S{0,20}?)\/\/127\.0\.0\.1:\d+\/octo\//g, 'https:$1//github.com/octo/')
      .replace(/127\.0\.0\.1:\d+\/octo\//g, 'octo/')
      .replace(/http:(\S{0,20}?)\/\/127\.0\.0\.1:\d+/g, 'https:$1//shop.example.com')
      .replace(/ at `127\.0\.0\.1:\d+`/g, ' at `203.0.113.7:443`')
      // At the start of a line the first dot is escaped, so that no list begins.
      .replace(/127\\?\.0\.0\.1:\d+/g, 'shop.example.com')
      .replace(/`[^`]*_temp\/safe-landing-\w+\//g, '`/home/runner/work/_temp/safe-landing-Xq3vTe/')
  )
}
