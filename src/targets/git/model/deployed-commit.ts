import { fieldAt } from '../../../core/field-at.ts'

/** The commit that a run deployed or watches, and its branch, as far as the run's own event says. */
export interface DeployedCommit {
  /** Full SHA, or as much of it as the event gives. Undefined: nothing was deployed by this event, so that the tip of the branch stands for it. */
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
  /** A person ordered a rollback: the inputs say where to go, and not what was deployed. */
  readonly isManual: boolean
}

const SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/
const ABBREVIATED = /^[0-9a-f]{7,64}$/i
/** GITHUB_SHA is what these are about, or where the branch was that they deploy. */
const OF_ITS_OWN_COMMIT = new Set([
  'push',
  'create',
  'release',
  'registry_package',
  'merge_group',
  'schedule',
])

/**
 * GITHUB_SHA is the deployed commit only for a push and its like. For an event that follows another run, a
 * check, a comment or a deployment it is the tip of the default branch, which may be a later fix.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export function deployedCommit(run: DeployedRun, baseRef: string, payload: unknown): DeployedCommit {
  const { event, sha, refName, refType, isManual } = run
  const branch = refType === 'branch' && refName !== '' ? refName : undefined
  if (event.startsWith('pull_request'))
    return { sha: findMerged(payload), branch: baseRef === '' ? branch : baseRef }
  if (event === 'workflow_run') return followedRun(run, branch, payload)
  if (event === 'workflow_dispatch' && !isManual) return chosenByHand(sha, branch, fieldAt(payload, 'inputs'))
  if (OF_ITS_OWN_COMMIT.has(event) || isManual) return { sha, branch }
  const named =
    NAMED_BY[event]?.map((path) => fieldAt(payload, ...path)).find(isSha) ??
    (event === 'repository_dispatch' ? findChosen(fieldAt(payload, 'client_payload')) : undefined)
  return named === undefined ? { sha, branch, doubt: doubtOf(event) } : { sha: named, branch }
}

/** A pull request that is merged may be deployed by its end. */
function findMerged(payload: unknown): string | undefined {
  const merged = fieldAt(payload, 'pull_request', 'merge_commit_sha')
  return fieldAt(payload, 'pull_request', 'merged') === true && isSha(merged) ? merged : undefined
}

/** A deploy button runs on a branch, and deploys what its inputs say. */
function chosenByHand(sha: string, branch: string | undefined, inputs: unknown): DeployedCommit {
  const chosen = findChosen(inputs)
  if (chosen !== undefined) return { sha: chosen, branch }
  const mayChoose = leavesOf(inputs).some(
    ([name, value]) => isSha(value) || (NAMES_A_VERSION.test(name) && value !== ''),
  )
  return { sha, branch, ...(mayChoose && { doubt: doubtOf('workflow_dispatch') }) }
}

const NAMES_A_VERSION = /version|sha|ref|tag|commit|revision|release|image/i

/** A `revision` or a `ref` of digits alone may be the number of a build. */
function isCommit(name: string, value: string): boolean {
  if (isSha(value)) return true
  if (!ABBREVIATED.test(value)) return false
  return /sha|commit/i.test(name) || (/ref|revision/i.test(name) && /[a-f]/i.test(value))
}

/** By convention only: whoever sends it chooses the fields. Of several commits nobody can say which is meant. */
function findChosen(fields: unknown): string | undefined {
  const commits = leavesOf(fields).flatMap(([name, value]) => (isCommit(name, value) ? value : []))
  const [chosen, ...others] = new Set(commits)
  return others.length === 0 ? chosen : undefined
}

/** The texts at every depth, with the name of the field each stands in. */
function leavesOf(value: unknown, name = ''): [name: string, value: string][] {
  if (typeof value === 'string') return [[name, value.trim()]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, field]: [string, unknown]) => leavesOf(field, key))
}

/** Where the payload of such an event names the commit. */
const NAMED_BY: Readonly<Record<string, readonly (readonly string[])[]>> = {
  deployment: [['deployment', 'sha']],
  deployment_status: [['deployment', 'sha']],
  check_run: [['check_run', 'head_sha']],
  check_suite: [['check_suite', 'head_sha']],
  status: [['sha']],
  page_build: [['build', 'commit']],
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
