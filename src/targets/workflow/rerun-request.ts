import { PlatformError } from '../../core/platform-error.ts'
import type { GithubClient } from '../../github/client.ts'
import { GithubError } from '../../github/github-error.ts'
import { repoOption } from '../../github/model/gh-command.ts'
import { nameRun, type WorkflowRun } from '../../github/model/workflow-run.ts'
import { readRun } from '../../github/workflow-reading.ts'
import { classifyRefusal, refusalHint } from './model/rerun.ts'
import type { TriggerRequest } from './trigger-request.ts'

const ROUTE = 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun'

/** Runs the good run again: the same number, one attempt more. GitHub's answer to it is empty. */
export function rerunRequest(github: GithubClient, good: WorkflowRun): TriggerRequest {
  return {
    step: `POST /repos/${github.repository}/actions/runs/${good.id}/rerun (attempt ${good.attempt + 1})`,
    manual: `gh run rerun ${good.id} ${repoOption(github.repository, good.url)}`,
    isIdempotent: true,
    async find(signal) {
      const { run } = await readRun(github, good.id, signal)
      return run.attempt > good.attempt ? { run, attempt: run.attempt } : undefined
    },
    async post(signal) {
      await github.request(ROUTE, { run_id: good.id }, signal)
    },
    describe(error) {
      if (!(error instanceof GithubError) || error.code === 'ambiguous' || error.status === undefined)
        return error
      const refusal = classifyRefusal(error.said)
      const hint = refusal === 'no-permission' ? error.hint : refusalHint(refusal, good.url)
      const message = `GitHub refused to run ${nameRun(good)} again: ${error.said}`
      return new PlatformError(error.code, message, { cause: error, hint })
    },
  }
}
