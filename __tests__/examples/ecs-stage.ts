import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ImageBehaviour } from '../../demo/world/images.ts'
import { startWorld, type World } from '../../demo/world/index.ts'
import type { ServiceStory } from '../../demo/world/stories.ts'
import { worldClock } from '../bundle/play.ts'
import type { WorkflowRun } from './act.ts'
import { type Script, Stage } from './stage.ts'

/** How each image behaves, by region and name. */
export type Images = Readonly<Record<string, Readonly<Record<string, ImageBehaviour>>>>

export interface EcsScript extends Script {
  /** Those of the commit that is deployed. */
  readonly images: (sha: string) => Images
  /** The workflow pushes them itself; otherwise they are there already. */
  readonly pushesImages?: boolean
  readonly services?: readonly ServiceStory[]
}

export interface Played extends WorkflowRun {
  readonly sha: string
  readonly stage: Stage
  /** By region. */
  readonly worlds: Readonly<Record<string, World>>
}

const TASK_DEFINITION = {
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
}

/** What a user keeps in the repository: the image is filled in by the workflow. */
export function taskDefinition(family: string, image = 'filled in by the workflow'): string {
  const container = {
    name: family,
    image,
    essential: true,
    portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: 'tcp' }],
  }
  return JSON.stringify({ family, ...TASK_DEFINITION, containerDefinitions: [container] }, null, 2)
}

/** Plays an example in a world of its own; `read` sees both before they are gone. */
export async function playEcs<T>(
  act: string,
  script: EcsScript,
  read: (played: Played) => T | Promise<T>,
): Promise<T> {
  const regions = Object.keys(script.images(''))
  const worlds: Record<string, World> = {}
  for (const region of regions)
    worlds[region] = await startWorld({ clock: worldClock(), account: { region } })
  let unpushed: Images = {}
  const push = (image: string) => {
    const places = Object.entries(unpushed).filter(([, images]) => images[image] !== undefined)
    for (const [region, images] of places) worlds[region]?.image(image, images[image])
    return places.length > 0
  }
  const stage = await Stage.open(act, answerer(worlds, push))
  try {
    for (const world of Object.values(worlds)) {
      for (const service of script.services ?? [{ name: 'web' }]) world.createService(service)
    }
    const addresses = addressesOf(worlds)
    const [first] = Object.values(worlds)
    const vars = {
      AWS_ROLE: 'arn:aws:iam::123456789012:role/deploy',
      AWS_READ_ROLE: 'arn:aws:iam::123456789012:role/read',
      AWS_REGION: 'us-east-1',
      CLUSTER: 'prod',
      SERVICE: 'web',
      HEALTH_URL: `${first?.app.url()}/health`,
    }
    const sha = stage.commit({ ...script, addresses: { ...addresses, ...script.addresses } })
    unpushed = script.images(sha)
    if (!script.pushesImages) Object.values(unpushed).flatMap(Object.keys).forEach(push)
    const run = await stage.run({ ...script, vars: { ...vars, ...script.vars } })
    return await read({ ...run, sha, stage, worlds })
  } finally {
    await stage.close()
    for (const world of Object.values(worlds)) await world.close()
  }
}

function addressesOf(worlds: Readonly<Record<string, World>>): Record<string, string> {
  const hosts = { 'us-east-1': 'us.shop.example.com', 'eu-west-1': 'eu.shop.example.com' }
  const own = Object.entries(hosts).flatMap(([region, host]) => {
    const url = worlds[region]?.app.url()
    return url === undefined ? [] : [[`https://${host}`, url] as const]
  })
  const [first] = Object.values(worlds)
  const usual = ['https://shop.example.com', 'https://api.example.com'].map((host) => [
    host,
    first?.app.url() ?? '',
  ])
  const test = ['https://test.example.com', first?.app.testUrl() ?? ''] as const
  return Object.fromEntries([...own, ...usual, test])
}

/** For the stand-ins: where a region's AWS is, and the registry. */
function answerer(worlds: Readonly<Record<string, World>>, push: (image: string) => boolean) {
  return (request: IncomingMessage, response: ServerResponse) => {
    const [, kind, name = '', ...rest] = (request.url ?? '').split('/')
    if (kind === 'aws' && worlds[name] !== undefined) {
      const lines = Object.entries(worlds[name].env()).map(([key, value]) => `${key}=${value}\n`)
      response.end(lines.join(''))
      return
    }
    if (kind === 'images') {
      response.writeHead(push([name, ...rest].join('/')) ? 200 : 404).end()
      return
    }
    response.end('{}')
  }
}

/** As `UpdateService web → web:3`: what reached ECS and changed something. */
export function writesOf({ worlds }: Played, region: string): string[] {
  return (worlds[region]?.ecs.writes ?? []).map(({ action, input }) =>
    action === 'UpdateService'
      ? `UpdateService ${input.service} → ${String(input.taskDefinition).split('/').at(-1)}`
      : action,
  )
}
