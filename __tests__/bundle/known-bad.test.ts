import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { json } from 'node:stream/consumers'
import { serve } from '../../demo/world/loopback.ts'
import { type EcsStage, ILL, onStage, past, readable } from './ecs-stage.ts'
import { QUICK, Stage } from './stage.ts'

const SHA = '9c5b94b1f7a0e0d5c3b2a19e8f7d6c5b4a392817'
const RUN_URL = 'https://github.com/octocat/shop/actions/runs'

interface Record {
  readonly sha?: string
  readonly task?: string
  readonly payload?: object
  /** Newest first. */
  readonly statuses: readonly {
    readonly state: string
    readonly description?: string
    readonly run?: number
  }[]
}

/** GitHub's Deployments API with these records, and a runner that asks it. */
async function onRecords(
  records: readonly Record[] | 'denied',
  act: (stage: Stage, written: unknown[]) => Promise<void>,
  site: RequestListener = (_, response) => response.end('ok'),
): Promise<void> {
  const written: unknown[] = []
  const api = await serve(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://api')
    response.setHeader('content-type', 'application/json')
    if (request.method === 'POST') written.push(await json(request))
    response.statusCode = records === 'denied' ? 403 : 200
    response.end(
      JSON.stringify(records === 'denied' ? { message: 'Resource not accessible' } : answer(url, records)),
    )
  })
  const stage = await Stage.open({
    site,
    github: { api_url: api.url, sha: SHA, event_name: 'push' },
    with: {
      ...QUICK,
      ...{
        target: 'command',
        command: 'true',
        environment: 'production',
        'github-token': 'ghs_records-1234',
      },
    },
  })
  try {
    await act(stage, written)
  } finally {
    await stage.close()
    await api.close()
  }
}

function answer({ pathname, searchParams }: URL, records: readonly Record[]): unknown {
  const [, id] = /\/deployments\/(\d+)\/statuses$/.exec(pathname) ?? []
  if (id !== undefined)
    return (records[Number(id) - 1]?.statuses ?? []).map(({ state, description = '', run = 7 }, index) => ({
      ...{ state, description, log_url: `${RUN_URL}/${run}/job/1` },
      created_at: new Date(Date.UTC(2026, 0, 5, 10, 0, 60 - index)).toISOString(),
    }))
  if (!pathname.endsWith('/deployments')) return {}
  return records.flatMap(({ sha = SHA, task = 'deploy', payload = {} }, index) => {
    const isAsked = [
      ['sha', sha],
      ['task', task],
    ].every(([name = '', value]) => (searchParams.get(name) ?? value) === value)
    return isAsked ? [{ id: index + 1, sha, task, payload, created_at: '2026-01-05T10:00:00Z' }] : []
  })
}

const BACK = { state: 'failure', description: 'rolled-back to v1: answered 500' }
const WAS_BAD: readonly Record[] = [{ statuses: [{ state: 'failure' }, BACK, { state: 'in_progress' }] }]

describe('a commit that was rolled back from before', () => {
  test.concurrent('is warned of at the start of the job, and is deployed', () =>
    onRecords(WAS_BAD, async (stage) => {
      const pre = await stage.run({}, { entry: 'pre' })
      expect(pre.exitCode).toBe(0)
      expect(pre.annotations).toEqual([
        expect.objectContaining({
          level: 'warning',
          message: expect.stringMatching(
            /^9c5b94b was rolled back from in production on 2026-01-05 .* "rolled-back to v1: answered 500"/,
          ),
        }),
      ])
    }))

  test.concurrent('is refused at the start of the job, before anything is deployed', () =>
    onRecords(WAS_BAD, async (stage) => {
      const pre = await stage.run({ 'known-bad': 'refuse' }, { entry: 'pre' })
      expect(pre).toMatchObject({ exitCode: 1, outputs: { result: 'guard-stopped', 'rolled-back': 'false' } })
      expect(pre.headline).toContain('Not deployed: this version was rolled back from before')
      expect(readable(pre.summary)).toContain('Deploy a version that fixes it.')
    }))

  test.concurrent.each(['validate', 'capture'])('is refused by mode: %s too', (mode) =>
    onRecords(WAS_BAD, async (stage) => {
      const ended = await stage.run({ 'known-bad': 'refuse', mode })
      expect(ended).toMatchObject({ exitCode: 1, outputs: { result: 'guard-stopped', captured: '' } })
    }),
  )

  test.concurrent('is only warned of, or not mentioned, where that was asked for', () =>
    onRecords(WAS_BAD, async (stage) => {
      const warned = await stage.run({ mode: 'capture' })
      expect(warned).toMatchObject({ exitCode: 0, outputs: { result: 'captured' } })
      expect(readable(warned.summary)).toContain('was rolled back from in production')
      const ignored = await stage.run({ mode: 'capture', 'known-bad': 'ignore' })
      expect(readable(ignored.summary)).not.toContain('was rolled back from in production')
    }))

  test.concurrent.each<[string, readonly Record[]]>([
    ['it is verified since', [{ statuses: [{ state: 'success' }] }, { statuses: [] }]],
    ['its deployment only failed', [{ statuses: [{ state: 'failure' }, { state: 'in_progress' }] }]],
    ['another commit was', [{ sha: 'f'.repeat(40), statuses: [BACK] }]],
    [
      'another version of the commit was',
      [
        {
          task: 'rollback',
          payload: { from_sha: SHA, from_version: 'run 7' },
          statuses: [{ state: 'success' }],
        },
      ],
    ],
  ])('is not meant where %s', (_, records) =>
    onRecords(records, async (stage) => {
      const ended = await stage.run({ 'known-bad': 'refuse', mode: 'capture' })
      expect(ended).toMatchObject({ exitCode: 0, outputs: { result: 'captured' } })
      expect(ended.log).not.toContain('rolled back from')
    }),
  )

  test.concurrent('is known by the marker of a rollback as well', () =>
    onRecords(
      [{ task: 'rollback', payload: { from_sha: SHA }, statuses: [{ state: 'success' }] }],
      async (stage) => {
        expect((await stage.run({ mode: 'capture' })).summary).toContain('a rollback from it was begun')
      },
    ))

  test.concurrent('is unknown where the records may not be read: that is said, and stops nothing', () =>
    onRecords('denied', async (stage) => {
      const ended = await stage.run({ 'known-bad': 'refuse', mode: 'capture' })
      expect(ended).toMatchObject({ exitCode: 0, outputs: { result: 'captured' } })
      expect(readable(ended.summary)).toContain('could not be determined')
    }))
})

test.concurrent('a rollback marks the record of the job that still runs, so that the next run knows', async () => {
  const done = join(mkdtempSync(join(tmpdir(), 'known-bad-')), 'rolled-back')
  const site: RequestListener = (_, response) => response.writeHead(existsSync(done) ? 200 : 500).end('x')
  const running = { statuses: [{ state: 'in_progress', run: 1658821493 }] }
  const act = async (stage: Stage, written: unknown[]) => {
    const ended = await stage.run({ command: `touch ${done}`, 'rollback-timeout': '20s' })
    expect(ended.outputs.result).toBe('rolled-back')
    expect(written).toEqual([
      // How it ends is GitHub's to write.
      expect.objectContaining({ state: 'in_progress', description: expect.stringMatching(/^rolled-back/) }),
    ])
  }
  await onRecords([running], act, site)
  rmSync(dirname(done), { recursive: true })
})

describe('a task definition that was rolled back from before', () => {
  const REFUSE = { 'known-bad': 'refuse', mode: 'validate' }
  const staged = (name: string, act: (stage: EcsStage) => Promise<void>) =>
    test.concurrent(name, () => onStage(act))

  staged('is known by the history of the service', async ({ world, step, deploy, pass }) => {
    world.createService({ name: 'web', past: past('web', '1', '2') })
    const arn = deploy('web', 'bad', ILL)
    expect((await step({ 'expect-version': 'bad' })).outputs.result).toBe('rolled-back')
    pass()
    const refused = await step({ ...REFUSE, 'task-definition': arn })
    expect(refused).toMatchObject({ exitCode: 1, outputs: { result: 'guard-stopped' }, writes: [] })
    expect(refused.outputs.reason).toContain('web:3 was rolled back from before, and not verified since')
    const good = await step({ ...REFUSE, 'task-definition': 'web:1' })
    expect(good.outputs.result).toBe('validated')
  })

  staged('is known by its tag', async ({ world, step, deploy, pass }) => {
    world.createService({ name: 'web', past: past('web', '1', '2') })
    const arn = deploy('web', 'bad', ILL)
    await step({ 'expect-version': 'bad', 'remember-good': 'true' })
    pass()
    world.ecs.faults.deny('ListServiceDeployments')
    const refused = await step({ ...REFUSE, 'task-definition': arn })
    expect(refused).toMatchObject({ exitCode: 1, outputs: { result: 'guard-stopped' } })
    expect(refused.outputs.reason).toContain('its tag safe-landing:bad says')
  })

  staged('is deployed without a word where nothing may be read of it', async ({ world, step, deploy }) => {
    world.createService({ name: 'web', past: past('web', '1', '2') })
    const arn = deploy('web', '3')
    world.ecs.faults.deny('DescribeTaskDefinition')
    world.ecs.faults.deny('ListServiceDeployments')
    const ended = await step({ ...REFUSE, 'task-definition': arn })
    expect(ended.outputs.result).not.toBe('guard-stopped')
  })
})
