import { causeShape } from '../../../core/log-shape.ts'
import type { Diagnosis } from '../../../run/diagnosis.ts'
import { type EcsService, type ServiceDeployment, type StoppedTask, shortTaskDefinition } from './model.ts'
import { describeStop } from './stopped-task.ts'
import type { TrackedDeployment } from './tracked-deployment.ts'

/** What ECS itself reports about a deployment that failed. */
export function reportFailure(
  service: EcsService,
  tracked: TrackedDeployment,
  {
    stopped,
    entry,
  }: { readonly stopped: readonly StoppedTask[]; readonly entry: ServiceDeployment | undefined },
): Diagnosis[] {
  const name = shortTaskDefinition(tracked.taskDefinition)
  const console = consoleLinks(service)
  const tasks = groupStops(stopped)
  return [
    ...(tasks.length === 0
      ? []
      : [
          {
            title: `Stopped tasks of ${name}`,
            lines: tasks,
            shows: 'stopped-tasks' as const,
            links: console,
          },
        ]),
    ...(entry === undefined ? [] : reportEntry(name, entry)),
  ]
}

/** The same reason once, with how often: `3 × Essential container in task exited (web: exit code 1)`. */
export function groupStops(stopped: readonly StoppedTask[]): string[] {
  const groups = Map.groupBy(stopped.map(describeStop), causeShape)
  return [...groups.values()]
    .sort((one, other) => other.length - one.length)
    .map(([first = '', ...others]) => `${others.length + 1} × ${withoutTaskIds(first)}`)
}

/** `(task 0123…)` and the like differ from task to task and would keep equal reasons apart. */
function withoutTaskIds(reason: string): string {
  return reason.replace(/\b[0-9a-f]{32}\b/g, '…')
}

/** Nothing where the record has nothing beyond its status. */
function reportEntry(name: string, entry: ServiceDeployment): Diagnosis[] {
  const { status, statusReason, circuitBreaker, triggeredAlarms } = entry
  const lines = [
    ...(statusReason === undefined ? [] : [statusReason]),
    ...(circuitBreaker === undefined || circuitBreaker.failureCount === 0
      ? []
      : [
          `circuit breaker ${circuitBreaker.status}: ${circuitBreaker.failureCount} failures, threshold ${circuitBreaker.threshold}`,
        ]),
    ...triggeredAlarms.map((alarm) => `alarm ${alarm} was triggered`),
  ]
  return lines.length === 0
    ? []
    : [{ title: `Deployment of ${name} as ECS records it`, lines: [status, ...lines] }]
}

const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
}

/** Links to the console of the service's own partition; none for an ARN of an old, short form. */
export function consoleLinks(service: Pick<EcsService, 'arn' | 'name'>): { label: string; url: string }[] {
  const [, cluster, name] = service.arn.split(':').at(-1)?.split('/') ?? []
  if (cluster === undefined || name === undefined) return []
  const path = `ecs/v2/clusters/${encodeURIComponent(cluster)}/services/${encodeURIComponent(name)}`
  const link = (label: string, tab: string) => {
    const url = consolePage(service.arn, (region) => `${path}/${tab}?region=${region}`)
    return url === undefined ? [] : [{ label, url }]
  }
  return [
    link(`${name} in the ECS console`, 'health'),
    link('its tasks', 'tasks'),
    link('its deployments', 'deployments'),
  ].flat()
}

/** Undefined: in a partition without a console that is known. */
export function consolePage(arn: string, path: (region: string) => string): string | undefined {
  const [, partition = '', , region = ''] = arn.split(':')
  const host = CONSOLES[partition]
  return host === undefined ? undefined : `https://${region}.${host}/${path(region)}`
}
