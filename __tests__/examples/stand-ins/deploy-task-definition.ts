import { appendFileSync, readFileSync } from 'node:fs'
import { CodeDeployClient, CreateDeploymentCommand } from '@aws-sdk/client-codedeploy'
import {
  ECSClient,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionRequest,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'

const {
  TASK_DEFINITION = '',
  CLUSTER,
  SERVICE,
  APPSPEC,
  APPLICATION,
  GROUP,
  GITHUB_OUTPUT = '',
} = process.env

const ecs = new ECSClient({})
const request = JSON.parse(readFileSync(TASK_DEFINITION, 'utf8')) as RegisterTaskDefinitionRequest
const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand(request))
const taskDefinitionArn = taskDefinition?.taskDefinitionArn
appendFileSync(GITHUB_OUTPUT, `task-definition-arn=${taskDefinitionArn}\n`)
if (APPSPEC) {
  const content = readFileSync(APPSPEC, 'utf8').replace('<TASK_DEFINITION>', taskDefinitionArn ?? '')
  const revision = { revisionType: 'AppSpecContent', appSpecContent: { content } } as const
  const names = { applicationName: APPLICATION, deploymentGroupName: GROUP }
  await new CodeDeployClient({}).send(new CreateDeploymentCommand({ ...names, revision }))
} else {
  await ecs.send(
    new UpdateServiceCommand({ cluster: CLUSTER, service: SERVICE, taskDefinition: taskDefinitionArn }),
  )
}
