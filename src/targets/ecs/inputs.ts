import { all, andThen, type Checked, each, valid } from '../../inputs/checked.ts'
import type { Fields } from '../../inputs/fields.ts'
import type { InputProblem } from '../../inputs/input-error.ts'
import { boolean } from '../../inputs/values/boolean.ts'
import { choice } from '../../inputs/values/choice.ts'
import { lines, splitLines } from '../../inputs/values/lines.ts'
import { defineTarget } from '../target.ts'
import type { EcsConfig } from './ecs-config.ts'
import { ecsLocation } from './ecs-location.ts'
import {
  clusterName,
  ecsRevision,
  parseArn,
  regionName,
  serviceName,
  shortName,
  taskDefinition,
} from './ecs-names.ts'
import { readCapturedServices } from './model/captured-state.ts'
import { PROMOTABLE_STAGES, PROMOTED_STAGES } from './model/pause.ts'

interface Names {
  readonly cluster: string
  readonly services: readonly string[]
  readonly taskDefinitions?: readonly string[]
  readonly region?: string
  readonly judgesService: boolean
  readonly recordsKnownGood: boolean
  readonly promotes: boolean
  readonly promoteAt?: readonly string[]
}

/** A rollback that a person requests has no pause to answer. */
const BEFORE_PRODUCTION = ['guard', 'validate', 'capture'] as const

export const ecs = defineTarget<'ecs', EcsConfig>({
  kind: 'ecs',
  aliases: ['fargate', 'aws', 'codedeploy', 'aws-ecs'],
  inputs: {
    cluster: {},
    service: {},
    'task-definition': {},
    'aws-region': {},
    'service-health': {},
    'remember-good': {},
    promote: { modes: BEFORE_PRODUCTION },
    'promote-at': { modes: BEFORE_PRODUCTION },
    'promote-bake-time': { modes: BEFORE_PRODUCTION },
  },
  revision: ecsRevision,
  hasOwnSignals: true,
  hasRuns: false,
  logs: () => 'of containers',
  passesEnvironment: false,
  keepsRecordUnplanned: false,
  parse(fields) {
    const names = all<Names, InputProblem>({
      cluster: fields.take('cluster', clusterName),
      services: fields.take('service', lines(serviceName, shortName)),
      taskDefinitions: fields.takeOptional('task-definition', lines(taskDefinition)),
      region: fields.takeOptional('aws-region', regionName),
      judgesService: fields.take('service-health', boolean),
      recordsKnownGood: fields.take('remember-good', boolean),
      promotes: fields.take('promote', boolean),
      promoteAt: fields.takeOptional(
        'promote-at',
        lines(choice(PROMOTABLE_STAGES), (stage) => stage),
      ),
    })
    const matched = each([
      checkCounts(fields),
      checkVariable(fields),
      andThen(names, (found) => checkTogether(fields, found)),
    ])
    return andThen(names, (found) => andThen(matched, () => valid(combine(found))))
  },
  whoMay: ({ cluster, services }) => [
    `Whoever may assume a role with \`ecs:UpdateService\`, \`ecs:StopServiceDeployment\` and \`ecs:DescribeServices\` on ${services.map(({ service }) => `\`${shortName(cluster)}/${shortName(service)}\``).join(', ')}.`,
    'To bring back a task definition that was deregistered, or an image whose tag has moved: also `ecs:RegisterTaskDefinition`, and `iam:PassRole` on its roles.',
  ],
  place: ({ cluster, services }) => ['ecs', cluster, ...services.map(({ service }) => service)].join(' '),
  location: (own, env) => ecsLocation(own, regionOf(own, env)),
  subject: ({ region, cluster, services }, { env }) => [
    region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION,
    cluster,
    ...services.map(({ service }) => service),
  ],
  // A step of this job has not said yet what it deploys; an earlier job has.
  isDeployAhead: ({ services }) => services.every(({ taskDefinition }) => taskDefinition === undefined),
  // The step that deploys has said it since, or the deployment was not ahead when the job started.
  isDeployedSinceStart: ({ services }) =>
    services.every(({ taskDefinition }) => taskDefinition !== undefined),
  judgesItself: ({ judgesService }, { health: { checks } }) => checks.length === 0 || judgesService,
  region: ({ region }) => region,
  isCapturedState: (state) => readCapturedServices(state) !== undefined,
  async open(own, config, deps) {
    return (await import('./open.ts')).openEcs(config, own, deps)
  },
})

function regionOf({ region }: EcsConfig, env: NodeJS.ProcessEnv): string | undefined {
  return region ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined)
}

function combine(names: Names): EcsConfig {
  const { cluster, services, taskDefinitions, region, judgesService, recordsKnownGood } = names
  const { promotes, promoteAt = PROMOTED_STAGES } = names
  return {
    kind: 'ecs',
    cluster,
    services: services.map((service, index) => {
      const deployed = taskDefinitions?.[index]
      return deployed === undefined ? { service } : { service, taskDefinition: deployed }
    }),
    region,
    judgesService,
    recordsKnownGood,
    ...(promotes && { promotesAt: promoteAt }),
  }
}

function checkTogether(fields: Fields, names: Names): Checked<unknown, InputProblem> {
  return each([
    checkRevision(fields, names),
    ...names.services.map((service) => checkCluster(fields, names, service)),
    checkRegion(fields, names),
  ])
}

/** The SDK takes it for a region, and looks no further. */
function checkVariable(fields: Fields): Checked<unknown, InputProblem> {
  if (fields.text('aws-region') !== '' || !fields.isEmptyVariable('AWS_REGION')) return valid(undefined)
  return fields.refuse('aws-region', {
    expected: regionName.expected,
    hint: 'AWS_REGION is set to nothing in the environment of this step; if it is set from an expression, that gave nothing.',
  })
}

function checkCounts(fields: Fields): Checked<unknown, InputProblem> {
  const services = splitLines(fields.text('service'))
  const deployed = splitLines(fields.text('task-definition'))
  if (services.length === 0 || deployed.length === 0 || deployed.length === services.length)
    return valid(undefined)
  return fields.refuse('task-definition', {
    actual: `${deployed.length} ${deployed.length === 1 ? 'line' : 'lines'}`,
    expected: `as many lines as service has, ${services.length}, in the same order`,
    hint: 'An expression that gave nothing leaves its line empty.',
  })
}

/** A revision belongs to one service; which of several it is meant for is unknown. */
function checkRevision(fields: Fields, { services }: Names): Checked<unknown, InputProblem> {
  const text = fields.text('rollback-to')
  if (services.length === 1 || text === 'previous' || text.startsWith('-')) return valid(undefined)
  return fields.refuse('rollback-to', {
    expected: 'previous or -N with several services',
    hint: 'To go back to a revision, name one service.',
  })
}

function checkCluster(fields: Fields, names: Names, service: string): Checked<unknown, InputProblem> {
  const [cluster, name] = parseArn(service)?.path.split('/') ?? []
  if (cluster === undefined || name === undefined || cluster === shortName(names.cluster))
    return valid(undefined)
  return fields.refuse('service', {
    actual: service,
    expected: `a service of the cluster ${shortName(names.cluster)}`,
    hint: `This ARN names the cluster ${cluster}.`,
  })
}

/** All ARNs of a step lie in one region, and that is the one it asks. */
function checkRegion(fields: Fields, names: Names): Checked<unknown, InputProblem> {
  const { cluster, services, taskDefinitions = [] } = names
  const named = [cluster, ...services, ...taskDefinitions].flatMap((text) => parseArn(text) ?? [])
  const region = names.region ?? named[0]?.region
  const other = named.find((arn) => arn.region !== region)
  if (other === undefined) return valid(undefined)
  const input = other.type === 'cluster' || other.type === 'service' ? other.type : 'task-definition'
  return fields.refuse(input, {
    expected: `an ARN in the region ${region}`,
    hint: `This one is in ${other.region}.`,
  })
}
