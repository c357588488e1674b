import { fieldAt } from '../../../core/field-at.ts'

/** The commit that a run deployed or watches, and its branch, as far as the run's own event says. */
export interface DeployedCommit {
  /** Full SHA. Undefined: nothing was deployed by this event, so that the tip of the branch stands for it. */
  readonly sha: string | undefined
  /** Undefined: the event names no branch, as that of a tag does not. */
  readonly branch: string | undefined
  /** Set if the event does not name the commit: the SHA is that of the branch when the run began. */
  readonly doubt?: string | undefined
}

export interface DeployedRun {
  readonly event: string
  readonly sha: string
  readonly refName: string
  readonly refType: 'branch' | 'tag'
  /** `owner/name` */
  readonly repository: string
}

const SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/

/**
 * GITHUB_SHA is the deployed commit only for a push and its like. For an event that follows another run, a
 * check or a deployment it is the tip of the default branch, which may be a later fix.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export function deployedCommit(run: DeployedRun, baseRef: string, payload: unknown): DeployedCommit {
  const { event, sha, refName, refType } = run
  const branch = refType === 'branch' && refName !== '' ? refName : undefined
  if (event.startsWith('pull_request')) return { sha: undefined, branch: baseRef === '' ? branch : baseRef }
  if (event === 'workflow_run') return followedRun(run, branch, payload)
  const named = NAMED_BY[event]?.map((path) => fieldAt(payload, ...path)).find(isSha)
  if (named !== undefined) return { sha: named, branch }
  if (NAMED_BY[event] === undefined) return { sha, branch }
  return { sha, branch, doubt: doubtOf(event) }
}

/** Where the payload of such an event names the commit. */
const NAMED_BY: Readonly<Record<string, readonly (readonly string[])[]>> = {
  deployment: [['deployment', 'sha']],
  deployment_status: [['deployment', 'sha']],
  check_run: [['check_run', 'head_sha']],
  check_suite: [['check_suite', 'head_sha']],
  status: [['sha']],
  // By convention only: the sender chooses the payload.
  repository_dispatch: [
    ['client_payload', 'sha'],
    ['client_payload', 'git', 'sha'],
  ],
}

/** A run of a fork's branch has a name that anybody can choose, and a commit that no branch here has. */
function followedRun(
  { sha, repository }: DeployedRun,
  branch: string | undefined,
  payload: unknown,
): DeployedCommit {
  const named = fieldAt(payload, 'workflow_run', 'head_sha')
  if (!isSha(named)) return { sha, branch, doubt: doubtOf('workflow_run') }
  const from = fieldAt(payload, 'workflow_run', 'head_repository', 'full_name')
  const headBranch = fieldAt(payload, 'workflow_run', 'head_branch')
  const isOwn = typeof from === 'string' && from.toLowerCase() === repository.toLowerCase()
  return { sha: named, branch: isOwn && typeof headBranch === 'string' ? headBranch : branch }
}

function isSha(value: unknown): value is string {
  return typeof value === 'string' && SHA.test(value)
}

function doubtOf(event: string): string {
  return `which commit was deployed: the event ${event} does not name it, so the tip of the branch when this run began is taken; set expect-version to the commit`
}
