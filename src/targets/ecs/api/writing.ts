import type { RegisterTaskDefinitionRequest, Tag } from '@aws-sdk/client-ecs'
import { requireText } from '../../../aws/answer-form.ts'
import { readAnswer } from '../../../aws/aws-error.ts'
import type { EcsService } from '../model/model.ts'
import type { EcsApi } from './api.ts'
import { toService } from './service-reading.ts'

/** None of these is sent twice by the SDK: what became of a lost answer is read first. */

/** @returns the service as it is with the write */
export async function updateService(
  api: EcsApi,
  service: string,
  taskDefinition: string,
  signal: AbortSignal,
): Promise<EcsService> {
  const input = { cluster: api.cluster, service, taskDefinition }
  const output = await api.call(
    'ecs:UpdateService',
    (client, options) => client.send(new api.sdk.UpdateServiceCommand(input), options),
    signal,
  )
  return readAnswer('ecs:UpdateService', () => toService(output.service ?? {}))
}

/** The documented types are ROLLBACK and ABORT; ABORT leaves the service half-way and is never sent. */
export async function stopWithRollback(
  api: EcsApi,
  serviceDeploymentArn: string,
  signal: AbortSignal,
): Promise<void> {
  const input = { serviceDeploymentArn, stopType: 'ROLLBACK' } as const
  await api.call(
    'ecs:StopServiceDeployment',
    (client, options) => client.send(new api.sdk.StopServiceDeploymentCommand(input), options),
    signal,
  )
}

export interface PauseAnswer {
  readonly serviceDeploymentArn: string
  readonly hookId: string
  readonly action: 'CONTINUE' | 'ROLLBACK'
}

/** Answers a PAUSE hook that waits for somebody. */
export async function continueDeployment(
  api: EcsApi,
  input: PauseAnswer,
  signal: AbortSignal,
): Promise<void> {
  await api.call(
    'ecs:ContinueServiceDeployment',
    (client, options) => client.send(new api.sdk.ContinueServiceDeploymentCommand(input), options),
    signal,
  )
}

/** @returns the ARN of the new revision */
export async function registerTaskDefinition(
  api: EcsApi,
  input: RegisterTaskDefinitionRequest,
  signal: AbortSignal,
): Promise<string> {
  const output = await api.call(
    'ecs:RegisterTaskDefinition',
    (client, options) => client.send(new api.sdk.RegisterTaskDefinitionCommand(input), options),
    signal,
  )
  const { taskDefinition } = output
  return requireText('ecs:RegisterTaskDefinition', 'taskDefinitionArn', taskDefinition?.taskDefinitionArn)
}

/** Adds tags, or gives those that are there already another value. */
export async function tagResource(
  api: EcsApi,
  resourceArn: string,
  tags: Tag[],
  signal: AbortSignal,
): Promise<void> {
  await api.call(
    'ecs:TagResource',
    (client, options) => client.send(new api.sdk.TagResourceCommand({ resourceArn, tags }), options),
    signal,
  )
}
