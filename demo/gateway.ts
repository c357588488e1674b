import type { ServerResponse } from 'node:http'
import type { StageGithub } from './pipeline.ts'
import type { World } from './world/index.ts'
import { serve } from './world/loopback.ts'

const NOT_ECS = { cluster: '', service: '', 'task-definition': '' }

/**
 * A gateway before the service `web` that can bring back the version before: `GET /deployment/status` tells
 * which one is live, and `POST /deployment/rollback` deploys `goodImage` again.
 */
async function openGateway(world: World, goodImage: string) {
  let [current, previous] = ['4', '3']
  const writes: string[] = []
  const { url, close } = await serve((request, response) => {
    const call = `${request.method} ${request.url}`
    if (call === 'POST /deployment/rollback') {
      writes.push(call)
      world.deploy('web', goodImage)
      ;[current, previous] = [previous, current]
    }
    tell(response, { current, previous })
  })
  return { name: 'the gateway', context: { api_url: url }, url, writes, close }
}

function tell(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** The action calls it by itself. */
export async function openWebhook(world: World, goodImage: string): Promise<StageGithub> {
  const gateway = await openGateway(world, goodImage)
  return {
    ...gateway,
    with: {
      ...NOT_ECS,
      target: 'webhook',
      'webhook-url': `${gateway.url}/deployment/rollback`,
      'webhook-body': '{"to": "{to}", "why": "{reason}"}',
      'webhook-status-url': `${gateway.url}/deployment/status`,
      'webhook-status-expect': 'changed',
    },
  }
}

/** A user's own scripts call it. */
export async function openScripts(world: World, goodImage: string): Promise<StageGithub> {
  const gateway = await openGateway(world, goodImage)
  return {
    ...gateway,
    with: {
      ...NOT_ECS,
      target: 'command',
      'plan-command': `curl --fail --silent ${gateway.url}/deployment/status | sed 's/current/from/; s/previous/to/'`,
      command: `echo "from $SAFE_LANDING_FROM to $SAFE_LANDING_TO"\ncurl --fail --silent --request POST ${gateway.url}/deployment/rollback`,
    },
  }
}
