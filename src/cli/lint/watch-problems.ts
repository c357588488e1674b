import { renderDuration } from '../../core/duration.ts'
import { costOf } from '../../main/health-policy.ts'
import { readConfig } from './input-problems.ts'
import { errorAt, type LintProblem, warningAt } from './lint-problem.ts'
import { hasExpression, type LandingStep, placeWithin } from './safe-landing-step.ts'

/** What will make the watch see the wrong thing, or end too soon. */
export function findBlindWatch(landing: LandingStep): readonly LintProblem[] {
  return [
    ...findPrivateAddresses(landing),
    ...findWrongCommit(landing),
    ...findShortJob(landing),
    ...findSlowDeployStep(landing),
  ]
}

const HOSTED = /^(ubuntu|windows|macos)-/
const PRIVATE =
  /^(localhost|.*\.(internal|local|lan|corp|intranet)|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/i

function findPrivateAddresses({ step, job }: LandingStep): readonly LintProblem[] {
  const value = step.with.get('health-url')
  if (value === undefined || !HOSTED.test(job.runsOn)) return []
  return value.text.split('\n').flatMap((text, index) => {
    if (hasExpression(text) || !URL.canParse(text.trim())) return []
    const { hostname } = new URL(text.trim())
    if (!PRIVATE.test(hostname)) return []
    const place = placeWithin(value, value.indent === undefined ? undefined : index + 1)
    const message = `${hostname} is private, and a runner of GitHub (${job.runsOn}) cannot reach it`
    return [
      warningAt(place, {
        message,
        hint: 'Use a public address, or a self-hosted runner inside that network.',
      }),
    ]
  })
}

const NOT_WHAT_WAS_DEPLOYED: Readonly<Record<string, string>> = {
  workflow_run: 'the newest commit of the default branch',
  pull_request: 'a merge that only GitHub has',
  deployment_status: 'the commit of the deployment only if that names one',
}

function findWrongCommit({ workflow, step, inputs }: LandingStep): readonly LintProblem[] {
  const value = step.with.get('expect-version')
  if (value === undefined || !/^\$\{\{\s*github\.sha\s*\}\}$/.test(value.text.trim())) return []
  if (inputs.get('mode').trim() !== 'guard') return []
  return workflow.triggers.flatMap((trigger) => {
    const sha = NOT_WHAT_WAS_DEPLOYED[trigger]
    if (sha === undefined) return []
    const message = `on ${trigger}, github.sha is ${sha}, and need not be what was deployed`
    const hint =
      trigger === 'workflow_run'
        ? `Write \`\${{ github.event.workflow_run.head_sha }}\`.`
        : 'Give the version that the deploy step built.'
    return [warningAt(value, { message, hint })]
  })
}

function findShortJob(landing: LandingStep): readonly LintProblem[] {
  const { job } = landing
  const minutes = Number(job.timeoutMinutes?.text)
  const config = readConfig(landing)
  if (job.timeoutMinutes === undefined || !Number.isFinite(minutes) || !('health' in config)) return []
  const { shortestMs, longestMs } = costOf(config)
  const isShort = config.mode === 'guard' && minutes * 60_000 < longestMs
  if (!isShort) return []
  const message = `timeout-minutes: ${minutes} may end the job in the middle of a rollback: a landing takes at least ${renderDuration(shortestMs)}, and with a rollback at most ${renderDuration(longestMs)}`
  const hint = `Write at least ${Math.ceil(longestMs / 60_000)}, and what the steps before it need.`
  return [(minutes * 60_000 < shortestMs ? errorAt : warningAt)(job.timeoutMinutes, { message, hint })]
}

function findSlowDeployStep({ job, step }: LandingStep): readonly LintProblem[] {
  return job.steps.slice(0, job.steps.indexOf(step)).flatMap(({ with: given }) => {
    const value = given.get('wait-for-service-stability')
    if (value?.text !== 'true') return []
    return [
      warningAt(value, {
        message:
          'the deploy step waits until the service is stable, up to half an hour for a version that fails',
        hint: 'Leave it out: Safe Landing follows the rollout itself, and sees a failure at once.',
      }),
    ]
  })
}
