import { createHash } from 'node:crypto'
import * as sdk from '@aws-sdk/client-cloudwatch-logs'
import { AwsError } from './aws-error.ts'
import { allServices } from './ecs/lookup.ts'
import type { EcsState, Task } from './ecs/state.ts'
import { decode, encode, operationSchema, WireError } from './ecs/validation.ts'
import type { TimedLine } from './images.ts'
import type { Input } from './small-service.ts'

interface Line {
  /** Epoch *milliseconds*, unlike everywhere else in AWS's JSON. */
  timestamp: number
  ingestionTime: number
  message: string
}

interface Stream {
  group: string
  name: string
  lines: Line[]
}

const LINE_EVERY_MS = 100

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/ */
export function logsActions(ecs: EcsState): Record<string, (input: Input) => object> {
  return {
    GetLogEvents: checked('GetLogEvents', (input) => getLogEvents(ecs, input)),
    FilterLogEvents: checked('FilterLogEvents', (input) => filterLogEvents(ecs, input)),
  }
}

/** Both sides of the wire are held to the SDK's schemas, as ECS's are. */
function checked(action: string, act: (input: Input) => object): (input: Input) => object {
  const schema = operationSchema(action, sdk)
  if (schema === undefined) throw new WireError(`the SDK knows no ${action}`)
  return (input) => {
    try {
      decode(schema.input, input)
    } catch (error) {
      if (error instanceof WireError) throw new AwsError('InvalidParameterException', error.message)
      throw error
    }
    return encode(schema.output, act(input)) as object
  }
}

function getLogEvents(ecs: EcsState, { logGroupName, logStreamName, limit, startFromHead }: Input): object {
  const stream = streamsOf(ecs, logGroupName).find((each) => each.name === logStreamName)
  if (stream === undefined) throw missing('stream')
  const count = Number(limit ?? MAX_EVENTS)
  const events = startFromHead === true ? stream.lines.slice(0, count) : stream.lines.slice(-count)
  return { events, nextForwardToken: 'f/0', nextBackwardToken: 'b/0' }
}

function filterLogEvents(ecs: EcsState, input: Input): object {
  const { logGroupName, logStreamNames: names, logStreamNamePrefix: prefix, nextToken } = input
  if (names !== undefined && prefix !== undefined)
    throw new AwsError('InvalidParameterException', 'Only one of names and prefix may be given.')
  const streams = streamsOf(ecs, logGroupName)
  const wanted = names as string[] | undefined
  if (wanted?.some((name) => streams.every((stream) => stream.name !== name))) throw missing('stream')
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY } = input
  const events = streams
    .filter(({ name }) => wanted?.includes(name) ?? name.startsWith(String(prefix ?? '')))
    .flatMap(({ name, lines }) => lines.map((line) => ({ ...line, logStreamName: name })))
    .filter(({ timestamp }) => timestamp >= Number(startTime) && timestamp < Number(endTime))
    .sort((one, other) => one.timestamp - other.timestamp)
  const from = Number(nextToken ?? 0)
  const to = from + Number(input.limit ?? MAX_EVENTS)
  return {
    events: events.slice(from, to).map((event) => ({ ...event, eventId: idOf(event) })),
    searchedLogStreams: [],
    ...(to < events.length && { nextToken: String(to) }),
  }
}

/** As long as the line is kept, whatever comes after it. */
const idOf = (event: { timestamp: number; logStreamName: string; message: string }): string =>
  createHash('sha256').update(JSON.stringify(event)).digest('hex')

const MAX_EVENTS = 10_000

const missing = (what: string): AwsError =>
  new AwsError('ResourceNotFoundException', `The specified log ${what} does not exist.`)

function streamsOf(ecs: EcsState, logGroupName: unknown): Stream[] {
  const streams = allServices(ecs)
    .flatMap((service) => service.tasks)
    .flatMap((task) => streamsOfTask(ecs, task))
  const ofGroup = streams.filter((stream) => stream.group === logGroupName)
  if (ofGroup.length === 0) throw missing('group')
  return ofGroup
}

/** The awslogs driver names a stream `prefix/container/task`. A container that never ran has written nothing. */
function streamsOfTask(ecs: EcsState, task: Task): Stream[] {
  const { containerDefinitions } = ecs.taskDefinitions.get(task.taskDefinitionArn)
  return containerDefinitions.flatMap((definition) => {
    const options = definition.logConfiguration?.options
    if (definition.logConfiguration?.logDriver !== 'awslogs' || options === undefined) return []
    const container = task.containers.find((each) => each.name === definition.name)
    const startedAtMs = container?.startedAtMs ?? task.startedAtMs
    if (startedAtMs === undefined) return []
    const image = ecs.images.pull(container?.digest) ?? task.image
    const endedAtMs = task.stoppedAtMs ?? ecs.timeline.nowMs
    const written = image?.behaviour.log ?? ['starting', 'listening on 8080']
    const lines = linesOf(written, { startedAtMs, endedAtMs, nowMs: ecs.timeline.nowMs })
    const name = `${options['awslogs-stream-prefix']}/${definition.name}/${task.id}`
    return [{ group: options['awslogs-group'] ?? '', name, lines }]
  })
}

interface Life {
  startedAtMs: number
  endedAtMs: number
  nowMs: number
}

/** A line can be read once it has been ingested; what is written at the start is there as soon as the container is. */
function linesOf(written: readonly (string | TimedLine)[], life: Life): Line[] {
  return written
    .flatMap((each, index) =>
      typeof each === 'string'
        ? [lineAt(each, life.startedAtMs + index * LINE_EVERY_MS)]
        : repeated(each, life).filter(({ ingestionTime }) => ingestionTime <= life.nowMs),
    )
    .sort((one, other) => one.timestamp - other.timestamp)
}

function repeated(
  { line, afterMs, everyMs = Number.POSITIVE_INFINITY, ingestedAfterMs }: TimedLine,
  { startedAtMs, endedAtMs }: Life,
): Line[] {
  const lines: Line[] = []
  for (let atMs = startedAtMs + afterMs; atMs <= endedAtMs; atMs += everyMs)
    lines.push(lineAt(line, atMs, ingestedAfterMs))
  return lines
}

const lineAt = (message: string, timestamp: number, ingestedAfterMs = LINE_EVERY_MS): Line => ({
  timestamp,
  ingestionTime: timestamp + ingestedAfterMs,
  message,
})
