import { readFileSync, statSync } from 'node:fs'

/**
 * Whether the run is of a pull request from another repository. Such a run has no secrets and a token
 * that only reads, and no setting of the workflow changes that.
 */
export function isForkPullRequest(env: NodeJS.ProcessEnv): boolean {
  const head = field(field(readPayload(env.GITHUB_EVENT_PATH), 'pull_request'), 'head')
  const from = field(field(head, 'repo'), 'full_name')
  // The repository of a fork that was deleted is null.
  return head !== undefined && from !== env.GITHUB_REPOSITORY
}

/** When this job began: the runner writes its event then. In wall-clock milliseconds. */
export function readJobStart({ GITHUB_EVENT_PATH: path }: NodeJS.ProcessEnv): number | undefined {
  return path ? statSync(path, { throwIfNoEntry: false })?.mtimeMs : undefined
}

function readPayload(path: string | undefined): unknown {
  if (!path) return undefined
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
