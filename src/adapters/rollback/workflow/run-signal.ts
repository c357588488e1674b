import type { Clock } from '../../../domain/clock.ts'
import { RollbackError } from '../../../domain/rollback.ts'
import { type SignalSource, signalKey } from '../../../domain/signal.ts'
import { judgeRuns } from '../../../domain/workflow/run-history.ts'
import type { GithubClient } from '../../github/client.ts'
import { pagesOfRuns, readRun, readWorkflow } from '../../github/workflow-reading.ts'
import type { RunContext } from './situation.ts'

export interface RunSignalDeps {
  readonly github: GithubClient
  readonly clock: Clock
  readonly context: RunContext
  /** File name or id. Absent: the workflow that this step runs in. */
  readonly workflow?: string
}

/** The workflow's own recent runs on the branch, newest first: a pipeline can be what is ill. */
export function runSignal({ github, clock, context, workflow }: RunSignalDeps): SignalSource {
  const read = async (signal: AbortSignal) => {
    const { run: self } = await readRun(github, context.runId, signal)
    const workflowId =
      workflow === undefined ? self.workflowId : (await readWorkflow(github, workflow, signal)).id
    // One page is a hundred runs, more than any trigger asks for; it costs nothing while nothing changes.
    const { value } = await pagesOfRuns(github, workflowId, signal).next()
    const branch = context.refType === 'tag' ? undefined : self.branch
    return judgeRuns(value ?? [], {
      ownRunId: self.id,
      branch,
      repository: github.repository,
      deployedSinceMs: self.startedAtMs,
    })
  }
  return {
    async look(signal) {
      const signalName = signalKey('runs')
      try {
        const runs = await read(signal)
        return [{ signal: signalName, atMs: clock.nowMs(), reading: { kind: 'runs', runs } }]
      } catch (error) {
        if (!(error instanceof RollbackError)) throw error
        const reason = error.hint === undefined ? error.message : `${error.message}. ${error.hint}`
        return [{ signal: signalName, atMs: clock.nowMs(), reading: { kind: 'unreadable', reason } }]
      }
    },
  }
}
