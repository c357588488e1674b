import type { Timeline } from './timeline.ts'

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'

export interface Alarm {
  name: string
  state: AlarmState
  changedAtMs: number
  reason: string
}

/** CloudWatch alarms: set by a story, read by ECS and by the CloudWatch endpoint. */
export class Alarms {
  #alarms = new Map<string, Alarm>()
  #watchers: (() => void)[] = []
  #timeline: Timeline
  #catchUp: () => void

  constructor(timeline: Timeline, catchUp: () => void) {
    this.#timeline = timeline
    this.#catchUp = catchUp
  }

  /** Changes an alarm now: whatever was due before has happened by then. */
  set(name: string, state: AlarmState, reason = `Threshold Crossed: ${state}`): void {
    this.#catchUp()
    this.#alarms.set(name, { name, state, changedAtMs: this.#timeline.nowMs, reason })
    for (const watcher of this.#watchers) watcher()
  }

  inAlarm(names: readonly string[]): string[] {
    return names.filter((name) => this.#alarms.get(name)?.state === 'ALARM')
  }

  all(): Alarm[] {
    return [...this.#alarms.values()]
  }

  onChange(watcher: () => void): void {
    this.#watchers.push(watcher)
  }
}
