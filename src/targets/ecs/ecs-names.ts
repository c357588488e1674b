import { valid } from '../../inputs/checked.ts'
import { type Parser, refuse } from '../../inputs/parser.ts'

/** The parts of `arn:aws:ecs:us-east-1:123456789012:service/prod/web`. */
export interface EcsArn {
  readonly region: string
  /** `cluster`, `service`, `task-definition` and so on. */
  readonly type: string
  /** What follows the type. */
  readonly path: string
}

// Partitions: aws, aws-cn, aws-us-gov, aws-iso and so on.
const ARN = /^arn:aws[a-z-]{0,20}:ecs:([a-z][a-z0-9-]{1,30}):\d{12}:([a-z-]{1,30})\/(\S+)$/
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
const NAME = /^[A-Za-z0-9_-]{1,255}$/
const FAMILY_AND_REVISION = /^[A-Za-z0-9_-]{1,255}:[1-9]\d{0,8}$/

export function parseArn(text: string): EcsArn | undefined {
  const [, region = '', type = '', path = ''] = ARN.exec(text) ?? []
  return region === '' ? undefined : { region, type, path }
}

/** The last part of an ARN, or the name itself. */
export function shortName(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1)
}

export const clusterName = nameOrArn('cluster', 'prod', {
  isPath: (path) => NAME.test(path),
  hintFor: ([cluster = ''], others) =>
    others === 'path'
      ? `Did you mean ${cluster}? The name after it belongs to the input service.`
      : 'A step has one cluster: write a step for each.',
})

/** The path is `cluster/service`, or in ARNs of the old form the service alone. */
export const serviceName = nameOrArn('service', 'web', {
  isPath(path) {
    const parts = path.split('/')
    return parts.length <= 2 && parts.every((part) => NAME.test(part))
  },
  hintFor: (names, others) =>
    others === 'path'
      ? `Did you mean ${names.at(-1)}? The name before it belongs to the input cluster.`
      : `Did you mean ${names.length} lines, ${names.join(' and ')}? Several are written one per line, after \`service: |\`.`,
})

interface NameRules {
  readonly isPath: (path: string) => boolean
  /** For names that are written as if they were one: `prod/web`, or `web,api`. */
  readonly hintFor: (names: readonly string[], others: 'path' | 'list') => string
}

function nameOrArn(type: string, example: string, { isPath, hintFor }: NameRules): Parser<string> {
  return {
    expected: `the name or ARN of a ${type}, such as ${example}`,
    parse(text) {
      if (NAME.test(text)) return valid(text)
      const arn = parseArn(text)
      if (arn === undefined)
        return refuse(text.startsWith('arn:') ? 'The ARN is not well formed.' : describeNames(text, hintFor))
      if (arn.type !== type) return refuse(`This is the ARN of a ${arn.type}.`)
      return isPath(arn.path) ? valid(text) : refuse('The ARN is not well formed.')
    },
  }
}

function describeNames(text: string, hintFor: NameRules['hintFor']): string | undefined {
  const path = text.split('/')
  if (path.length === 2 && path.every((name) => NAME.test(name))) return hintFor(path, 'path')
  const list = text.split(/\s*[\n,;]\s*/).filter((name) => name !== '')
  return list.length > 1 && list.every((name) => NAME.test(name)) ? hintFor(list, 'list') : undefined
}

/** ARN or `family:revision` of a task definition. */
export const taskDefinition: Parser<string> = {
  expected: 'the ARN of a task definition, or family:revision such as web:42',
  parse(text) {
    const arn = parseArn(text)
    if (arn !== undefined && arn.type !== 'task-definition')
      return refuse(`This is the ARN of a ${arn.type}.`)
    if (FAMILY_AND_REVISION.test(arn?.path ?? text)) return valid(text)
    if (/\.(?:json|ya?ml)$|^[./]/i.test(text)) {
      return refuse(
        'A file does not say which revision was deployed: pass what the deploy step says it deployed, such as its output task-definition-arn.',
      )
    }
    if (NAME.test(arn?.path ?? text)) {
      return refuse(
        'The revision is missing: pass what the deploy step says it deployed, such as its output task-definition-arn.',
      )
    }
    return refuse()
  },
}

/** What `rollback-to` may name. */
export const ecsRevision: Parser<string> = {
  expected: 'family:revision such as web:42, or the ARN of a task definition or of a service revision',
  parse(text) {
    const arn = parseArn(text)
    if (arn?.type === 'service-revision' || taskDefinition.parse(text).ok) return valid(text)
    if (/^\d+$/.test(text)) return refuse(`The family is missing, as in web:${text}.`)
    return refuse(NAME.test(text) ? `The revision is missing, as in ${text}:42.` : undefined)
  },
}

export const regionName: Parser<string> = {
  expected: 'the name of a region, such as us-east-1',
  parse(text) {
    if (/^[a-z]{2,5}(?:-[a-z]{2,12}){1,3}-\d{1,2}$/.test(text)) return valid(text)
    const zone = /^([a-z-]+-\d)[a-z]$/.exec(text)?.[1]
    return refuse(zone === undefined ? undefined : `This is an availability zone; its region is ${zone}.`)
  },
}
