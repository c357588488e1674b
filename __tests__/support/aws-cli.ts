// A stand-in for the AWS CLI, where that is not installed: it takes the options that the real one has for
// these commands, and no others, and calls the same operations through the SDK.

import * as codedeploy from '@aws-sdk/client-codedeploy'
import * as ecs from '@aws-sdk/client-ecs'
import { search } from './jmespath.ts'

const GLOBAL = ['region', 'output', 'query', 'cli-input-json']
const JSON_OPTIONS = ['revision']
const LIST_OPTIONS = ['services', 'include']

const ecsClient = (region: string) => new ecs.ECSClient({ region })
const codeDeployClient = (region: string) => new codedeploy.CodeDeployClient({ region })
const pace = { maxWaitTime: 60, minDelay: 0.1, maxDelay: 0.1 }

interface Command {
  readonly options: readonly string[]
  // The SDK checks the input's shape on the other side: it comes from a command line.
  run(region: string, input: never): Promise<object>
}

const COMMANDS: Readonly<Record<string, Command>> = {
  'ecs update-service': {
    options: ['cluster', 'service', 'task-definition'],
    run: (region, input) => ecsClient(region).send(new ecs.UpdateServiceCommand(input)),
  },
  'ecs stop-service-deployment': {
    options: ['service-deployment-arn', 'stop-type'],
    run: (region, input) => ecsClient(region).send(new ecs.StopServiceDeploymentCommand(input)),
  },
  'ecs describe-task-definition': {
    options: ['task-definition', 'include'],
    run: (region, input) => ecsClient(region).send(new ecs.DescribeTaskDefinitionCommand(input)),
  },
  'ecs register-task-definition': {
    options: [],
    run: (region, input) => ecsClient(region).send(new ecs.RegisterTaskDefinitionCommand(input)),
  },
  'ecs wait services-stable': {
    options: ['cluster', 'services'],
    run: (region, input) => ecs.waitUntilServicesStable({ client: ecsClient(region), ...pace }, input),
  },
  'deploy stop-deployment': {
    options: ['deployment-id', 'auto-rollback-enabled'],
    run: (region, input) => codeDeployClient(region).send(new codedeploy.StopDeploymentCommand(input)),
  },
  'deploy create-deployment': {
    options: [
      'application-name',
      'deployment-group-name',
      'deployment-config-name',
      'description',
      'revision',
    ],
    run: (region, input) => codeDeployClient(region).send(new codedeploy.CreateDeploymentCommand(input)),
  },
  'deploy wait deployment-successful': {
    options: ['deployment-id'],
    run: (region, input) =>
      codedeploy.waitUntilDeploymentSuccessful({ client: codeDeployClient(region), ...pace }, input),
  },
}

const words = process.argv.slice(2)
const name = words
  .slice(
    0,
    words.findIndex((word) => word.startsWith('--')),
  )
  .join(' ')
try {
  const command = COMMANDS[name]
  if (command === undefined) throw new Error(`Invalid choice: ${name}`)
  const options = readOptions(words.slice(name.split(' ').length), command)
  const { region, query, output, ...own } = options
  if (typeof region !== 'string') throw new Error('You must specify a region.')
  const answer = await command.run(region, own as never)
  const shown = typeof query === 'string' ? search(query, answer) : answer
  process.stdout.write(`${output === 'text' ? String(shown) : JSON.stringify(shown)}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? `${error.name}: ${error.message}` : error}\n`)
  process.exitCode = 254
}

function readOptions(given: readonly string[], { options }: Command): Record<string, unknown> {
  const read: Record<string, unknown> = {}
  for (let index = 0; index < given.length; index += 1) {
    const option = given[index]?.replace(/^--/, '') ?? ''
    if (![...GLOBAL, ...options].includes(option)) throw new Error(`Unknown options: ${given[index]}`)
    const next = given[index + 1]
    const hasValue = next !== undefined && !next.startsWith('--')
    if (hasValue) index += 1
    if (option === 'cli-input-json') Object.assign(read, withoutNulls(JSON.parse(next ?? '')))
    else read[camelCase(option)] = hasValue ? parseValue(option, next) : true
  }
  return read
}

function parseValue(option: string, text: string): unknown {
  if (JSON_OPTIONS.includes(option)) return JSON.parse(text)
  return LIST_OPTIONS.includes(option) ? [text] : text
}

/** The real one checks the types of what it is given. */
function withoutNulls(input: Record<string, unknown>): Record<string, unknown> {
  const empty = Object.entries(input).find(([, value]) => value === null)
  if (empty !== undefined) throw new Error(`Invalid type for parameter ${empty[0]}, value: None`)
  return input
}

function camelCase(option: string): string {
  return option.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
