import type { WorkflowJob, WorkflowRun } from '../../../../src/github/model/workflow-run.ts'
import type { Criteria } from '../../../../src/targets/workflow/model/candidate.ts'
import type { LoopMarker } from '../../../../src/targets/workflow/model/loop-guard.ts'

export const HOUR_MS = 3_600_000
export const NOW_MS = Date.parse('2026-01-20T12:00:00Z')

export function run(more: Partial<WorkflowRun> = {}): WorkflowRun {
  const startedAtMs = more.startedAtMs ?? NOW_MS - 5 * HOUR_MS
  return {
    id: 1,
    attempt: 1,
    workflowId: 7,
    sha: 'aaaaaaa1',
    branch: 'main',
    event: 'push',
    status: 'completed',
    conclusion: 'success',
    createdAtMs: startedAtMs,
    startedAtMs,
    updatedAtMs: startedAtMs + HOUR_MS,
    headRepository: 'octo/shop',
    title: 'Change something',
    url: 'https://github.example/octo/shop/actions/runs/1',
    ...more,
  }
}

export function job(more: Partial<WorkflowJob> = {}): WorkflowJob {
  const completedAtMs = 'completedAtMs' in more ? more.completedAtMs : NOW_MS - 4 * HOUR_MS
  return {
    name: 'deploy',
    status: 'completed',
    conclusion: 'success',
    startedAtMs: NOW_MS - 5 * HOUR_MS,
    runner: 'runner 1',
    ...more,
    completedAtMs,
  }
}

export const criteria: Criteria = {
  nowMs: NOW_MS,
  repository: 'octo/shop',
  ownRunId: 99,
  fromVersion: 'bbbbbbb9',
  branch: 'main',
  deployJob: { name: 'deploy' },
  rolledBackFrom: new Map(),
  acceptsAnyEvent: true,
}

export function mark(
  more: Partial<Omit<LoopMarker, 'payload'>> & { readonly payload?: Partial<LoopMarker['payload']> } = {},
): LoopMarker {
  const { payload, ...rest } = more
  return {
    id: 500,
    createdAtMs: NOW_MS - HOUR_MS / 2,
    state: 'success',
    rollbackRunId: 1,
    ...rest,
    payload: {
      v: 1,
      from_run: 90,
      from_attempt: 1,
      from_sha: 'ccccccc3',
      to_run: 1,
      to_attempt: 2,
      to_sha: 'aaaaaaa1',
      ...payload,
    },
  }
}
