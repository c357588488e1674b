import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'

const { TASK_DEFINITION = '', CONTAINER, IMAGE, RUNNER_TEMP = '', GITHUB_OUTPUT = '' } = process.env

const definition = JSON.parse(readFileSync(TASK_DEFINITION, 'utf8')) as RegisterTaskDefinitionRequest
const container = definition.containerDefinitions?.find(({ name }) => name === CONTAINER)
if (container === undefined || !IMAGE) throw new Error(`${TASK_DEFINITION} has no container ${CONTAINER}`)
container.image = IMAGE
const file = join(RUNNER_TEMP, `task-definition-${CONTAINER}.json`)
writeFileSync(file, JSON.stringify(definition))
appendFileSync(GITHUB_OUTPUT, `task-definition=${file}\n`)
