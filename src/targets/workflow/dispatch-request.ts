import { PlatformError } from '../../core/platform-error.ts'
import { shellQuote } from '../../core/shell-quote.ts'
import type { Answer, GithubClient } from '../../github/client.ts'
import { GithubError } from '../../github/github-error.ts'
import { repoOption } from '../../github/model/gh-command.ts'
import { shortSha, type WorkflowRun } from '../../github/model/workflow-run.ts'
import { fieldsOf, integer } from '../../github/response-fields.ts'
import { fileName, pagesOfRuns, readRun, type WorkflowFacts } from '../../github/workflow-reading.ts'
import { isAboutRunDetails } from './model/dispatched-run.ts'
import type { RollbackRun, TriggerRequest } from './trigger-request.ts'

const ROUTE = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches'

export interface DispatchFacts {
  readonly workflow: WorkflowFacts
  readonly ref: string
  readonly inputs: Readonly<Record<string, string>>
  readonly good: WorkflowRun
}

/**
 * Dispatches the workflow at a branch or tag, with the good commit as an input. Sent twice it would deploy
 * twice, so after a lost answer the run is only searched for.
 */
export function dispatchRequest(github: GithubClient, facts: DispatchFacts): TriggerRequest {
  const { workflow, ref, inputs, good } = facts
  const file = fileName(workflow.path)
  let known: ReadonlySet<number> | undefined
  let named: number | undefined
  const list = async (signal: AbortSignal) => {
    const { value } = await pagesOfRuns(github, workflow.id, signal).next()
    return (value ?? []).filter(({ event, branch }) => event === 'workflow_dispatch' && branch === ref)
  }
  const find = async (signal: AbortSignal, markerAtMs?: number) => {
    if (named !== undefined) {
      const { run } = await readRun(github, named, signal)
      return { run, attempt: run.attempt }
    }
    const seen = known
    if (seen === undefined && markerAtMs === undefined) return undefined
    const isNew = ({ id, createdAtMs }: WorkflowRun) =>
      seen === undefined ? createdAtMs >= (markerAtMs ?? 0) : !seen.has(id)
    return pick((await list(signal)).filter(isNew), good)
  }
  const given = Object.entries(inputs).map(([name, value]) => ` -f ${shellQuote(`${name}=${value}`)}`)
  const repo = repoOption(github.repository, good.url)
  const manual = `gh workflow run ${shellQuote(file)} ${repo} --ref ${shellQuote(ref)}${given.join('')}`
  return {
    step: `POST /repos/${github.repository}/actions/workflows/${file}/dispatches (ref ${ref}, inputs ${JSON.stringify(inputs)})`,
    manual,
    isIdempotent: false,
    find,
    async post(signal) {
      known ??= new Set((await list(signal)).map(({ id }) => id))
      const { status, body } = await send(github, { workflow_id: workflow.id, ref, inputs }, signal)
      if (status === 200) named = integer(fieldsOf(body), 'workflow_run_id')
    },
    describe(error) {
      if (!(error instanceof GithubError) || error.code === 'ambiguous' || error.status === undefined)
        return error
      const hint = error.hint ?? `Try it by hand to see more: ${manual}`
      const message = `GitHub refused to dispatch ${file} at ${ref}: ${error.said}`
      return new PlatformError(error.code, message, { cause: error, hint })
    },
  }
}

/** A server that does not know `return_run_details` refuses it by name, and has done nothing then. */
async function send(github: GithubClient, parameters: object, signal: AbortSignal): Promise<Answer> {
  try {
    return await github.request(ROUTE, { ...parameters, return_run_details: true }, signal)
  } catch (error) {
    if (!(error instanceof GithubError) || !isAboutRunDetails(error.status, error.said)) throw error
    return await github.request(ROUTE, { ...parameters }, signal)
  }
}

/** Of several new runs, the one whose `run-name` has the requested commit or run. */
function pick(runs: readonly WorkflowRun[], good: WorkflowRun): RollbackRun | undefined {
  const named = runs.filter(
    ({ title }) => title.includes(shortSha(good.sha)) || title.includes(String(good.id)),
  )
  const [run, ...others] = named.length > 0 ? named : runs
  if (run === undefined) return undefined
  if (others.length === 0) return { run, attempt: run.attempt }
  const ids = [run, ...others].map(({ id }) => id).join(', ')
  throw new PlatformError(
    'ambiguous',
    `one of the runs ${ids} is the rollback run, and nothing shows which`,
    {
      hint: "Put the commit that is deployed into the workflow's `run-name`, from its inputs.",
    },
  )
}
