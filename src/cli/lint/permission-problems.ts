import { Fields } from '../../inputs/fields.ts'
import { ruleOf } from '../../targets/registry.ts'
import { errorAt, type LintProblem, warningAt } from './lint-problem.ts'
import type { LandingStep } from './safe-landing-step.ts'
import type { Permissions, Step } from './workflow-source.ts'

interface Need {
  readonly scope: string
  readonly access: 'read' | 'write'
  readonly purpose: string
}

/** What the token of the job must be allowed to, and is not. */
export function findMissingPermissions(landing: LandingStep): readonly LintProblem[] {
  const { workflow, job, step } = landing
  // A job's own block takes the place of the workflow's.
  const given = job.permissions ?? workflow.permissions
  const missing = needsOf(landing).filter((need) => !isGiven(given, need))
  if (missing.length === 0) return []
  const list = missing.map(({ scope, access, purpose }) => `${scope}: ${access} (${purpose})`).join(', ')
  const scopes = [...scopesOf(given), ...missing.map(({ scope, access }) => `${scope}: ${access}`)]
  // A block takes every permission away that it does not name: whoever copies it must keep the checkout.
  const isRead = job.steps.some(checksOut) && !scopes.some((scope) => scope.startsWith('contents:'))
  const hint = `Give the job: permissions: { ${[...(isRead ? ['contents: read'] : []), ...scopes].join(', ')} }`
  if (given === undefined) {
    const message = `the job ${job.id} says no permissions, and needs ${list}; what a token may do then is a setting of the repository, often only to read`
    return [warningAt(step.uses ?? step, { message, hint })]
  }
  return [errorAt(given, { message: `the permissions of the job ${job.id} lack ${list}`, hint })]
}

function needsOf({ target, inputs, job }: LandingStep): readonly Need[] {
  const fields = new Fields(inputs, ruleOf)
  const ofTarget = Object.entries(target?.permissions?.(fields) ?? {}).map(([scope, access]) => ({
    scope,
    access: accessIn(inputs.get('mode').trim(), access),
    purpose: `target: ${target?.kind}`,
  }))
  const others: Need[] = [
    ...(inputs.get('incident-issue').trim() === 'true'
      ? [{ scope: 'issues', access: 'write' as const, purpose: 'incident-issue' }]
      : []),
    ...(inputs.get('pr-comment').trim() === 'true'
      ? [{ scope: 'pull-requests', access: 'write' as const, purpose: 'pr-comment' }]
      : []),
    ...(inputs.get('landing-report').trim() === 'true'
      ? [{ scope: 'actions', access: 'read' as const, purpose: 'landing-report' }]
      : []),
    ...(job.steps.some(assumesRole)
      ? [{ scope: 'id-token', access: 'write' as const, purpose: 'AWS credentials by OIDC' }]
      : []),
  ]
  const all = [...ofTarget, ...others]
  const isCovered = ({ scope, access }: Need) =>
    access === 'read' && all.some((other) => other.scope === scope && other.access === 'write')
  return all.filter((need) => !isCovered(need))
}

/** Nothing is written where nothing is rolled back. */
function accessIn(mode: string, access: 'read' | 'write'): 'read' | 'write' {
  return mode === 'validate' || mode === 'capture' ? 'read' : access
}

function checksOut({ uses }: Step): boolean {
  return uses?.text.startsWith('actions/checkout@') === true
}

function assumesRole({ uses, with: given }: Step): boolean {
  const isCredentials = uses?.text.startsWith('aws-actions/configure-aws-credentials') === true
  return isCredentials && given.has('role-to-assume') && !given.has('aws-access-key-id')
}

function isGiven(given: Permissions | undefined, { scope, access }: Need): boolean {
  if (given?.all === 'write-all') return true
  if (given?.all === 'read-all') return access === 'read' && scope !== 'id-token'
  const found = given?.scopes.get(scope)
  return found === 'write' || (found === 'read' && access === 'read')
}

function scopesOf(given: Permissions | undefined): readonly string[] {
  return [...(given?.scopes ?? [])].map(([scope, access]) => `${scope}: ${access}`)
}
