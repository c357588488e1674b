import { type LintProblem, warningAt } from './lint-problem.ts'
import { hasExpression, type LandingStep, placeWithin } from './safe-landing-step.ts'
import type { Step, Text } from './workflow-source.ts'

/** Files of the repository that no step has brought to the runner: a check or a message by one would only say that there is no such file. */
export function findMissingScripts({ job, step }: LandingStep): readonly LintProblem[] {
  const before = job.steps.slice(0, job.steps.indexOf(step))
  if (before.some(bringsFiles)) return []
  const checks = step.with.get('checks')
  const template = step.with.get('notify-template')
  return [...(checks === undefined ? [] : findIn(checks)), ...findTemplate(template)]
}

function findTemplate(value: Text | undefined): readonly LintProblem[] {
  if (value === undefined || hasExpression(value.text) || value.text.trim() === '') return []
  const message =
    'notify-template names files of the repository, and no step before brings the repository to the runner'
  return [warningAt(value, { message, hint: CHECKOUT })]
}

const CHECKOUT = 'Put `uses: actions/checkout` before this step.'

/** A path with an ending of scripts, or one that begins with `./`. */
const SCRIPT =
  /(?:^|[\s'"=])(\.\/[\w./-]+|[\w-][\w./-]*\/[\w.-]+\.(?:sh|bash|py|rb|php|pl|[cm]?[jt]s))(?=$|[\s'";|&])/

function findIn(value: Text): readonly LintProblem[] {
  return value.text.split('\n').flatMap((line, index) => {
    const script = /^\s*(?:-\s*)?run\s*:(.*)$/.exec(line)?.[1] ?? ''
    const path = SCRIPT.exec(script)?.[1]
    if (path === undefined) return []
    const place = placeWithin(value, value.indent === undefined ? undefined : index + 1)
    const message = `${path} is a file of the repository, and no step before brings the repository to the runner`
    return [warningAt(place, { message, hint: CHECKOUT })]
  })
}

function bringsFiles({ uses, run }: Step): boolean {
  if (uses !== undefined)
    return !/^(?:aws-actions|docker|azure|google-github-actions)\/|safe-landing|\/setup-/.test(uses.text)
  return /\b(?:git|gh|curl|wget|tar|unzip|cp|rsync|aws)\b|>/.test(run?.text ?? '')
}
