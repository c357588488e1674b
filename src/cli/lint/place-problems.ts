import { Fields } from '../../inputs/fields.ts'
import { ruleOf } from '../../targets/registry.ts'
import { errorAt, type LintProblem, warningAt } from './lint-problem.ts'
import { hasExpression, type LandingStep } from './safe-landing-step.ts'
import type { Job, Step, Workflow } from './workflow-source.ts'

/** What is wrong with where the step stands: its trigger, its order, its `if`, its concurrency. */
export function findMisplacedStep(landing: LandingStep): readonly LintProblem[] {
  const mode = landing.inputs.get('mode').trim()
  if (hasExpression(mode)) return []
  return [
    ...findWrongTrigger(landing, mode),
    ...(mode === 'guard'
      ? [...findNothingBefore(landing), ...findSkipping(landing), ...findCancelled(landing)]
      : []),
    ...(mode === 'capture' ? findNothingBetween(landing) : []),
    ...(mode === 'guard' || mode === 'rollback' ? findDeadlock(landing) : []),
    ...findHidden(landing),
  ]
}

/** What happens many times a day, and means no rollback. */
const EVERYDAY = ['push', 'pull_request', 'pull_request_target', 'merge_group', 'release', 'create']

function findWrongTrigger({ workflow, job, step }: LandingStep, mode: string): readonly LintProblem[] {
  const at = step.uses ?? step
  if (mode === 'rollback') {
    const others = workflow.triggers.filter((trigger) => EVERYDAY.includes(trigger))
    if (others.length === 0 || step.if !== undefined || job.if !== undefined) return []
    const message = `mode: rollback rolls back at once, and this workflow also runs on ${others.join(', ')}`
    return [errorAt(at, { message, hint: 'Put it into a workflow of its own with `on: workflow_dispatch`.' })]
  }
  if (mode === 'validate' && workflow.triggers.includes('pull_request_target')) {
    const message =
      'pull_request_target runs with the secrets of this repository for everybody’s pull requests'
    return [
      errorAt(at, { message, hint: 'Use `on: pull_request`; validate says what a fork could not check.' }),
    ]
  }
  return []
}

/** Steps that prepare, and deploy nothing. */
const PREPARES =
  /^(actions\/(checkout|setup-|cache|download-artifact|upload-artifact)|aws-actions\/(configure-aws-credentials|amazon-ecr-login|amazon-ecs-render)|docker\/(login|setup)-|.*safe-landing)/i

function mayDeploy({ uses, run }: Step): boolean {
  return run !== undefined || (uses !== undefined && !PREPARES.test(uses.text))
}

/** Where others deploy, such as a platform that follows the branch, the version has to be awaited. */
function findNothingBefore({ workflow, job, step, inputs }: LandingStep): readonly LintProblem[] {
  const before = job.steps.slice(0, job.steps.indexOf(step))
  const isAwaited = inputs.get('expect-version').trim() !== ''
  const isAfterPush = workflow.triggers.length === 1 && workflow.triggers[0] === 'push'
  if (before.some(mayDeploy) || job.needs.length > 0 || isAwaited || !isAfterPush) return []
  return [
    errorAt(step.uses ?? step, {
      message: 'nothing before this step deploys anything, so that it would watch the version of yesterday',
      hint: 'Put the guard after the step that deploys, or into a job that `needs` the one that does.',
    }),
  ]
}

function findNothingBetween({ job, step }: LandingStep): readonly LintProblem[] {
  const after = job.steps.slice(job.steps.indexOf(step) + 1)
  const isElsewhere =
    step.id !== undefined && !after.some(({ uses }) => /safe-landing/i.test(uses?.text ?? ''))
  if (after.some(mayDeploy) || isElsewhere) return []
  return [
    errorAt(step.uses ?? step, {
      message:
        'nothing after this capture deploys anything, so that it records the new version as the good one',
      hint: 'Put mode: capture before the step that deploys.',
    }),
  ]
}

const STATUS_FUNCTION = /\b(always|cancelled|failure|success)\s*\(\s*\)/
/** True for a run in which nothing has failed so far as well as for one in which something has. */
const AFTER_A_FAILURE = /!\s*cancelled\s*\(|always\s*\(|failure\s*\(\s*\)\s*\|\||\|\|\s*failure\s*\(/

function findSkipping({ job, step }: LandingStep): readonly LintProblem[] {
  const isAlone = !job.steps.slice(0, job.steps.indexOf(step)).some(mayDeploy)
  const [condition, subject, at] = isAlone
    ? [job.if, `the job ${job.id}`, job]
    : [step.if, 'this step', step.uses ?? step]
  if (isAlone && job.needs.length === 0) return []
  const text = condition?.text ?? ''
  if (AFTER_A_FAILURE.test(text)) return []
  const hint = isAlone
    ? `Give the job \`if: \${{ !cancelled() && needs.${job.needs[0] ?? 'deploy'}.result != 'skipped' }}\`.`
    : `Give the step \`if: \${{ !cancelled() }}\`, with a condition on an output of the deploy step.`
  if (/failure\s*\(/.test(text)) {
    const message = `${subject} runs only after a failure: a deployment that succeeds is never watched`
    return [errorAt(condition ?? at, { message, hint })]
  }
  const why =
    STATUS_FUNCTION.test(text) || text === '' ? '' : ' (an `if` without a status function means success())'
  const message = `${subject} is skipped if the deploy fails half-way, when it is needed most${why}`
  return [warningAt(condition ?? at, { message, hint })]
}

function findCancelled({ workflow, job }: LandingStep): readonly LintProblem[] {
  return [job.concurrency, workflow.concurrency].flatMap((concurrency) =>
    concurrency?.cancelsInProgress
      ? [
          warningAt(concurrency, {
            message:
              'cancel-in-progress ends a guard, and a rollback under way, whenever the next run starts',
            hint: 'Write `cancel-in-progress: false`: the next deployment waits for its turn.',
          }),
        ]
      : [],
  )
}

/** The run that goes back waits for the group that this run holds, and this run for the end of that one. */
function findDeadlock({ workflow, job, target, inputs }: LandingStep): readonly LintProblem[] {
  if (!target?.rerunsItself?.(new Fields(inputs, ruleOf))) return []
  const held = [
    workflow.concurrency,
    job.concurrency && isShared(workflow, job) ? job.concurrency : undefined,
  ]
  return held.flatMap((concurrency) =>
    concurrency === undefined
      ? []
      : [
          errorAt(concurrency, {
            message: `this run holds the concurrency group ${concurrency.group}, which the run that goes back needs too`,
            hint: 'Put `concurrency` on the job that deploys, and the guard into a job of its own after it.',
          }),
        ],
  )
}

/** The guard's own job deploys, or another job has the same group. */
function isShared(workflow: Workflow, job: Job): boolean {
  const others = workflow.jobs.filter((other) => other !== job)
  return (
    job.steps.some(mayDeploy) ||
    others.some(({ concurrency }) => concurrency?.group === job.concurrency?.group)
  )
}

function findHidden({ job, step }: LandingStep): readonly LintProblem[] {
  const at = step.continuesOnError ? (step.uses ?? step) : job.continuesOnError ? job : undefined
  if (at === undefined) return []
  return [
    warningAt(at, {
      message: 'continue-on-error makes the job green, whatever was found',
      hint: 'Leave it out. To stay green after a rollback on purpose there is `fail-on-rollback: false`.',
    }),
  ]
}
