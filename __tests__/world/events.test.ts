import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { ImageBehaviour } from '../../demo/world/images.ts'
import type { ServiceStory } from '../../demo/world/stories.ts'
import {
  describe1,
  latest,
  messages,
  stopDeployment,
  type TestWorld,
  testWorld,
  untilDeployment,
} from './client.ts'

/** Every event is one of those that dumps of real services and AWS's own lists show, word for word. */
const TASK = String.raw`\(task [0-9a-f]{32}\)`
const TASKS = `${TASK}( ${TASK})*`
const GROUP = String.raw`\(target-group arn:aws:elasticloadbalancing:\S+\)`
const DEPLOYMENT = String.raw`ecs-svc/\d{19}`
const SHAPES = [
  String.raw`has reached a steady state\.`,
  String.raw`registered \d+ targets in ${GROUP}`,
  String.raw`deregistered \d+ targets in ${GROUP}`,
  String.raw`has begun draining connections on \d+ tasks\.`,
  String.raw`has stopped \d+ running tasks: ${TASKS}\.`,
  String.raw`stopped \d+ pending tasks\.`,
  String.raw`has started \d+ tasks: ${TASKS}\.( Amazon ECS replaced \d+ tasks due to an unhealthy status\.)?`,
  String.raw`${TASK} \(port \d+\) is unhealthy in ${GROUP} due to \(reason .*\)`,
  String.raw`${TASK} failed container health checks\.`,
  String.raw`\(deployment ${DEPLOYMENT}\) deployment completed\.`,
  String.raw`\(deployment ${DEPLOYMENT}\) deployment failed: tasks failed to start\.`,
  String.raw`rolling back to deployment ${DEPLOYMENT}\.`,
  String.raw`is unable to consistently start tasks successfully\.`,
  String.raw`was unable to place a task\. Reason: .*`,
].map((shape) => new RegExp(String.raw`^\(service web\) ${shape}$`))

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
})
afterEach(() => scene.close())

const BREAKER = { deploymentCircuitBreaker: { enable: true, rollback: true } }

interface Case {
  name: string
  image: ImageBehaviour
  story?: Partial<ServiceStory>
  stops?: boolean
  tells: RegExp
}

const CASES: Case[] = [
  { name: 'a good version', image: {}, tells: /deployment completed/ },
  {
    name: 'a crash loop that is rolled back',
    image: { task: { kind: 'exits', exitCode: 1, afterMs: 1_000 } },
    story: { deploymentConfiguration: BREAKER },
    tells: /rolling back to deployment/,
  },
  {
    name: 'failing checks of the load balancer',
    image: { task: { kind: 'fails-elb-health-checks' } },
    tells: /Amazon ECS replaced \d+ tasks due to an unhealthy status/,
  },
  {
    name: 'failing checks of the container',
    image: { task: { kind: 'fails-container-health-checks' } },
    tells: /failed container health checks/,
  },
  {
    name: 'an image that is not there',
    image: { task: { kind: 'cannot-pull' } },
    tells: /unable to consistently/,
  },
  { name: 'no capacity', image: { task: { kind: 'cannot-place' } }, tells: /unable to place/ },
  {
    name: 'a stop while tasks are pending',
    image: { startMs: 600_000 },
    stops: true,
    tells: /stopped 2 pending tasks/,
  },
  {
    name: 'blue/green',
    image: {},
    story: { deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1 } },
    tells: /deployment completed/,
  },
]

test.each(CASES)('$name', async ({ image, story, stops, tells }) => {
  scene.world.createService({ name: 'web', ...story })
  scene.world.image('registry.example/web:4', image)
  scene.world.deploy('web', 'registry.example/web:4')
  if (stops) {
    const begun = await untilDeployment(scene, (each) => each.targetServiceRevision?.pendingTaskCount === 2)
    await stopDeployment(scene, begun.serviceDeploymentArn)
  }
  scene.clock.advanceMs(10 * 60_000)
  await latest(scene)
  const told = messages(await describe1(scene.client))
  expect(told.filter((message) => !SHAPES.some((shape) => shape.test(message)))).toEqual([])
  expect(told.join('\n')).toMatch(tells)
})
