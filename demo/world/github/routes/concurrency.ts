import { findGroup } from '../concurrency.ts'
import { notFound, Refusal } from '../refusal.ts'
import { membersOf, renderGroup, renderGroupsOfRun } from '../rendering/actions.ts'
import { renderTime } from '../rendering/json.ts'
import { repositoryUrl } from '../rendering/repository.ts'
import { type Call, ok, parameter, type Reply, type Route } from '../routing.ts'

const GROUPS = '/repos/{owner}/{repo}/actions/concurrency_groups'
const shared = { method: 'GET', scope: 'actions', access: 'read', onlyOnGithubCom: true } as const

export const concurrencyRoutes: readonly Route[] = [
  { ...shared, path: GROUPS, handle: listGroups },
  { ...shared, path: `${GROUPS}/{concurrency_group_name}`, handle: getGroup },
  {
    ...shared,
    path: '/repos/{owner}/{repo}/actions/runs/{run_id}/concurrency_groups',
    handle: listGroupsOfRun,
  },
]

function listGroups({ state }: Call): Reply {
  const active = [...state.groups.values()].filter((group) => membersOf(group).length > 0)
  return ok({
    total_count: active.length,
    concurrency_groups: active.map(({ name }) => ({
      group_name: name,
      group_url: `${repositoryUrl(state)}/actions/concurrency_groups/${encodeURIComponent(name)}`,
      last_acquired_at: renderTime(state.timeline.nowMs),
    })),
  })
}

function getGroup(call: Call): Reply {
  const group = findGroup(call.state, parameter(call, 'concurrency_group_name'))
  if (group === undefined || membersOf(group).length === 0) throw notFound()
  const aheadOf = call.query.get('ahead_of_run')
  if (aheadOf !== null && !membersOf(group).some(({ member }) => String(member.run.id) === aheadOf)) {
    throw new Refusal(422, 'The run is not in the concurrency group')
  }
  return ok(renderGroup(call.state, group))
}

function listGroupsOfRun({ state, parameters }: Call): Reply {
  const run = state.runs.find(({ id }) => String(id) === parameters.run_id)
  if (run === undefined) throw notFound()
  const groups = renderGroupsOfRun(state, run)
  return ok({ total_count: groups.length, concurrency_groups: groups })
}
