import type { RehearsalNotes } from '../../run/rehearse.ts'
import { fromRevision } from './already-begun.ts'
import { findUnfinishedRehearsal } from './model/loop-guard.ts'
import { versionOf } from './model/run-version.ts'
import { RunArchive } from './run-archive.ts'
import { findNow } from './run-choice.ts'
import type { WorkflowConfig } from './workflow-config.ts'
import { assess, type WorkflowRollbackDeps } from './workflow-context.ts'

/** The loop-guard markers are notes enough: each half of a rehearsal writes its own before it acts. */
export function workflowRehearsalNotes(config: WorkflowConfig, deps: WorkflowRollbackDeps): RehearsalNotes {
  return {
    async findUnfinished(signal) {
      const context = await assess(config, deps, signal)
      if (!context.markers.some(({ payload }) => payload.rehearsal === 'back')) return undefined
      const archive = new RunArchive(deps.github, context.workflow.id, context.nowMs)
      const now = await findNow(context, archive, deps, signal)
      if (now === undefined) return undefined
      const running = { runId: now.run.id, version: versionOf(now.run) }
      const unfinished = findUnfinishedRehearsal(context.markers, running)
      return unfinished && fromRevision(unfinished.payload)
    },
    begin: async () => undefined,
    end: async () => undefined,
  }
}
