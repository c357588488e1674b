import { appendFileSync, readFileSync } from 'node:fs'
import {
  ECSClient,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionRequest,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'

const { TASK_DEFINITION = '', CLUSTER, SERVICE, GITHUB_OUTPUT = '' } = process.env

const ecs = new ECSClient({})
const request = JSON.parse(readFileSync(TASK_DEFINITION, 'utf8')) as RegisterTaskDefinitionRequest
const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand(request))
const taskDefinitionArn = taskDefinition?.taskDefinitionArn
appendFileSync(GITHUB_OUTPUT, `task-definition-arn=${taskDefinitionArn}\n`)
await ecs.send(
  new UpdateServiceCommand({ cluster: CLUSTER, service: SERVICE, taskDefinition: taskDefinitionArn }),
)
