import type { GithubClient } from '../../github/client.ts'
import { GithubError } from '../../github/github-error.ts'
import { fieldsOf, integer, optionalText } from '../../github/response-fields.ts'
import { pagesOfRuns } from '../../github/workflow-reading.ts'
import type { RunReference } from '../../run/rollback.ts'

export type Dispatched =
  /** Older servers do not say which run it is. */
  | { readonly kind: 'started'; readonly run: RunReference | undefined }
  /** One clause, untrusted. */
  | { readonly kind: 'refused'; readonly because: string }

const ROUTE = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches'

/** Starts a workflow on a branch: what GITHUB_TOKEN may do, though its pushes start nothing. */
export async function dispatch(
  github: GithubClient,
  { workflow, branch }: { workflow: string; branch: string },
  signal: AbortSignal,
): Promise<Dispatched> {
  const wanted = { workflow_id: workflow, ref: branch }
  try {
    const { body } = await ask(github, wanted, signal)
    return { kind: 'started', run: referenceOf(body) }
  } catch (error) {
    if (!(error instanceof GithubError)) throw error
    const lost = 'the answer was lost, so check on GitHub whether it runs'
    return { kind: 'refused', because: error.isAmbiguous ? lost : error.message }
  }
}

/**
 * A run that deploys this commit now, if an earlier run of this action dispatched it. Among the newest only: this is
 * minutes ago. One that has ended is none: the bad version answers, so that it did not deploy, or not last.
 */
export async function findRun(
  github: GithubClient,
  { workflow, sha }: { workflow: string; sha: string },
  signal: AbortSignal,
): Promise<RunReference | undefined> {
  const { value: newest = [] } = await pagesOfRuns(github, workflow, signal).next()
  const found = newest.find((run) => run.sha === sha && run.status !== 'completed')
  return found && { id: String(found.id), url: found.url }
}

/** GHES up to 3.19 refuses a parameter that it does not know, and has then started nothing. */
async function ask(github: GithubClient, wanted: { workflow_id: string; ref: string }, signal: AbortSignal) {
  try {
    return await github.request(ROUTE, { ...wanted, return_run_details: true }, signal)
  } catch (error) {
    if (!(error instanceof GithubError) || !/return_run_details/.test(error.said)) throw error
    return await github.request(ROUTE, wanted, signal)
  }
}

function referenceOf(body: unknown): RunReference | undefined {
  if (typeof body !== 'object' || body === null || !('workflow_run_id' in body)) return undefined
  const fields = fieldsOf(body)
  const url = optionalText(fields, 'html_url')
  return url === undefined ? undefined : { id: String(integer(fields, 'workflow_run_id')), url }
}
