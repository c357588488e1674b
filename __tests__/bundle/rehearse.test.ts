import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findDeviations } from '../support/github-description.ts'
import { MINUTE_MS } from '../support/github-story.ts'
import { CheckoutWorld } from '../targets/ssh/checkout-world.ts'
import { missing, SshHost } from '../targets/ssh/host.ts'
import { SshWorld } from '../targets/ssh/world.ts'
import { BlueGreen } from '../targets/webhook/blue-green.ts'
import { GOOD, live, openStage } from './ssh-stage.ts'
import { Stage, testWith } from './stage.ts'
import { ROLLS_BACK, VersionedSite } from './versioned-site.ts'
import { playWorkflow, type WorkflowScene } from './workflow-play.ts'

const REHEARSE = { mode: 'rehearse' }
const REHEARSED = { exitCode: 0, outputs: { result: 'rehearsed', healthy: 'true', 'rolled-back': 'false' } }

describe('a rehearsal by a webhook', () => {
  const open = async () => {
    const gateway = await BlueGreen.start()
    const site = new VersionedSite(() => gateway.current)
    const stage = await Stage.open({
      site: site.answer,
      with: {
        ...ROLLS_BACK,
        ...REHEARSE,
        target: 'webhook',
        'webhook-url': `${gateway.origin}/deployment/rollback`,
        'webhook-body': '{"to": "{to}", "from": "{from}"}',
        'webhook-status-url': `${gateway.origin}/deployment/status`,
        'webhook-status-expect': 'changed',
        'expect-version': 'green',
      },
    })
    const close = async () => {
      await stage.close()
      await gateway.close()
    }
    return { run: stage.run.bind(stage), gateway, site, close }
  }
  const staged = testWith(open)

  staged('calls it twice: back, and forward to the version by its name', async ({ run, gateway }) => {
    const ended = await run()
    expect(ended).toMatchObject(REHEARSED)
    expect(ended.outputs).toMatchObject({ from: 'green', to: 'blue' })
    expect(gateway.current).toBe('green')
    const bodies = gateway.calls.map(({ body }) => JSON.parse(body))
    expect(bodies).toEqual([
      { from: 'green', to: 'blue' },
      { from: 'blue', to: 'green' },
    ])
    const keys = gateway.calls.map(({ headers }) => headers['idempotency-key'])
    expect(new Set(keys).size).toBe(2)
  })

  staged('that takes no name ends after the way back, and says so', async ({ run, gateway }) => {
    const ended = await run({ 'webhook-body': '{"why": "{reason}"}' })
    expect(ended).toMatchObject(REHEARSED)
    expect(gateway).toMatchObject({ current: 'blue', acted: 1 })
    expect(ended.summary).toContain('It does not come back by itself')
    expect(ended.outputs.reason).toContain('it stays there: the endpoint goes one version back')
  })

  staged(
    'of a rollback target that is unhealthy goes forward again, and is red',
    async ({ run, gateway, site }) => {
      site.unhealthy.add('blue')
      const ended = await run()
      expect(ended).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-unhealthy', healthy: 'true' } })
      expect(gateway).toMatchObject({ current: 'green', acted: 2 })
    },
  )

  staged('of a version that does not run changes nothing', async ({ run, gateway }) => {
    const ended = await run({ 'expect-version': 'red' })
    expect(ended).toMatchObject({ exitCode: 1, outputs: { result: 'not-deployed' } })
    expect(gateway.calls).toEqual([])
  })
})

describe('a rehearsal that is run again, where nothing notes how far it came', () => {
  test.concurrent('is refused without a version that should run', async () => {
    const gateway = await BlueGreen.start()
    const site = new VersionedSite(() => gateway.current)
    const stage = await Stage.open({
      site: site.answer,
      github: { run_attempt: '2' },
      with: {
        ...ROLLS_BACK,
        ...REHEARSE,
        target: 'webhook',
        'webhook-url': `${gateway.origin}/deployment/rollback`,
      },
    })
    const refused = await stage.run()
    expect(refused).toMatchObject({ exitCode: 1, outputs: { result: 'guard-stopped' } })
    expect(refused.summary).toContain('expect-version')
    expect(gateway.calls).toEqual([])
    await stage.close()
    await gateway.close()
  })
})

describe('a rehearsal by a command', () => {
  const open = async () => {
    const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
    const read = (name: string) => readFileSync(join(workspace, name), 'utf8').trim()
    writeFileSync(join(workspace, 'live'), 'v42\n')
    const site = new VersionedSite(() => read('live'))
    const stage = await Stage.open({
      site: site.answer,
      workspace,
      with: {
        ...ROLLS_BACK,
        ...REHEARSE,
        target: 'command',
        command: 'echo "$SAFE_LANDING_FROM → $SAFE_LANDING_TO" >> calls; echo "$SAFE_LANDING_TO" > live',
        'plan-command':
          'jq --null-input --arg from "$(cat live)" --arg to "$SAFE_LANDING_TO" \'{$from, to: (if $to == "previous" then "v41" else $to end)}\'',
        'expect-version': 'v42',
      },
    })
    const close = async () => {
      await stage.close()
      rmSync(workspace, { recursive: true })
    }
    return { run: stage.run.bind(stage), read, close }
  }
  const staged = testWith(open)

  staged('runs it twice: back, and forward to the version by its name', async ({ run, read }) => {
    const ended = await run()
    expect(ended).toMatchObject(REHEARSED)
    expect(read('live')).toBe('v42')
    expect(read('calls').split('\n')).toEqual(['v42 → v41', 'v41 → v42'])
  })

  staged('that only knows one way back ends after it', async ({ run, read }) => {
    const ended = await run({ command: 'echo v41 > live', 'plan-command': '' })
    expect(ended).toMatchObject(REHEARSED)
    expect(read('live')).toBe('v41')
    expect(ended.outputs.reason).toContain('names SAFE_LANDING_TO')
  })

  staged('whose plan would go further back is not run for the way forward', async ({ run, read }) => {
    const plan = 'jq --null-input --arg from "$(cat live)" \'{$from, to: "v41"}\' # SAFE_LANDING_TO'
    const ended = await run({ 'plan-command': plan })
    expect(ended).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed' } })
    expect(read('calls').split('\n')).toEqual(['v42 → v41'])
    expect(ended.summary).toMatch(/`v41` still runs; `v42` was not put forward again/)
  })
})

const describeHere = missing === undefined ? describe : describe.skip

describeHere('a rehearsal on a server', () => {
  let host: SshHost
  beforeAll(() => {
    host = new SshHost()
  })
  afterAll(() => host.close())

  const backups = testWith(() => openStage(host, (server) => SshWorld.open(server)))
  const checkouts = testWith(() => openStage(host, (server) => CheckoutWorld.open(server)))

  backups('restores the backup, and then the folder that it set aside, byte for byte', async (stage) => {
    const { run, world, site } = stage
    site.unhealthy.delete('v2')
    const before = world.tree('app')
    const ended = await run(REHEARSE)
    expect(ended).toMatchObject(REHEARSED)
    expect(ended.outputs).toMatchObject({ from: 'v2', to: GOOD })
    expect(live(world)).toBe('v2')
    expect(world.tree('app')).toEqual(before)
    expect(world.names()).toContain(GOOD)
  })

  backups('that is run again finds the same backup, and what ran', async (stage) => {
    const { run, world, site } = stage
    site.unhealthy.delete('v2')
    await run(REHEARSE)
    const again = await run(REHEARSE)
    expect(again).toMatchObject(REHEARSED)
    expect(again.outputs).toMatchObject({ from: 'v2', to: GOOD })
    expect(live(world)).toBe('v2')
  })

  checkouts('resets the checkout, and then to the commit that it was at', async (stage) => {
    const { run, world, site } = stage
    site.unhealthy.delete('v2')
    const ended = await run(REHEARSE)
    expect(ended).toMatchObject(REHEARSED)
    expect(live(world)).toBe('v2')
  })
})

describe('a rehearsal by a workflow', () => {
  const path = '.github/workflows/rehearse.yml'
  const scene: WorkflowScene = {
    goodDeploys: 3,
    job: 'rehearse',
    isHealthy: () => true,
    with: { ...REHEARSE, workflow: 'deploy.yml', 'rehearse-in-production': 'true' },
    begin: ({ github, bad }) => {
      github.finishJob(bad, 'guard', 'success')
      github.story(({ job }) => ({ durationMs: job === 'rehearse' ? 'held' : MINUTE_MS }))
      const { runs } = github.push({ branch: 'tools', files: { [path]: 'on: push\njobs: { rehearse: {} }' } })
      for (const run of runs) if (run.workflow.path !== path) github.cancel(run)
      const own = runs.find(({ workflow }) => workflow.path === path)
      return own && Object.assign(own, { refName: 'main' })
    },
  }

  test.concurrent('runs the good run again, and then the one that it came from', async () => {
    const played = await playWorkflow(scene)
    expect(played).toMatchObject(REHEARSED)
    expect(findDeviations(played.story.github.exchanges)).toEqual([])
    expect(played.live).toBe(played.story.bad.sha)
    expect(played.outputs).toMatchObject({ from: played.story.bad.sha, to: played.story.good.at(-1)?.sha })
    expect(played.writes).toEqual([
      'POST deployments',
      'POST statuses queued',
      'POST rerun',
      'POST statuses in_progress',
      'POST statuses success',
      'POST deployments',
      'POST statuses queued',
      'POST rerun',
      'POST statuses in_progress',
      'POST statuses success',
    ])
  })

  test.concurrent('needs a workflow of its own', async () => {
    const played = await playWorkflow({
      isHealthy: () => true,
      with: { ...REHEARSE, 'rehearse-in-production': 'true' },
    })
    expect(played).toMatchObject({ exitCode: 2, outputs: { result: 'invalid' }, writes: [] })
    expect(played.summary).toContain('Rehearse in a workflow of its own')
  })
})
