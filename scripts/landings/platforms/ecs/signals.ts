import type { AlarmState } from '../../../../demo/world/alarms.ts'
import { type Metrics, metricKey } from '../../../../demo/world/cloudwatch.ts'
import type { EcsState } from '../../../../demo/world/ecs/state.ts'
import { MINUTE_MS, type Quality } from '../../common-plan.ts'
import type { Dice } from '../../dice.ts'
import type { Signals } from '../../oracle/history.ts'

/** What CloudWatch says in a landing. Times are from the deployment on. */
export interface PlannedSignals {
  readonly alarmBefore: AlarmState
  readonly alarmTurns: readonly { readonly atMs: number; readonly state: AlarmState }[]
  /** The metric is high for a while. */
  readonly highFromMs: number
  readonly highForMs: number
  /** Each so many minutes, no value is published. 0: never. */
  readonly gapEvery: number
  /** Later than values usually are published. */
  readonly lateMs: number
}

const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA']
const ALARM = 'web-errors'
const HIGH = 95
const USUAL = 50
const PUBLISHED_AFTER_MS = 60_000

const OF_PROBES = ['failure rate > 15% over 1m', '2 consecutive failures', 'mean time > 1s over 1m'] as const
const OF_CLOUDWATCH = [`alarm ${ALARM} in ALARM`, 'metric cpu > 80 for 2m'] as const

const METRICS =
  'cpu:\n  cloudwatch: { namespace: AWS/ECS, metric: CPUUtilization, stat: Average, period: 60s, dimensions: { ClusterName: prod, ServiceName: web } }\n'

export function drawLines(dice: Dice): readonly string[] {
  if (!dice.is(0.2)) return []
  const one = dice.of([...OF_PROBES, ...OF_CLOUDWATCH, ...OF_CLOUDWATCH])
  return dice.is(0.7) ? [one] : [...new Set([one, dice.of([...OF_PROBES, ...OF_CLOUDWATCH])])]
}

/** The window of each line has to fit into the bake. */
export function inputsOf(lines: readonly string[]): Record<string, string> {
  if (lines.length === 0) return {}
  const readsMetric = lines.some((line) => line.startsWith('metric'))
  return {
    'rollback-when': lines.join('\n'),
    interval: '5s',
    retries: '3',
    'bake-time': readsMetric ? '6m' : '2m',
    ...(readsMetric && { metrics: METRICS }),
  }
}

/** Some are what only a line finds. */
export function drawLined(dice: Dice, lines: readonly string[], version: Quality): Quality {
  const isOfProbes = lines.some((line) => /rate|mean/.test(line))
  if (isOfProbes && dice.is(0.5)) return dice.of<Quality>(['fails often', 'sluggish'])
  return lines.length > 0 && dice.is(0.4) ? 'healthy' : version
}

export function drawSignals(dice: Dice, lines: readonly string[]): PlannedSignals | undefined {
  if (lines.every((line) => !/alarm|metric/.test(line))) return undefined
  const turn = () => ({ atMs: dice.between(0, 900) * 1_000, state: dice.of(STATES) })
  return {
    alarmBefore: dice.of(['OK', 'OK', 'ALARM', 'INSUFFICIENT_DATA']),
    alarmTurns: Array.from({ length: dice.between(0, 3) }, turn).toSorted(
      (one, other) => one.atMs - other.atMs,
    ),
    highFromMs: dice.between(-5, 12) * MINUTE_MS,
    highForMs: dice.of([0, 1, 2, 3, 4, 10, 30]) * MINUTE_MS,
    gapEvery: dice.of([0, 0, 2, 3, 4]),
    lateMs: dice.of([0, 0, 45_000, 200_000]),
  }
}

/** CloudWatch of one landing. */
export class CloudWatch {
  readonly metrics: Metrics = new Map()
  readonly #ecs: EcsState
  readonly #planned: PlannedSignals
  readonly #epochMs: number
  readonly #alarm: { fromMs: number; state: AlarmState }[] = []
  #deployedAtMs: number

  constructor(ecs: EcsState, planned: PlannedSignals) {
    this.#ecs = ecs
    this.#planned = planned
    this.#epochMs = ecs.timeline.nowMs
    this.#deployedAtMs = this.#epochMs
    this.metrics.set(metricKey('AWS/ECS', 'CPUUtilization'), (atMs) =>
      this.#publishedAtMs(atMs) <= ecs.timeline.nowMs ? this.#valueAt(atMs) : undefined,
    )
    this.#set(planned.alarmBefore)
  }

  begin(): void {
    this.#deployedAtMs = this.#ecs.timeline.nowMs
    for (const { atMs, state } of this.#planned.alarmTurns)
      this.#ecs.timeline.after(atMs, () => this.#set(state))
  }

  get signals(): Signals {
    const { nowMs } = this.#ecs.timeline
    const points: { startedAtMs: number; value: number; publishedAtMs: number }[] = []
    for (let atMs = Math.ceil(this.#epochMs / MINUTE_MS) * MINUTE_MS; atMs < nowMs; atMs += MINUTE_MS) {
      const value = this.#valueAt(atMs)
      if (value === undefined) continue
      const publishedAtMs = this.#publishedAtMs(atMs) - this.#epochMs
      points.push({ startedAtMs: atMs - this.#epochMs, value, publishedAtMs })
    }
    return { deployedAtMs: this.#deployedAtMs - this.#epochMs, alarm: this.#alarm, points }
  }

  #set(state: AlarmState): void {
    const { timeline, alarms } = this.#ecs
    if (this.#alarm.at(-1)?.state === state) return
    alarms.set(ALARM, state)
    this.#alarm.push({ fromMs: timeline.nowMs - this.#epochMs, state })
  }

  #publishedAtMs(atMs: number): number {
    return atMs + MINUTE_MS + PUBLISHED_AFTER_MS + this.#planned.lateMs
  }

  #valueAt(atMs: number): number | undefined {
    const { highFromMs, highForMs, gapEvery } = this.#planned
    const minute = Math.round((atMs - this.#epochMs) / MINUTE_MS)
    if (gapEvery > 0 && minute % gapEvery === gapEvery - 1) return undefined
    const sinceMs = atMs - this.#deployedAtMs - highFromMs
    return sinceMs >= 0 && sinceMs < highForMs ? HIGH : USUAL
  }
}
