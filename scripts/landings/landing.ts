import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asHappened, endOf, isReaction, type PlannedEvent } from './common-plan.ts'
import { randomOf } from './dice.ts'
import { isByOther } from './oracle/facts.ts'
import type { History, Run, Trouble, View } from './oracle/history.ts'
import { judge, type Violation } from './oracle/judge.ts'
import type { Plan } from './plan.ts'
import { EARLIER_MS, type World, type WorldRecord } from './platform.ts'
import { platformOf } from './platforms/index.ts'
import { type Ended, type Process, readConfig, runProcess } from './process.ts'
import { ProcessClock, takeOver, VirtualTime } from './virtual-time.ts'
import { type Caller, MAIN_SITE, Wire } from './wire.ts'

export interface Landed {
  readonly plan: Plan
  readonly history: History
  readonly violations: readonly Violation[]
  readonly trace: readonly string[]
}

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
  const world = platformOf(plan).prepare(plan, time)
  const lines: string[] = []
  const trace = (line: string) => void lines.push(line)
  try {
    const stage = { plan, time, world, trace }
    const captured = plan.isCaptured ? await capture(stage) : undefined
    await time.sleep(EARLIER_MS)
    const deployed = world.deploy()
    const events = plan.events.map((event) =>
      isReaction(event) ? event : { ...event, atMs: event.atMs + time.nowMs },
    )
    await time.sleep(plan.guardDelayMs)
    const runs = await guard({ ...stage, events, captured, deployed })
    world.catchUp()
    for (const record of recordsOf(world)) record.look()
    return { history: historyOf({ ...stage, events, deployed, runs }), trace: lines }
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
  const wire = new Wire({ world, time, random, events: [], trace })
  const caller: Caller = {
    number: 0,
    clock: new ProcessClock(time),
    calls: 0,
    writes: 0,
    probes: [],
    onWrite: () => {},
  }
  const capturing = { mode: 'capture', 'on-inconclusive': 'fail', 'fail-on-rollback': 'true' }
  const inputs = { ...world.inputs, ...plan.inputs, ...capturing }
  const process = { inputs, caller, world, wire, time, folder: FOLDER }
  const ended = await runProcess(process, new AbortController().signal)
  return ended.captured
}

interface Deployed extends Stage {
  readonly events: readonly PlannedEvent[]
  /** The inputs that name what was deployed. */
  readonly deployed: Readonly<Record<string, string>>
}

interface Guarded extends Deployed {
  readonly captured: string | undefined
}

/** The guard, and once more if its runner dies. */
async function guard(guarded: Guarded): Promise<Run[]> {
  const { plan, time, world, trace, events, captured, deployed } = guarded
  const wire = new Wire({ world, time, random: randomOf(plan.seed + 3), events, trace })
  const inputs = { ...world.inputs, ...plan.inputs, ...deployed }
  const runs: Run[] = []
  for (let number = 1; number <= 3; number++) {
    const process = { inputs, world, wire, time, folder: FOLDER, captured: captured || undefined }
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
    writes: 0,
    probes: [],
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
    probes: caller.probes,
  }
  clock.isDead = true
  if (ended === 'endless') return { run: rest }
  if (typeof ended === 'number') return { run: rest, rerunAfterMs: ended }
  return { run: { ...rest, claims: (ended satisfies Ended).claims } }
}

function historyOf({
  plan,
  world,
  events,
  deployed,
  runs,
}: Deployed & { readonly runs: readonly Run[] }): History {
  const inputs = { ...world.inputs, ...plan.inputs, ...deployed }
  const { health, pollIntervalMs, rolloutTimeoutMs, onInconclusive, failOnRollback, promotion, ...config } =
    readConfig(inputs)
  const { retries, intervalMs, startPeriodMs, bakeTimeMs, expectVersion, successThreshold } = health
  const [check] = health.checks
  const timeoutMs = check !== undefined && 'timeoutMs' in check ? check.timeoutMs : 10_000
  const troubles: Trouble[] = events.flatMap((event) => {
    const happened = asHappened(event, world.record.shownAtMs)
    if (happened === undefined) return []
    const { kind, atMs: fromMs } = happened
    return [{ kind, fromMs, toMs: endOf(happened), fault: 'fault' in happened ? happened.fault : undefined }]
  })
  const judged = {
    inputs: {
      mode: config.mode,
      rollbackTo: plan.inputs['rollback-to'] ?? 'previous',
      lines: (plan.inputs['rollback-when'] ?? '').split('\n').filter(Boolean),
      rollsBack: config.autoRollback,
      rollbackTimeoutMs: config.rollbackTimeoutMs,
      wayBackMs: world.wayBackMs,
      promotes: promotion !== undefined,
      expectsVersion: expectVersion !== undefined,
      judgesService: plan.inputs['service-health'] === 'true',
      ...{ onInconclusive, failOnRollback, retries, intervalMs, timeoutMs, startPeriodMs, bakeTimeMs },
      ...{ pollIntervalMs, rolloutTimeoutMs, successThreshold },
    },
    isPausedForUs: promotion !== undefined && world.isPausedForUs,
    namesWhatRuns: world.namesWhatRuns,
    signals: world.signals?.(),
    troubles,
    runs,
  }
  const [first, ...others] = recordsOf(world).map((record) => ({ ...judged, ...seenBy(record) }))
  if (first === undefined) throw new Error('a world has a service')
  return { ...first, others }
}

const recordsOf = ({ record, others = [] }: World): readonly WorldRecord[] => [record, ...others]

function seenBy(
  record: WorldRecord,
): Omit<View, 'inputs' | 'isPausedForUs' | 'namesWhatRuns' | 'troubles' | 'runs' | 'signals'> {
  return {
    service: record.service ?? '',
    site: record.site ?? MAIN_SITE,
    isShown: record.isShown,
    outagesAtMs: record.outagesAtMs,
    headings: record.headings,
    deployed: record.deployed,
    before: record.before,
    truths: record.truths,
    contents: record.contents ?? {},
    earlier: record.earlier,
    live: record.live,
    metAtMs: record.metAtMs,
    staleMs: record.staleMs ?? 0,
    acts: record.acts,
  }
}
