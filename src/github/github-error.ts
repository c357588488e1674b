import { PlatformError, type PlatformErrorCode } from '../core/platform-error.ts'
import { truncate } from '../core/truncate.ts'

export interface GithubFailure {
  /** Method and path, as GitHub documents it. */
  readonly route: string
  /** Absent: there was no answer. */
  readonly status?: number | undefined
  /** GitHub's own words, or those of the network. Untrusted. */
  readonly said: string
  /** The header `x-accepted-github-permissions`, such as `actions=write`. */
  readonly acceptedPermissions?: string | undefined
  /** When the rate limit ends. */
  readonly limitedUntil?: string | undefined
  readonly cause?: unknown
}

/** GitHub refused or did not answer. One status has many reasons, so callers look at what it said. */
export class GithubError extends PlatformError {
  readonly status: number | undefined
  readonly said: string

  constructor(failure: GithubFailure) {
    const { cause } = failure
    super(codeFor(failure), messageFor(failure), { cause, hint: hintFor(failure) })
    this.status = failure.status
    this.said = truncate(failure.said)
  }

  /** A write may or may not have happened. */
  get isAmbiguous(): boolean {
    return this.code === 'ambiguous'
  }
}

const NEVER_SENT: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'])

function codeFor({ route, status, said, limitedUntil, cause }: GithubFailure): PlatformErrorCode {
  if (limitedUntil !== undefined) return 'refused'
  if (status === undefined || status >= 500) {
    const isRead = route.startsWith('GET ')
    return isRead || NEVER_SENT.has(systemCode(cause)) ? 'unreachable' : 'ambiguous'
  }
  if (status === 401) return 'access-denied'
  if (status === 403 && isAboutPermissions(said)) return 'access-denied'
  return status === 404 ? 'not-found' : 'refused'
}

/** The code of the innermost cause that has one, such as `ECONNREFUSED`. */
function systemCode(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return undefined
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown }
  return NEVER_SENT.has(code) ? code : systemCode(cause)
}

function isAboutPermissions(said: string): boolean {
  return /not accessible by|must have admin rights|permission|SAML enforcement/i.test(said)
}

function messageFor({ route, status, said, limitedUntil }: GithubFailure): string {
  if (limitedUntil !== undefined) return `GitHub's rate limit is used up until ${limitedUntil} (${route})`
  const words = truncate(said)
  if (status === undefined) return `GitHub did not answer ${route}: ${words}`
  return status >= 500
    ? `GitHub failed at ${route}: ${words} (${status})`
    : `GitHub refused ${route}: ${words} (${status})`
}

function hintFor({
  status,
  said,
  acceptedPermissions,
  limitedUntil,
  route,
}: GithubFailure): string | undefined {
  if (limitedUntil !== undefined) {
    return 'Wait for it, or pass another token as github-token; other workflows of this repository spend the same limit.'
  }
  if (status === undefined || status >= 500) {
    return 'See https://www.githubstatus.com or the state of your server, and whether this runner reaches it.'
  }
  if (status === 401) return 'Pass a valid github-token; GITHUB_TOKEN ends with its job.'
  if (status === 403 && isAboutPermissions(said)) return permissionHint(acceptedPermissions)
  if (status === 404) return 'See that the name is right and that github-token may see it.'
  return /rerun$/.test(route) ? 'Open the run on GitHub: what it says there is the reason.' : undefined
}

/**
 * What to add to the workflow, from GitHub's own header: `actions=write; contents=read`, where a comma
 * separates what is needed together and a semicolon the alternatives.
 */
export function permissionHint(accepted: string | undefined): string {
  const lines = (accepted?.split(';')[0] ?? '')
    .split(',')
    .map((one) => one.trim().split('='))
    .filter(
      (parts): parts is [string, string] => parts.length === 2 && parts.every((part) => /^\w+$/.test(part)),
    )
    .map(([scope, access]) => `${scope.replaceAll('_', '-')}: ${access}`)
  const wanted =
    lines.length === 0 ? 'the permission that is missing' : `\`permissions: { ${lines.join(', ')} }\``
  return (
    `Add ${wanted} to the job, beside the permissions that it has: a permissions block sets every scope that it ` +
    'does not name to none. The token of a pull request from a fork can never write.'
  )
}
