import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import { isWrite } from '../demo/world/ecs/operations/index.ts'
import type { EcsState, Service, Task } from '../demo/world/ecs/state.ts'
import { isLive } from '../demo/world/ecs/task-state.ts'
import type { ImageBehaviour, TaskFate } from '../demo/world/images.ts'
import { deployImage, tellService } from '../demo/world/stories.ts'
import { SITUATIONS, type Situation, STRATEGIES } from '../scripts/state-table/axes.ts'
import { guardOn, type Played, play } from '../scripts/state-table/play.ts'
import { INPUT_DEFAULTS } from '../src/inputs/declarations.ts'
import type { Figure } from './figure.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const POLL_MS = 5_000
const RETRIES = 3
const INTERVAL_MS = 5_000
const TIMEOUT_MS = 10_000
const AIM_BACK_MS = 10 * SECOND_MS
/** A poll comes up to a tenth later than `poll-interval`. */
const AIM_END_MS = 1.1 * POLL_MS
const AIM_DETECTION_MS = 45 * SECOND_MS
const AIM_LINEAR_CALLS = 150
const LOOK_EVERY_MS = 100
const IMAGE = 'registry.example/web:4'

/** Whole runs of `mode: guard` on virtual time over the embedded ECS: the same figures on any machine. */
export async function measureLandings(): Promise<Figure[]> {
  return [
    ...(await measureReactions()),
    await measureWayBack(),
    ...(await measureEndOfBakes()),
    ...(await measureDetection()),
    await measureLinearCalls(),
  ]
}

/** In every situation of the state table in which users meet answers that fail. */
async function measureReactions(): Promise<Figure[]> {
  const reactionsMs: Record<Meeting, number[]> = {
    'all fail': [],
    'none in time': [],
    'some fail': [],
    'some not in time': [],
  }
  for (const situation of SITUATIONS) {
    const played = await play(situation, { 'start-period': '0s' })
    const verdict = played.outcome.verification?.verdict
    if (situation.version === 'crash' || verdict?.kind !== 'unhealthy') continue
    reactionsMs[meetingOf(situation, verdict.reason)].push(writeMs(played) - firstBadMs(played))
  }
  return [
    reaction('all fail', reactionsMs, INTERVAL_MS),
    // A check asks again only when it had an answer, or none in time; the probe under way when the platform says
    // that all traffic has moved does not count yet.
    reaction('none in time', reactionsMs, TIMEOUT_MS + TIMEOUT_MS / RETRIES),
    reaction('some fail', reactionsMs),
    reaction('some not in time', reactionsMs),
  ]
}

/** How the answers are that users meet. Some: the others are of the old version. */
type Meeting = 'all fail' | 'none in time' | 'some fail' | 'some not in time'

function meetingOf({ version, strategy }: Situation, reason: string): Meeting {
  // What does not answer tells no version, so that nobody knows whose it is while the old one answers too.
  if (version === 'slow') return strategy === 'blue/green' ? 'none in time' : 'some not in time'
  return reason.includes('gets a part of the traffic') ? 'some fail' : 'all fail'
}

/** @param paceMs between two probes, where there is an aim */
function reaction(meeting: Meeting, all: Record<Meeting, readonly number[]>, paceMs?: number): Figure {
  const slowestMs = Math.max(...all[meeting])
  const aimMs = paceMs && RETRIES * paceMs + POLL_MS + SECOND_MS
  return {
    what: `answers ${meeting}: first one to rollback call, slowest of ${all[meeting].length} situations`,
    measured: seconds(slowestMs),
    ...(aimMs && { aim: { text: `≤ ${seconds(aimMs)}`, isMet: slowestMs <= aimMs } }),
  }
}

async function measureWayBack(): Promise<Figure> {
  const strategy = STRATEGIES['blue/green']
  const played = await land(strategy, { image: { http: { status: 500 } } })
  const judged = played.events.find(({ kind }) => kind === 'judged')
  const back = played.events.find(
    (event) =>
      event.kind === 'observed' && event.stage === 'recovery' && event.observation.answer?.version === '3',
  )
  if (judged === undefined || back === undefined) throw new Error('It should have been rolled back.')
  const tookMs = back.atMs - judged.atMs
  return {
    what: 'blue/green: verdict to the first answer of the earlier version',
    measured: seconds(tookMs),
    aim: { text: `≤ ${seconds(AIM_BACK_MS)}`, isMet: tookMs <= AIM_BACK_MS },
  }
}

/** Where the bake of ECS is the longer one, and where ours is. */
async function measureEndOfBakes(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [bakeTimeInMinutes, ourBakeMs] of [
    [10, 2 * MINUTE_MS],
    [1, 10 * MINUTE_MS],
  ] as const) {
    const landed = await land(
      { strategy: 'BLUE_GREEN', bakeTimeInMinutes },
      { inputs: { 'bake-time': `${ourBakeMs}ms` } },
    )
    const { outcome, endedMs, bakingMs, bakedMs } = landed
    if (outcome.result !== 'healthy') throw new Error(`It should have been healthy: ${outcome.reason}`)
    const lateMs = endedMs - Math.max(bakedMs, bakingMs + ourBakeMs)
    figures.push({
      what: `healthy blue/green, ECS bakes ${bakeTimeInMinutes}m and we ${ourBakeMs / MINUTE_MS}m: after the end of the longer`,
      measured: seconds(lateMs),
      aim: { text: `≤ ${seconds(AIM_END_MS)}`, isMet: lateMs <= AIM_END_MS },
    })
  }
  return figures
}

/** A rolling update that takes a minute from its first task, by each value of `start-period`. */
async function measureDetection(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const startPeriod of ['0s', '15s', '30s', DEFAULT_START_PERIOD]) {
    const inputs = { 'start-period': startPeriod }
    const failing = await land({}, { inputs, image: { ...SLOWLY, http: { status: 500 } } })
    const crashing = await land({}, { inputs, image: { ...SLOWLY, task: CRASH } })
    const healthy = await land({}, { inputs, image: SLOWLY })
    const failingMs = writeMs(failing) - failing.trafficMs
    figures.push({
      what: `start-period ${startPeriod}: every answer fails, all traffic to rollback call`,
      measured: seconds(failingMs),
      ...(startPeriod === DEFAULT_START_PERIOD && {
        aim: { text: `≤ ${seconds(AIM_DETECTION_MS)}`, isMet: failingMs <= AIM_DETECTION_MS },
      }),
    })
    figures.push({
      what: `start-period ${startPeriod}: crash 10 s after the start, first task to rollback call`,
      measured: seconds(writeMs(crashing) - crashing.runsMs),
    })
    figures.push({
      what: `start-period ${startPeriod}: healthy, all traffic to verdict`,
      measured: seconds(healthy.endedMs - healthy.trafficMs),
    })
  }
  return figures
}

async function measureLinearCalls(): Promise<Figure> {
  const linearConfiguration = { stepPercent: 10, stepBakeTimeInMinutes: 6 }
  const { outcome, calls, endedMs } = await land(
    { strategy: 'LINEAR', linearConfiguration, bakeTimeInMinutes: 5 },
    {},
  )
  if (outcome.result !== 'healthy') throw new Error(`It should have been healthy: ${outcome.reason}`)
  return {
    what: `ECS calls for a linear deployment, ${(endedMs / MINUTE_MS).toFixed(0)} min`,
    measured: `${calls.length}`,
    aim: { text: `≤ ${AIM_LINEAR_CALLS}`, isMet: calls.length <= AIM_LINEAR_CALLS },
  }
}

const DEFAULT_START_PERIOD = INPUT_DEFAULTS['start-period']
const SLOWLY = { startMs: 5_000, healthyAfterMs: MINUTE_MS }
const CRASH: TaskFate = { kind: 'exits', exitCode: 1, afterMs: 10_000 }

interface Landed extends Played, Readonly<Seen> {
  /** From the deployment: until our bake began, and the run ended. */
  readonly bakingMs: number
  readonly endedMs: number
}

/** From the deployment, as the world knows it. */
interface Seen {
  /** Until the first task of the version ran, all traffic was on it, ECS had baked it. */
  runsMs: number
  trafficMs: number
  bakedMs: number
}

interface Landing {
  readonly image?: ImageBehaviour
  readonly inputs?: Readonly<Record<string, string>>
}

async function land(
  deploymentConfiguration: DeploymentConfiguration,
  { image = {}, inputs = {} }: Landing,
): Promise<Landed> {
  const seen: Seen = { runsMs: Number.NaN, trafficMs: Number.NaN, bakedMs: Number.NaN }
  const played = await guardOn(
    {
      prepare: (ecs) => tellService(ecs, { name: 'web', deploymentConfiguration }),
      begin: (ecs, service) => {
        ecs.images.push(IMAGE, image)
        deployImage(ecs, service, IMAGE, {})
        watch(ecs, service, seen)
      },
    },
    inputs,
  )
  const { events } = played
  const begunMs = events[0]?.atMs ?? Number.NaN
  const baking = events.find((event) => event.kind === 'phase-changed' && event.phase === 'baking')
  return {
    ...played,
    ...seen,
    bakingMs: (baking?.atMs ?? Number.NaN) - begunMs,
    endedMs: (events.at(-1)?.atMs ?? Number.NaN) - begunMs,
  }
}

/** By the world, which knows the truth. */
function watch(ecs: EcsState, service: Service, seen: Seen): void {
  const begunMs = ecs.timeline.nowMs
  const look = () => {
    const atMs = ecs.timeline.nowMs - begunMs
    if (Number.isNaN(seen.runsMs) && runs(service)) seen.runsMs = atMs
    if (Number.isNaN(seen.trafficMs) && hasAllTraffic(service)) seen.trafficMs = atMs
    const { stage, status } = service.serviceDeployments.at(-1) ?? {}
    if (stage === 'CLEAN_UP' || status === 'SUCCESSFUL') seen.bakedMs = atMs
    else ecs.timeline.after(LOOK_EVERY_MS, look)
  }
  look()
}

function ownTasks({ tasks, deployments: [primary] }: Service): Task[] {
  return tasks.filter((task) => isLive(task) && task.deployment === primary && task.lastStatus === 'RUNNING')
}

const runs = (service: Service): boolean => ownTasks(service).length > 0

function hasAllTraffic(service: Service): boolean {
  const { tasks, traffic, deployments } = service
  if (traffic !== undefined) return traffic.main === deployments[0] && traffic.incoming === undefined
  const serving = tasks.filter((task) => isLive(task) && task.lastStatus === 'RUNNING')
  return serving.length > 0 && serving.length === ownTasks(service).length
}

/** From the beginning of the run. */
function writeMs({ calls, events }: Played): number {
  const write = calls.find(({ action }) => isWrite(action))
  return (write?.atMs ?? Number.NaN) - (events[0]?.atMs ?? Number.NaN)
}

/** When the first of the failures ended that the verdict rests on; what the old version answers is neutral. */
function firstBadMs({ events }: Played): number {
  const judged = events.findIndex(({ kind }) => kind === 'judged')
  const observed = events.slice(0, judged).filter((event) => event.kind === 'observed')
  const passed = observed.findLastIndex(({ observation }) => observation.result === 'pass')
  const first = observed.slice(passed + 1).find(({ observation }) => observation.result === 'fail')
  return (first?.atMs ?? Number.NaN) - (events[0]?.atMs ?? Number.NaN)
}

const seconds = (durationMs: number): string => `${(durationMs / SECOND_MS).toFixed(1)} s`
