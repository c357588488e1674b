import { shortTaskDefinition } from './model.ts'

/**
 * The commands by which a person does what a plan does, for a shell with the AWS CLI and nothing else. Each
 * is right at any time: where a deployment can no longer be stopped, the service is updated instead.
 */
export interface Place {
  readonly region: string
  /** Name or ARN. */
  readonly cluster: string
  /** Name or ARN. */
  readonly service: string
}

/** What is registered anew before the target can run. */
export interface CopyByHand {
  readonly of: string
  /** Of the definition, as far as a registration takes them. */
  readonly fields: readonly string[]
  /** Of its containers, in order: the image that replaces the one of the definition. */
  readonly images: readonly (string | undefined)[]
  /** Keys of the tags that are copied. */
  readonly tags: readonly string[]
}

/** @param like an ARN in the same region */
export function placeOf(like: string, { cluster, service }: Omit<Place, 'region'>): Place {
  return { region: like.split(':')[3] ?? '', cluster, service }
}

/** @param target a name or an ARN, or by {@link copyCommand} the copy that has to be made first */
export function updateCommand({ region, cluster, service }: Place, target: string): string {
  return `aws ecs update-service --region ${region} --cluster ${quote(cluster)} --service ${quote(service)} --task-definition ${target}`
}

export function stopCommand({ region }: Place, serviceDeploymentArn: string): string {
  return `aws ecs stop-service-deployment --region ${region} --service-deployment-arn ${quote(serviceDeploymentArn)} --stop-type ROLLBACK`
}

/** Of what goes on by itself. */
export function waitCommand({ region, cluster, service }: Place): string {
  return `aws ecs wait services-stable --region ${region} --cluster ${quote(cluster)} --services ${quote(service)}`
}

/** The ARN of a copy that is registered by this: nothing of the definition itself is shown, which may hold secrets. */
export function copyCommand({ region }: Place, copy: CopyByHand): string {
  const describe = `aws ecs describe-task-definition --region ${region} --task-definition ${shortTaskDefinition(copy.of)} --include TAGS --output json --query "${queryFor(copy)}"`
  return `"$(aws ecs register-task-definition --region ${region} --output text --query taskDefinition.taskDefinitionArn --cli-input-json "$(${describe})")"`
}

/** JMESPath, which every AWS CLI has: only what the definition has and a registration takes. */
function queryFor({ fields, images, tags }: CopyByHand): string {
  const containers = images.map((image, index) => {
    const container = `taskDefinition.containerDefinitions[${index}]`
    return image === undefined ? container : `${container}.merge(@,{image:'${image}'})`
  })
  const isPinned = images.some((image) => image !== undefined)
  const parts = fields.map((field) =>
    field === 'containerDefinitions' && isPinned
      ? `${field}:[${containers.join(',')}]`
      : `${field}:taskDefinition.${field}`,
  )
  const kept = tags.map((key) => `key=='${key}'`).join('||')
  return `{${[...parts, ...(kept === '' ? [] : [`tags:tags[?${kept}]`])].join(',')}}`
}

export function quote(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
