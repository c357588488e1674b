import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { delimiter, join } from 'node:path'
import { readActionMetadata } from '../../demo/runner/action-metadata.ts'
import type { StepResult } from '../../demo/runner.ts'
import { ACTION_FILE } from '../../demo/stage.ts'
import { startWorld } from '../../demo/world/index.ts'
import { ROOT } from '../repository/files.ts'
import { deploy, play } from './play.ts'
import { type Ended, type Inputs, runStep, Stage } from './stage.ts'
import { playWorkflow } from './workflow-play.ts'

/** The ten likeliest mistakes of somebody who uses this for the first time: what they read leads to the fix. */

const action = readActionMetadata(ACTION_FILE)
const QUICK = {
  interval: '40ms',
  timeout: '5s',
  'start-period': '80ms',
  'bake-time': '80ms',
  'poll-interval': '80ms',
}
const group = (name: string) => `concurrency: { group: ${name}, cancel-in-progress: false }`

/** What a person sees: the annotation on the run's page, and the summary, without what keeps links from forming. */
function reading({ annotations, summary }: StepResult): { error: string; summary: string } {
  const errors = annotations.filter(({ level }) => level === 'error')
  return {
    error: errors.map(({ title, message }) => `${title} ${message}`).join('\n'),
    summary: summary.replace(/<\/?span>/g, '').replaceAll('\\', ''),
  }
}

/** A step that only watches an address. */
const watch = (site: RequestListener, inputs: Inputs = {}): Promise<Ended> =>
  runStep({ site, with: { target: 'none', ...QUICK, ...inputs } })

describe('no permissions block', () => {
  test.concurrent('without credentials of AWS, it names the action that gets them and the permission that this needs', async () => {
    const played = await play({
      begin: (world) => deploy(world, {}),
      env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
    })
    const { error, summary } = reading(played)
    expect(played.outputs.result).toBe('inconclusive')
    for (const text of [error, summary]) {
      expect(text).toContain('no AWS credentials were found')
      expect(text).toContain('aws-actions/configure-aws-credentials')
      expect(text).toContain('id-token: write')
    }
  })

  test.concurrent('with a token that only reads, it names the permission to add', async () => {
    const played = await playWorkflow({
      permissions: { actions: 'read', contents: 'read', deployments: 'write' },
    })
    expect(played.outputs['rolled-back']).toBe('false')
    expect(reading(played).summary).toContain('actions: write')
  })
})

test.concurrent('wrong region: the message names the cluster, the region, and the inputs to look at', async () => {
  const elsewhere = await startWorld({ account: { region: 'eu-west-1' } })
  try {
    const { AWS_ENDPOINT_URL_ECS = '' } = elsewhere.env()
    const played = await play({
      begin: (world) => deploy(world, {}, { 'aws-region': 'eu-west-1', 'task-definition': 'web:4' }),
      env: { AWS_ENDPOINT_URL_ECS },
    })
    expect(played.outputs.result).toBe('inconclusive')
    for (const text of Object.values(reading(played))) {
      expect(text).toContain('ClusterNotFoundException')
      expect(text).toContain('prod')
      expect(text).toContain('eu-west-1')
      expect(text).toMatch(/aws-region/)
    }
  } finally {
    await elsewhere.close()
  }
})

test.concurrent('a role without an action: the message names the action, the resource, and where to add them', async () => {
  const played = await play({
    begin: (world) => {
      world.ecs.faults.deny('UpdateService')
      return deploy(world, { http: { status: 500 } })
    },
  })
  expect(played.outputs.result).toBe('rollback-failed')
  for (const text of Object.values(reading(played))) {
    expect(text).toMatch(
      /Add ecs:UpdateService on arn:aws:ecs:\S+:service\/prod\/web to the policy of the role/,
    )
  }
})

describe('a health address behind a login', () => {
  test.concurrent('a redirect to it is called that, and credentials are asked for', async () => {
    const played = await watch((_, response) => {
      response.writeHead(302, { location: 'https://sso.example.com/login?next=secret' }).end()
    })
    const { error } = reading(played)
    expect(error).toMatch(
      /redirects to https:\/\/sso\.example\.com\/login \(it looks like a login page: give the probe credentials in `headers`/,
    )
    expect(error).not.toContain('secret')
  })

  test.concurrent.each([
    [401, 'it asks for credentials: give them in `headers`'],
    [403, 'allow the probe by a secret header'],
  ])('status %i: %s', async (status, hint) => {
    const played = await watch((_, response) => response.writeHead(status).end())
    expect(reading(played).error).toContain(hint)
  })

  test.concurrent('a page in place of the version is called that', async () => {
    const page: RequestListener = (_, response) => response.end('<!doctype html><title>Log in</title>')
    const played = await watch(page, { 'expect-version': '7' })
    expect(reading(played).error).toContain('the body is HTML: a login page')
  })
})

test.concurrent('a private name: the message says that runners cannot resolve it, and what to do instead', async () => {
  const played = await watch((_, response) => response.end('{}'), {
    'health-url': 'http://web.prod.internal/health',
  })
  expect(played.outputs.result).toBe('inconclusive')
  for (const text of Object.values(reading(played))) {
    expect(text).toContain('f the name is private, GitHub-hosted runners cannot resolve it')
    expect(text).toContain('use a runner inside that network')
  }
})

describe('no `if`', () => {
  const inputs = { target: 'none', 'health-url': 'http://127.0.0.1:9/health', ...QUICK, retries: '1' }

  test.concurrent('when the deploy failed and the guard was skipped, the job says so, and which `if` to give', async () => {
    const stage = await Stage.open({ with: inputs })
    try {
      const { state } = await stage.run({}, { entry: 'pre' })
      const [warning] = (await stage.run({}, { entry: 'post', state })).annotations
      expect(warning).toMatchObject({ level: 'warning', title: 'Safe Landing did not run' })
      expect(warning?.message).toContain('nothing was verified, and nothing rolled back')
      expect(warning?.message).toMatch(/\$\{\{ !cancelled\(\) \}\}/)
    } finally {
      await stage.close()
    }
  })

  test.concurrent('when the guard had its turn, or its inputs were refused, the end of the job is silent', async () => {
    const stage = await Stage.open({ with: inputs })
    try {
      const main = await stage.run()
      const refused = await stage.run({ retries: 'x' }, { entry: 'pre' })
      for (const { state } of [main, refused]) {
        expect((await stage.run({}, { entry: 'post', state })).lines).toEqual([])
      }
    } finally {
      await stage.close()
    }
  })
})

test.concurrent('the guard in the concurrency group of the deploy: it says why it hands off, and where the group belongs', async () => {
  const file = (await import('../support/github-story.ts')).deployYaml({
    workflowGroup: group('deploy-production'),
  })
  const played = await playWorkflow({ file })
  expect(played.outputs.result).toBe('handed-off')
  const { summary } = reading(played)
  expect(summary).toContain('this run holds the concurrency group deploy-production')
  expect(summary).toContain('put the concurrency group on the job that deploys')
})

test.concurrent('wrong region, and a task definition of the right one: both are named before anything is asked', async () => {
  const played = await play({ begin: (world) => deploy(world, {}, { 'aws-region': 'eu-west-1' }) })
  expect(played).toMatchObject({ exitCode: 2, calls: [], outputs: { result: 'invalid' } })
  for (const text of Object.values(reading(played))) {
    expect(text).toContain('us-east-1')
    expect(text).toContain('eu-west-1')
  }
})

test.concurrent('wrong cluster: the message names it and the inputs to look at', async () => {
  const played = await play({ begin: (world) => deploy(world, {}, { cluster: 'production' }) })
  expect(played.outputs.result).toBe('inconclusive')
  for (const text of Object.values(reading(played))) {
    expect(text).toContain('production')
    expect(text).toContain('Check cluster, service and aws-region')
  }
})

test.concurrent('a typo in an input: it is refused before anything happens, and the right name offered', async () => {
  const played = await play({ begin: (world) => deploy(world, {}, { 'bake-tme': '10m' }) })
  expect(played).toMatchObject({ exitCode: 2, calls: [], outputs: { result: 'invalid' } })
  for (const text of Object.values(reading(played))) {
    expect(text).toContain('bake-tme')
    expect(text).toContain('Did you mean bake-time?')
  }
})

describe('a runner that is too old', () => {
  const ours = join(ROOT, 'node_modules')
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(ours))
  const old = folders
    .map((folder) => join(folder, 'node'))
    .find((path) => existsSync(path) && majorOf(path) < 24)
  const scene = old === undefined ? test.skip : test

  scene(
    `${old === undefined ? '(skipped: there is no older Node here) ' : ''}Node 20 is told what is needed`,
    async () => {
      for (const entry of [action.main, action.pre ?? '']) {
        expect(() => execFileSync(old ?? '', [entry], { encoding: 'utf8', stdio: 'pipe' })).toThrow(
          expect.objectContaining({
            status: 1,
            stdout: expect.stringMatching(
              /^::error title=Safe Landing needs Node 24::It was started by Node \d+\.\d+\.\d+, so that nothing was verified\. Update the runner/,
            ),
          }),
        )
      }
    },
  )
})

function majorOf(node: string): number {
  return Number(execFileSync(node, ['--print', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }))
}
