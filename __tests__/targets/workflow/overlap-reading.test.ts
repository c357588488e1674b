import type { GithubClient } from '../../../src/github/client.ts'
import { readOverlap } from '../../../src/targets/workflow/overlap-reading.ts'

const never = new AbortController().signal
const OWN = 90
const CANDIDATE = 1

/** Which groups each run lists, and which runs wait for each group. */
function githubWith(groups: Record<number, string[]>, waiting: Record<string, number[]>): GithubClient {
  return {
    repository: 'octo/shop',
    async request(_route, { concurrency_group_name: name }) {
      const members = waiting[String(name)] ?? []
      const group_members = members.map((run_id) => ({ run_id, status: 'pending' }))
      return { status: 200, body: { group_name: name, group_members }, atMs: 0 }
    },
    async *pages(_route, { run_id }) {
      yield (groups[Number(run_id)] ?? []).map((group_name) => ({ group_name, group_members: [] }))
    },
  }
}

const waitingFor = async (groups: Record<number, string[]>) => {
  const github = githubWith(groups, { own: [7, OWN], candidate: [8, OWN] })
  const runs = { ownId: OWN, candidateId: CANDIDATE, isSameWorkflow: true }
  return (await readOverlap(github, runs, never)).waiting
}

describe('the runs that the new one may cancel', () => {
  it('wait for the groups of the run that is run again', async () => {
    expect(await waitingFor({ [OWN]: ['own'], [CANDIDATE]: ['candidate'] })).toEqual([8])
  })

  it('wait for our own groups where that run lists none any more', async () => {
    expect(await waitingFor({ [OWN]: ['own'], [CANDIDATE]: [] })).toEqual([7])
  })

  it('are none without a group', async () => {
    expect(await waitingFor({ [OWN]: [], [CANDIDATE]: [] })).toEqual([])
  })
})
