import { logShape } from '../../../core/log-shape.ts'
import type { Pattern } from '../../../core/pattern/pattern.ts'
import { ErrorLines, isErrorLine, type LoggedError } from '../../../health/logs/error-lines.ts'
import { LogCounter } from '../../../health/logs/log-counts.ts'
import type { LogReading } from '../../../health/triggers/metric-source.ts'
import type { LogRequest } from '../../../health/triggers/trigger.ts'
import type { EcsApi } from '../api/api.ts'
import { connectLogs, type LogsCall, readLogPage, type StoredLine } from '../api/log-reading.ts'
import { type RegisteredDefinition, readTaskDefinition } from '../api/task-definition.ts'
import { readStartedTasks } from '../api/task-reading.ts'
import { type ContainerLog, describeMissing, findLogsOf, taskIdOf } from '../model/container-log.ts'
import { StreamReader } from './stream-reader.ts'

/** Of the version before, for comparison. */
const BEFORE_MS = 600_000
const MAX_PAGES_BEFORE = 10

/** What a log is read for. */
export interface LogOptions extends LogRequest {
  readonly pattern: Pattern
  readonly epochMs: number
}

/** Whose log it is: found by whoever reads it, at each reading. */
export interface LoggedDeployment {
  readonly service: string
  readonly taskDefinition: string
  /** Every id under which it was seen. */
  readonly ids: ReadonlySet<string>
  /** By the server's clock. What was logged before does not count. */
  readonly begunAtMs: number
}

/** The log of one deployment of one service, over the time of a run. */
export class ServiceLog {
  readonly #api: EcsApi
  readonly #options: LogOptions
  readonly #calls = new Map<string, LogsCall>()
  readonly #readers = new Map<string, StreamReader>()
  readonly #streams = new Map<string, ErrorLines>()
  #definition: RegisteredDefinition | undefined
  #counter: LogCounter | undefined
  #incomparable: string | undefined
  #missing: string | undefined
  /** Not taken yet. */
  #found: LoggedError[] = []

  constructor(api: EcsApi, options: LogOptions) {
    this.#api = api
    this.#options = options
  }

  /** Reads what is new. Rejects with an AwsError; what was found by then is kept. */
  async follow(deployment: LoggedDeployment, signal: AbortSignal): Promise<void> {
    this.#definition ??= await readTaskDefinition(this.#api, deployment.taskDefinition, signal)
    const { container } = this.#options
    const logs = findLogsOf(this.#definition, container)
    if (logs.length === 0) {
      this.#missing = describeMissing(this.#definition, container)
      return
    }
    this.#counter ??= await this.#openCounter(logs, deployment, signal)
    const tasks = await readStartedTasks(this.#api, deployment.service, signal)
    for (const { arn, createdAtMs } of tasks.filter(({ startedBy }) => deployment.ids.has(startedBy))) {
      for (const log of logs) this.#readerOf(log).add(`${log.prefix}${taskIdOf(arn)}`, createdAtMs)
    }
    for (const reader of this.#readers.values()) {
      await reader.read((lines) => this.#find(lines, deployment), signal)
    }
  }

  /** What was found since it was last taken. */
  take(): LogReading {
    const errors = this.#counter?.count(this.#found) ?? []
    this.#found = []
    const isBehind = [...this.#readers.values()].some((reader) => reader.isBehind)
    const [missing, incomparable] = [this.#missing, this.#incomparable]
    return { kind: 'logs', errors, missing, incomparable, ...(isBehind && { isBehind }) }
  }

  #find(lines: readonly StoredLine[], { begunAtMs }: LoggedDeployment): void {
    for (const { stream, loggedAtMs, text } of lines) {
      if (loggedAtMs < begunAtMs) continue
      const errors = this.#streams.get(stream) ?? new ErrorLines(this.#options.pattern)
      this.#streams.set(stream, errors)
      const found = errors.read({ atMs: loggedAtMs - this.#options.epochMs, text })
      if (found !== undefined) this.#found.push(found)
    }
  }

  #readerOf({ region, group }: ContainerLog): StreamReader {
    const key = `${region} ${group}`
    const reader = this.#readers.get(key) ?? new StreamReader(this.#callOf(region), group)
    this.#readers.set(key, reader)
    return reader
  }

  #callOf(region: string): LogsCall {
    const call = this.#calls.get(region) ?? connectLogs(region)
    this.#calls.set(region, call)
    return call
  }

  async #openCounter(
    logs: readonly ContainerLog[],
    deployment: LoggedDeployment,
    signal: AbortSignal,
  ): Promise<LogCounter> {
    if (!this.#options.isNew) return new LogCounter(undefined)
    const shapes = new Set<string>()
    for (const log of logs) {
      const { lineCount, isWhole } = await this.#readBefore(log, deployment, shapes, signal)
      if (lineCount === 0)
        this.#incomparable =
          'nothing was logged in the 10m before the deployment, so that there is nothing to compare with'
      if (!isWhole)
        this.#incomparable = 'too much was logged in the 10m before the deployment to be compared with'
    }
    return new LogCounter(this.#incomparable === undefined ? shapes : undefined)
  }

  async #readBefore(
    { group, prefix, region }: ContainerLog,
    { begunAtMs }: LoggedDeployment,
    shapes: Set<string>,
    signal: AbortSignal,
  ): Promise<{ readonly lineCount: number; readonly isWhole: boolean }> {
    const query = {
      logGroupName: group,
      logStreamNamePrefix: prefix,
      startTime: begunAtMs - BEFORE_MS,
      endTime: begunAtMs,
    }
    let lineCount = 0
    let next: string | undefined
    for (let page = 0; page < MAX_PAGES_BEFORE; page += 1) {
      const answer = await readLogPage(this.#callOf(region), query, next, signal)
      lineCount += answer.lines.length
      for (const { text } of answer.lines)
        if (isErrorLine(text, this.#options.pattern)) shapes.add(logShape(text))
      next = answer.next
      if (next === undefined) return { lineCount, isWhole: true }
    }
    return { lineCount, isWhole: false }
  }
}
