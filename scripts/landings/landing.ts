import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as sdk from '@aws-sdk/client-ecs'
import { isByOther } from './oracle/facts.ts'
import type { History, Run, Trouble } from './oracle/history.ts'
import { judge, type Violation } from './oracle/judge.ts'
import { type Plan, type PlannedEvent, randomOf } from './plan.ts'
import { type Ended, type Process, readConfig, runProcess } from './process.ts'
import { nameOfRevision } from './recorder.ts'
import { ProcessClock, takeOver, VirtualTime } from './virtual-time.ts'
import { type Caller, endOf, Wire } from './wire.ts'
import { deploy, prepareWorld, type World, waitForDeploy } from './world.ts'

export interface Landed {
  readonly plan: Plan
  readonly history: History
  readonly violations: readonly Violation[]
  readonly trace: readonly string[]
}

const PROMOTED_STAGES: readonly string[] = ['POST_TEST_TRAFFIC_SHIFT', 'PRE_PRODUCTION_TRAFFIC_SHIFT']
const EPOCH_MS = Date.UTC(2026, 0, 5, 12)
/** A job of GitHub's own runners ends after six hours. */
const LONGEST_JOB_MS = 6 * 3_600_000
const FOLDER = mkdtempSync(join(tmpdir(), 'safe-landing-simulation-'))

/** Plays a landing, and the same without the death of the runner if there is one, and judges it. */
export async function land(plan: Plan): Promise<Landed> {
  const { history, trace } = await play(plan)
  const dies = (event: PlannedEvent) => event.kind === 'killed' || event.kind === 'killed at a write'
  const undisturbed =
    plan.events.some(dies) && history.runs.length > 1 && !history.acts.some(isByOther)
      ? (await play({ ...plan, events: plan.events.filter((event) => !dies(event)) })).history
      : undefined
  return { plan, history, trace, violations: judge(history, undisturbed) }
}

async function play(plan: Plan): Promise<Pick<Landed, 'history' | 'trace'>> {
  const time = new VirtualTime(EPOCH_MS)
  takeOver(time, randomOf(plan.seed + 1))
  const world = prepareWorld(plan, time)
  const lines: string[] = []
  const trace = (line: string) => void lines.push(line)
  try {
    const stage = { plan, time, world, trace }
    const captured = plan.isCaptured ? await capture(stage) : undefined
    await waitForDeploy(time)
    const { taskDefinitionArn } = deploy(plan, world)
    const events = plan.events.map((event) => ({ ...event, atMs: event.atMs + time.nowMs }))
    await time.sleep(plan.guardDelayMs)
    const runs = await guard({ ...stage, events, captured, taskDefinitionArn })
    world.catchUp()
    world.recorder.look()
    return { history: historyOf(plan, world, { runs, events }), trace: lines }
  } finally {
    time.end()
  }
}

interface Stage {
  readonly plan: Plan
  readonly time: VirtualTime
  readonly world: World
  readonly trace: (line: string) => void
}

async function capture({ plan, time, world, trace }: Stage): Promise<string> {
  const random = randomOf(plan.seed + 2)
  const wire = new Wire({ sdk, world, time, random, events: [], trace })
  const caller: Caller = { number: 0, clock: new ProcessClock(time), calls: 0, onWrite: () => {} }
  const inputs = { ...plan.inputs, mode: 'capture', 'on-inconclusive': 'fail', 'fail-on-rollback': 'true' }
  const ended = await runProcess({ inputs, caller, wire, time, folder: FOLDER }, new AbortController().signal)
  return ended.captured
}

interface Guarded extends Stage {
  readonly events: readonly PlannedEvent[]
  readonly captured: string | undefined
  readonly taskDefinitionArn: string
}

/** The guard, and once more if its runner dies. */
async function guard(guarded: Guarded): Promise<Run[]> {
  const { plan, time, world, trace, events, captured, taskDefinitionArn } = guarded
  const wire = new Wire({ sdk, world, time, random: randomOf(plan.seed + 3), events, trace })
  const inputs = { ...plan.inputs, 'task-definition': taskDefinitionArn }
  const runs: Run[] = []
  for (let number = 1; number <= 3; number++) {
    const process = { inputs, wire, time, folder: FOLDER, captured: captured || undefined }
    const { run, rerunAfterMs } = await untilEnd(
      process,
      number,
      number === 1 ? events : withoutDeath(events),
    )
    runs.push(run)
    trace(`${time.nowMs} run ${number} ${run.claims?.result ?? 'killed'}: ${run.claims?.reason ?? ''}`)
    const again = run.claims && number === 1 ? events.find((event) => event.kind === 'run again') : undefined
    const nextAfterMs = rerunAfterMs ?? again?.rerunAfterMs
    if (nextAfterMs === undefined) break
    await time.sleep(nextAfterMs)
  }
  return runs
}

const withoutDeath = (events: readonly PlannedEvent[]): readonly PlannedEvent[] =>
  events.filter(({ kind }) => kind !== 'killed' && kind !== 'killed at a write' && kind !== 'cancelled')

interface RunEnd {
  readonly run: Run
  /** Undefined: nobody runs the job again. */
  readonly rerunAfterMs?: number | undefined
}

async function untilEnd(
  process: Omit<Process, 'caller'>,
  number: number,
  events: readonly PlannedEvent[],
): Promise<RunEnd> {
  const { time } = process
  const startedAtMs = time.nowMs
  const cancel = new AbortController()
  const { promise: death, resolve: die } = Promise.withResolvers<number | 'endless'>()
  const clock = new ProcessClock(time)
  const kill = (rerunAfterMs: number) => {
    clock.isDead = true
    die(rerunAfterMs)
  }
  const atWrite = events.find((event) => event.kind === 'killed at a write')
  const caller: Caller = {
    number,
    clock,
    calls: 0,
    onWrite: (isDone) => {
      if (atWrite?.isDone === isDone) kill(atWrite.rerunAfterMs)
    },
  }
  for (const event of events) {
    if (event.kind === 'killed') time.at(event.atMs, () => kill(event.rerunAfterMs))
    if (event.kind === 'cancelled')
      time.at(event.atMs, () => cancel.abort(new Error('The operation was canceled.')))
  }
  time.at(startedAtMs + LONGEST_JOB_MS, () => die('endless'))
  const ended = await Promise.race([runProcess({ ...process, caller }, cancel.signal), death])
  const rest = {
    ...{ number, startedAtMs, calls: caller.calls },
    endedAtMs: time.nowMs,
    wasCancelled: cancel.signal.aborted,
    isEndless: ended === 'endless',
    lastProbe: caller.lastProbe,
  }
  clock.isDead = true
  if (ended === 'endless') return { run: rest }
  if (typeof ended === 'number') return { run: rest, rerunAfterMs: ended }
  return { run: { ...rest, claims: (ended satisfies Ended).claims } }
}

function historyOf(
  plan: Plan,
  { recorder }: World,
  { runs, events }: { readonly runs: readonly Run[]; readonly events: readonly PlannedEvent[] },
): History {
  const { health, pollIntervalMs, rolloutTimeoutMs, onInconclusive, failOnRollback, promotion } = readConfig({
    ...plan.inputs,
    'task-definition': recorder.deployed,
  })
  const { retries, intervalMs, startPeriodMs, bakeTimeMs, expectVersion, successThreshold } = health
  const [check] = health.checks
  const timeoutMs = check !== undefined && 'timeoutMs' in check ? check.timeoutMs : 10_000
  const troubles: Trouble[] = events.map((event) => ({
    kind: event.kind,
    fromMs: event.atMs,
    toMs: endOf(event),
  }))
  return {
    inputs: {
      promotes: promotion !== undefined,
      expectsVersion: expectVersion !== undefined,
      judgesService: plan.inputs['service-health'] === 'true',
      ...{ onInconclusive, failOnRollback, retries, intervalMs, timeoutMs, startPeriodMs, bakeTimeMs },
      ...{ pollIntervalMs, rolloutTimeoutMs, successThreshold },
    },
    isShown: recorder.isShown,
    isPausedForUs: promotion !== undefined && PROMOTED_STAGES.includes(plan.moment),
    outagesAtMs: recorder.outagesAtMs,
    headings: recorder.headings,
    deployed: nameOfRevision(recorder.deployed),
    before: nameOfRevision(recorder.before),
    truths: recorder.truths,
    live: recorder.live,
    acts: recorder.acts,
    troubles,
    runs,
  }
}
