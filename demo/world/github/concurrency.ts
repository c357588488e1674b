import type { Group, GroupMember, Run, State } from './state.ts'
import { type Concurrency, fillIn } from './workflow-file.ts'

/** What becomes of a member. The scheduler does it; this file decides it. */
export interface GroupDecisions {
  readonly cancelled: readonly GroupMember[]
  /** It holds the group now and goes on. */
  readonly admitted: GroupMember | undefined
}

export function groupName(state: State, run: Run, concurrency: Concurrency): string {
  const { workflow, refName, sha, event, inputs } = run
  const isTag = state.tags.has(refName) && !state.branches.has(refName)
  const contexts: Record<string, string> = {
    'github.ref': `refs/${isTag ? 'tags' : 'heads'}/${refName}`,
    'github.ref_name': refName,
    'github.sha': sha,
    'github.workflow': run.file.name,
    'github.run_id': String(run.id),
    'github.event_name': event,
    'github.head_ref': event.startsWith('pull_request') ? refName : '',
    'github.repository': `${state.owner}/${state.name}`,
    'github.workflow_ref': `${state.owner}/${state.name}/${workflow.path}@refs/heads/${refName}`,
  }
  for (const [name, value] of Object.entries(inputs)) {
    contexts[`inputs.${name}`] = value
    contexts[`github.event.inputs.${name}`] = value
  }
  return fillIn(concurrency.group, contexts)
}

/** One holds the group and one waits; a newcomer takes the place of the one that waits. */
export function enter(state: State, member: GroupMember, concurrency: Concurrency): GroupDecisions {
  const group = groupOf(state, groupName(state, member.run, concurrency))
  if (group.holder === undefined) {
    group.holder = member
    return { cancelled: [], admitted: member }
  }
  const cancelled = group.pending === undefined ? [] : [group.pending]
  group.pending = member
  if (concurrency.cancelInProgress) cancelled.push(group.holder)
  return { cancelled, admitted: undefined }
}

/** Lets go of every group that the member holds or waits for; answers those who may go on. */
export function leave(state: State, member: GroupMember): GroupMember[] {
  const admitted: GroupMember[] = []
  for (const group of state.groups.values()) {
    if (isSame(group.pending, member)) group.pending = undefined
    if (!isSame(group.holder, member)) continue
    group.holder = group.pending
    group.pending = undefined
    if (group.holder !== undefined) admitted.push(group.holder)
  }
  return admitted
}

function isSame(one: GroupMember | undefined, other: GroupMember): boolean {
  return one !== undefined && one.attempt === other.attempt && one.job === other.job
}

/** Group names ignore case. */
export function findGroup(state: State, name: string): Group | undefined {
  return state.groups.get(name.toLowerCase())
}

function groupOf(state: State, name: string): Group {
  const known = findGroup(state, name)
  if (known !== undefined) return known
  const group: Group = { name, holder: undefined, pending: undefined }
  state.groups.set(name.toLowerCase(), group)
  return group
}
