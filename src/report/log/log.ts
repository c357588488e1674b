import type { Assessment } from '../../health/assess.ts'
import type { Verdict } from '../../health/observation.ts'
import type { RolloutState } from '../../health/rollout.ts'
import type { RunEvent, Stage } from '../../run/event.ts'
import { describeGates, describeOtherwise } from '../../run/gate.ts'
import type { ApplyResult, PlanDescription } from '../../run/rollback.ts'
import { shortenVerdict } from '../probe-reason.ts'
import { shortenIds } from '../short-ids.ts'
import { WATCHED } from '../stage-names.ts'
import { renderMoment, renderSpan } from '../time.ts'
import { toPlainText } from '../untrusted.ts'
import { MetricChanges, renderBaseline } from './metric-text.ts'
import { ProbeRuns } from './probe-runs.ts'

/** One line of the log, or several that are folded under a title. All of it is safe to print. */
export type LogEntry =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'group'; readonly title: string; readonly lines: readonly string[] }

/** What a heartbeat compares itself with. */
export interface LogSettings {
  readonly successThreshold: number
  readonly bakeTimeMs: number
  /** Of the test before production. Absent: there is none. */
  readonly promoteBakeTimeMs?: number | undefined
  /** Of a version that was put back, or forward again. Absent: as long as any other. */
  readonly recoveryBakeTimeMs?: number | undefined
  readonly rolloutTimeoutMs: number
}

/**
 * Renders the run as it happens: one line for each change. Passes in a row are folded into one line, and
 * so is a failure that repeats its cause; a heartbeat says how many there were.
 */
export class LogRenderer {
  readonly #settings: LogSettings
  #runs = new ProbeRuns()
  readonly #signals = new MetricChanges()
  #stage: Stage = 'verification'
  #phase: Assessment['phase'] | 'rolling-back' | undefined
  #phaseSinceMs = 0
  readonly #details = new Map<string, string>()
  readonly #knownTasks = new Set<string>()

  constructor(settings: LogSettings) {
    this.#settings = settings
  }

  renderLine(event: RunEvent): LogEntry[] {
    const say = (text: string) => line(event.atMs, text)
    switch (event.kind) {
      case 'stage-started':
        this.#stage = event.stage
        this.#runs = new ProbeRuns()
        this.#phase = undefined
        return [say(`▶ Watching ${WATCHED[event.stage]}`)]
      case 'observed':
        return this.#runs.add(event.observation).map(say)
      case 'compared-with':
        return [say(`Before the deployment: ${renderBaseline(event.baseline).join('; ')}`)]
      case 'metrics-sampled':
        return this.#signals.add(event.samples).map((text) => say(`◆ ${text}`))
      case 'rollout-changed':
        return this.#renderRollout(event.service, event.state).map(say)
      case 'platform-said':
        return [say(`» ${shortenIds(event.text)}`)]
      case 'phase-changed':
        return [...this.#runs.close().map(say), say(this.#enter(event.phase, event.atMs))]
      case 'judged':
        return [...this.#runs.close().map(say), say(renderVerdict(event.verdict))]
      case 'gate-reached':
        return [
          say(
            `⏸ ${[`${describeGates(event.gates)} for the verdict of this run`, ...describeOtherwise(event.gates)].join('; ')}`,
          ),
        ]
      case 'gate-ended':
        this.#stage = 'verification'
        this.#runs = new ProbeRuns()
        this.#phase = undefined
        return [say(`⏵ ${event.gate.service} at ${event.gate.gate.stage}: ${event.state.how}`)]
      case 'planned':
        return [
          group(
            `${renderMoment(event.atMs)} ${event.isForward ? 'Plan of the way forward' : 'Rollback plan'}: ${event.plan.from} → ${event.plan.to}`,
            planLines(event.plan),
          ),
        ]
      case 'rollback-started':
        this.#phase = 'rolling-back'
        this.#phaseSinceMs = event.atMs
        return [say(startOfRollback(event.plan, event.isForward))]
      case 'rollback-progressed':
        return [say(`${event.isForward ? '↪' : '↩'} ${event.text}`)]
      case 'rollback-ended':
        this.#phase = undefined
        return [say(endOfRollback(event.result, event.isForward))]
      case 'evidence':
        return [
          group(event.title, [
            ...event.lines,
            ...(event.links ?? []).map(({ label, url }) => `${label}: ${url}`),
          ]),
        ]
      case 'warned':
        return [say(`⚠ ${event.text}${event.hint === undefined ? '' : `. ${event.hint}`}`)]
      default:
        return event satisfies never
    }
  }

  /** While nothing changes: what is waited for, for how long, and the numbers so far. */
  heartbeat(nowMs: number): LogEntry[] {
    const waiting = this.#waitingFor(nowMs)
    if (waiting === undefined) return []
    const runs = this.#runs.summary()
    const parts = [
      waiting,
      ...(runs.length === 0 ? ['no probe yet'] : runs),
      ...this.#signals.summary(),
      ...(this.#phase === 'rolling-out' ? this.#details.values() : []),
    ]
    return [line(nowMs, `… ${parts.join('; ')}`)]
  }

  get #bakeTimeMs(): number {
    const { bakeTimeMs, promoteBakeTimeMs, recoveryBakeTimeMs } = this.#settings
    const own = { test: promoteBakeTimeMs, recovery: recoveryBakeTimeMs, forward: recoveryBakeTimeMs }
    return (this.#stage in own ? own[this.#stage as keyof typeof own] : undefined) ?? bakeTimeMs
  }

  #waitingFor(nowMs: number): string | undefined {
    const span = renderSpan(nowMs - this.#phaseSinceMs)
    const { successThreshold, rolloutTimeoutMs } = this.#settings
    switch (this.#phase) {
      case 'rolling-out':
        return `rolling out for ${span} (at most ${renderSpan(rolloutTimeoutMs)})`
      case 'starting':
        return `waiting for ${successThreshold} passes in a row for ${span}`
      case 'baking':
        return `baking for ${span} of ${renderSpan(this.#bakeTimeMs)}`
      case 'rolling-back':
        return `rolling back for ${span}`
      default:
        return undefined
    }
  }

  #enter(phase: Assessment['phase'], atMs: number): string {
    this.#phase = phase
    this.#phaseSinceMs = atMs
    switch (phase) {
      case 'rolling-out':
        return '▷ Rolling out: the platform decides until the new version serves'
      case 'starting':
        return `▷ Starting: ${WATCHED[this.#stage]} has to pass ${this.#settings.successThreshold} times in a row`
      case 'baking':
        return `▷ Baking: watching it for ${renderSpan(this.#bakeTimeMs)}${this.#stage === 'test' ? '' : ', all triggers armed'}`
    }
  }

  #renderRollout(service: string, state: RolloutState): string[] {
    const lines: string[] = []
    if (state.kind === 'in-progress' || state.kind === 'complete') {
      for (const task of state.failedTasks) {
        if (this.#knownTasks.has(task.id)) continue
        this.#knownTasks.add(task.id)
        lines.push(`✗ ${service}: a task failed: ${shortenIds(task.reason)}`)
      }
    }
    const reported = `${service}: ${progress(state)}`
    if (this.#details.get(service) !== reported) lines.push(`● ${reported}`)
    this.#details.set(service, reported)
    return lines
  }
}

function renderVerdict(verdict: Verdict): string {
  const last = verdict.kind === 'unhealthy' ? verdict.lastFailure : undefined
  return `■ ${verdict.kind}: ${shortenVerdict(verdict.reason, last)}`
}

function progress(state: RolloutState): string {
  switch (state.kind) {
    case 'in-progress':
    case 'complete':
      return state.detail
    case 'unknown':
      return `no information: ${state.reason}`
    default:
      return `${state.kind}: ${state.reason}`
  }
}

const BY_HAND = 'by hand: '
/** A command without its end may do something else. */
const MAX_COMMAND_LENGTH = 8_000

function planLines(plan: PlanDescription): string[] {
  return [
    ...plan.evidence.map((text) => `why: ${text}`),
    ...plan.steps.map((text) => `call: ${text}`),
    ...plan.unknowns.map((text) => `unknown: ${text}`),
    ...plan.manual.map((text) => `${BY_HAND}${text}`),
  ]
}

function startOfRollback({ actor, from, to }: PlanDescription, isForward = false): string {
  if (isForward) return `↪ Going forward again from ${from} to ${to}`
  return actor === 'us'
    ? `↩ Rolling back from ${from} to ${to}`
    : `↩ The platform rolls back from ${from} to ${to} by itself; following it`
}

function endOfRollback(result: ApplyResult, isForward = false): string {
  const inPlace = isForward ? '↪ The version is in place again' : '↩ The rollback target is in place'
  return result.kind === 'in-place' ? inPlace : `↩ ${result.kind}: ${result.reason}`
}

function line(atMs: number, text: string): LogEntry {
  return { kind: 'line', text: `${renderMoment(atMs).padEnd(7)} ${toPlainText(text)}` }
}

function group(title: string, lines: readonly string[]): LogEntry {
  const shown = lines.map((text) =>
    toPlainText(text, text.startsWith(BY_HAND) ? MAX_COMMAND_LENGTH : undefined),
  )
  return { kind: 'group', title: toPlainText(title), lines: shown }
}
