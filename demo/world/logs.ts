import { AwsError } from './aws-error.ts'
import { allServices } from './ecs/lookup.ts'
import type { EcsState, Task } from './ecs/state.ts'
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
    GetLogEvents: ({ logGroupName, logStreamName, limit, startFromHead }) => {
      const stream = streamsOf(ecs, logGroupName).find((each) => each.name === logStreamName)
      if (stream === undefined) throw missing('stream')
      const count = Number(limit ?? 10_000)
      const events = startFromHead === true ? stream.lines.slice(0, count) : stream.lines.slice(-count)
      return { events, nextForwardToken: 'f/0', nextBackwardToken: 'b/0' }
    },
    FilterLogEvents: ({ logGroupName, logStreamNames, startTime, limit }) => {
      const names = logStreamNames as string[] | undefined
      const events = streamsOf(ecs, logGroupName)
        .filter((stream) => names === undefined || names.includes(stream.name))
        .flatMap(({ name, lines }) => lines.map((line) => ({ logStreamName: name, ...line })))
        .filter((event) => startTime === undefined || event.timestamp >= Number(startTime))
        .sort((one, other) => one.timestamp - other.timestamp)
      return { events: events.slice(0, Number(limit ?? 10_000)), searchedLogStreams: [] }
    },
  }
}

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
    const lines = linesOf(image?.behaviour.log ?? ['starting', 'listening on 8080'], startedAtMs)
    const name = `${options['awslogs-stream-prefix']}/${definition.name}/${task.id}`
    return [{ group: options['awslogs-group'] ?? '', name, lines }]
  })
}

const linesOf = (written: readonly string[], startedAtMs: number): Line[] =>
  written.map((message, index) => {
    const timestamp = startedAtMs + index * LINE_EVERY_MS
    return { timestamp, ingestionTime: timestamp + LINE_EVERY_MS, message }
  })
