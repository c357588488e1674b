import { shortSha, type WorkflowRun } from '../../../github/model/workflow-run.ts'

/**
 * Events that are about the commit of their run. A run of any other event chose what it deployed by its
 * inputs or payload, which GitHub does not return: its commit is only where the branch was, and may be that
 * of many runs.
 */
const ABOUT_A_COMMIT = /^(push|release|merge_group|pull_request\w*)$/

export type VersionedRun = Pick<WorkflowRun, 'id' | 'sha' | 'event'>

export function standsForCommit({ event }: Pick<WorkflowRun, 'event'>): boolean {
  return ABOUT_A_COMMIT.test(event)
}

/** Equal for two runs that deployed the same. */
export function versionOf(run: VersionedRun): string {
  return standsForCommit(run) ? run.sha : `run ${run.id}`
}

/** As `rollback-to` names it. */
export function revisionOf(run: VersionedRun): string {
  return standsForCommit(run) ? run.sha : String(run.id)
}

/** For a sentence. */
export function nameVersion(run: VersionedRun): string {
  return standsForCommit(run) ? shortSha(run.sha) : `run ${run.id}`
}
