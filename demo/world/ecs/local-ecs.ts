import { Alarms } from '../alarms.ts'
import { Faults } from '../faults.ts'
import { Ids } from '../ids.ts'
import { ImageRegistry } from '../images.ts'
import { serveJson } from '../json-protocol.ts'
import type { Timeline } from '../timeline.ts'
import type { Account } from './account.ts'
import { type Call, ECS_TARGET, ecsHandler } from './endpoint.ts'
import { allServices } from './lookup.ts'
import { isWrite } from './operations/index.ts'
import { noQuirks, type Quirks } from './quirks.ts'
import { RateLimits } from './rate-limits.ts'
import { heedAlarms } from './scheduler.ts'
import type { EcsState } from './state.ts'
import { TaskDefinitions } from './task-definitions.ts'
import { Zones } from './zones.ts'

/** The local ECS: an address for real clients, and the levers and records for stories and tests. */
export interface LocalEcs {
  url: string
  state: EcsState
  faults: Faults
  quirks: Quirks
  /** Every call that arrived, in order, whatever came of it. */
  calls: Call[]
  /** Those that would change something and were not refused: what a test of a rollback looks at. */
  readonly writes: Call[]
  /** Our own mistakes, if any. `close` throws on them. */
  defects: string[]
  close(): Promise<void>
}

export function newState(owner: Account, timeline: Timeline, catchUp: () => void): EcsState {
  const state: EcsState = {
    account: owner,
    timeline,
    ids: new Ids(),
    images: new ImageRegistry(),
    alarms: new Alarms(timeline, catchUp),
    quirks: noQuirks(),
    taskDefinitions: new TaskDefinitions(owner),
    clusters: new Map(),
    tags: new Map(),
    zones: new Zones(owner.region),
    hookFunctions: new Map(),
  }
  state.alarms.onChange(() => {
    for (const service of allServices(state)) heedAlarms(state, service)
  })
  return state
}

export async function startEcs(state: EcsState, catchUp: () => void): Promise<LocalEcs> {
  const calls: Call[] = []
  const defects: string[] = []
  const faults = new Faults()
  const limits = new RateLimits()
  const handler = ecsHandler({ state, faults, limits, catchUp, calls, defects })
  const server = await serveJson(ECS_TARGET, handler)
  return {
    url: server.url,
    state,
    faults,
    quirks: state.quirks,
    calls,
    get writes() {
      return calls.filter((call) => isWrite(call.action) && call.isDone === true)
    },
    defects,
    close: async () => {
      await server.close()
      if (defects.length > 0) throw new Error(`the local ECS was wrong:\n${defects.join('\n')}`)
    },
  }
}
