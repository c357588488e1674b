import { readFileSync, statSync } from 'node:fs'
import { fieldAt } from '../core/field-at.ts'

/**
 * Whether the run is of a pull request from another repository. Such a run has no secrets and a token
 * that only reads, and no setting of the workflow changes that.
 */
export function isForkPullRequest(env: NodeJS.ProcessEnv): boolean {
  const head = fieldAt(readPayload(env), 'pull_request', 'head')
  const from = fieldAt(head, 'repo', 'full_name')
  // The repository of a fork that was deleted is null.
  return head !== undefined && from !== env.GITHUB_REPOSITORY
}

/** What the event says of the commit of this run: the first line of its message, and its author. */
export function readCommit(env: NodeJS.ProcessEnv): { message?: string; author?: string } {
  const payload = readPayload(env)
  const commits = [fieldAt(payload, 'head_commit'), fieldAt(payload, 'workflow_run', 'head_commit')]
  const commit = commits.find((one) => fieldAt(one, 'id') === env.GITHUB_SHA)
  const message = fieldAt(commit, 'message')
  const author = fieldAt(commit, 'author', 'name')
  return {
    ...(typeof message === 'string' && { message: message.split('\n', 1)[0] ?? '' }),
    ...(typeof author === 'string' && { author }),
  }
}

/** When this job began: the runner writes its event then. In wall-clock milliseconds. */
export function readJobStart({ GITHUB_EVENT_PATH: path }: NodeJS.ProcessEnv): number | undefined {
  return path ? statSync(path, { throwIfNoEntry: false })?.mtimeMs : undefined
}

/** What started the run, as the runner wrote it down. Undefined: there is no such file. */
export function readPayload({ GITHUB_EVENT_PATH: path }: NodeJS.ProcessEnv): unknown {
  if (!path) return undefined
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
