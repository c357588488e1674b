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
  #nowMs: () => number

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  set(name: string, state: AlarmState, reason = `Threshold Crossed: ${state}`): void {
    this.#alarms.set(name, { name, state, changedAtMs: this.#nowMs(), reason })
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
