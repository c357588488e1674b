import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type GithubStory, MINUTE_MS } from '../support/github-story.ts'
import { manualOf, runInShell } from '../support/person-shell.ts'
import { GitWorld } from '../targets/git/world.ts'
import { BlueGreen } from '../targets/webhook/blue-green.ts'
import { type Ended, type Inputs, Stage, testWith } from './stage.ts'
import { ROLLS_BACK, VersionedSite } from './versioned-site.ts'
import { type PlayedWorkflow, playWorkflow, type WorkflowScene } from './workflow-play.ts'

const DONE = { code: 0, errors: '' }

/** Shown alike in the log, where each is one line, in the summary, and in the report. */
function commandsOf({ log, summary, report }: Ended, isInSummary = true): string[] {
  const { manual } = JSON.parse(report).outcome.plan as { manual: string[] }
  expect(manualOf(log)).toEqual(manual)
  expect(manual).not.toEqual([])
  if (isInSummary) expect(summary).toContain(manual.join('\n'))
  return manual
}

describe('by hand, a workflow', () => {
  const ghEnv = ({ github }: GithubStory) => ({
    GH_TOKEN: github.token(),
    TEST_GITHUB_API: github.apiUrl,
    TEST_GITHUB_HOST: new URL(github.url).host,
  })

  /** A person types what the plan shows, and the jobs that this starts take their time. */
  async function playByHand(scene: WorkflowScene): Promise<PlayedWorkflow> {
    const played = await playWorkflow({
      ...scene,
      async afterwards(ended, story) {
        story.github.faults.clear()
        story.github.story(() => ({ durationMs: MINUTE_MS }))
        expect(await runInShell(commandsOf(ended), { env: ghEnv(story) })).toEqual(DONE)
        story.pass(10 * MINUTE_MS)
      },
    })
    expect(played.live).toBe(played.story.good.at(-1)?.sha)
    return played
  }

  const planned = { 'auto-rollback': 'false' }
  const dispatched = { 'workflow-strategy': 'dispatch', 'dispatch-inputs': 'sha: {sha}' }
  const cases: readonly [string, Inputs, WorkflowScene, string][] = [
    ['runs the good run again', planned, {}, 'POST rerun'],
    ['runs the good run again, on a server of its own', planned, { edition: 'ghes' }, 'POST rerun'],
    ['is dispatched with the good commit', { ...planned, ...dispatched }, {}, 'POST dispatches'],
  ]
  test.concurrent.each(cases)('%s', async (_, inputs, scene, write) => {
    const played = await playByHand({ ...scene, with: inputs })
    expect(played).toMatchObject({
      outputs: { result: 'unhealthy' },
      writes: ['POST statuses failure', write],
    })
  })

  test.concurrent('runs the good run again after GitHub had refused that', async () => {
    const played = await playByHand({
      begin: ({ github }) => {
        github.faults.answer('POST /rerun', 403, 'This workflow run cannot be retried')
      },
    })
    expect(played.outputs.result).toBe('rollback-failed')
    expect(played.writes.filter((write) => write === 'POST rerun')).toHaveLength(1)
  })
})

const QUERY = 'qu3ry-t0ken-4711'
const HEADER = 'h3ader-t0ken-0815'
const BODY_KEY = 'b0dy-t0ken-1234'

describe('by hand, a webhook', () => {
  async function open() {
    const gateway = await BlueGreen.start()
    const site = new VersionedSite(() => gateway.current)
    site.unhealthy.add('green')
    const stage = await Stage.open({
      site: site.answer,
      with: {
        ...ROLLS_BACK,
        target: 'webhook',
        'webhook-url': `${gateway.origin}/deployment/rollback?token=${QUERY}`,
        'webhook-headers': `Authorization: Bearer ${HEADER}`,
        'webhook-status-url': `${gateway.origin}/deployment/status?token=${QUERY}`,
        'webhook-status-expect': 'changed',
        'expect-version': 'green',
      },
      secrets: [QUERY, HEADER, BODY_KEY],
    })
    const close = async () => {
      await stage.close()
      await gateway.close()
    }
    return { run: stage.run.bind(stage), site, gateway, close }
  }

  const staged = testWith(open)
  const SECRETS = { HEADER_AUTHORIZATION: `Bearer ${HEADER}`, WEBHOOK_QUERY: `token=${QUERY}` }
  const BODY = `{"to": "{to}", "from": "{from}", "why": "it's \\"{reason}\\"", "cost": "$5 \`x\` !now"}`

  staged('gets the call that the plan would make, with another key', async ({ run, gateway }) => {
    const landed = await run({ 'auto-rollback': 'false', 'webhook-body': BODY })
    expect(landed.outputs.result).toBe('unhealthy')
    expect(await runInShell(commandsOf(landed), { env: SECRETS })).toEqual(DONE)
    expect(gateway.current).toBe('blue')
    gateway.switchTo('green', 'blue')
    await run({ 'webhook-body': BODY })
    const [byHand, byUs] = gateway.calls.map(({ method, headers, body }) => ({
      method,
      body: JSON.parse(body),
      type: headers['content-type'],
      authorization: headers.authorization,
    }))
    expect({ ...byHand, body: { ...byHand?.body, why: byUs?.body.why } }).toEqual(byUs)
    const keys = gateway.calls.map(({ headers }) => headers['idempotency-key'])
    expect(keys[0]).toBe(`${keys[1]}-by-hand`)
  })

  staged('is not called before a person has filled the secrets in', async ({ run, gateway }) => {
    const body = `{"to": "{to}", "token": "${BODY_KEY}"}`
    const commands = commandsOf(await run({ 'auto-rollback': 'false', 'webhook-body': body }))
    const needed = { ...SECRETS, WEBHOOK_BODY: body.replace('{to}', 'blue') }
    for (const name of Object.keys(needed)) {
      const { [name as keyof typeof needed]: _, ...env } = needed
      const ended = await runInShell(commands, { env })
      expect(ended.code).not.toBe(0)
      expect(ended.errors).toContain(name)
    }
    expect(gateway.calls).toEqual([])
    expect(await runInShell(commands, { env: needed })).toEqual(DONE)
    expect(gateway).toMatchObject({ current: 'blue', acted: 1 })
    expect(JSON.parse(gateway.calls[0]?.body ?? '')).toEqual({ to: 'blue', token: BODY_KEY })
  })

  staged('fails where the endpoint refuses, and works once it does not', async ({ run, gateway }) => {
    gateway.refusal = { status: 403, body: '{"error": "frozen"}' }
    const landed = await run({ 'webhook-headers': '' })
    expect(landed.outputs.result).toBe('rollback-failed')
    const commands = commandsOf(landed, false)
    expect((await runInShell(commands, { env: SECRETS })).code).toBe(22)
    gateway.refusal = undefined
    expect(await runInShell(commands, { env: SECRETS })).toEqual(DONE)
    expect(gateway.current).toBe('blue')
  })
})

describe('by hand, a command', () => {
  async function open() {
    const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
    const read = (name: string) => readFileSync(join(workspace, name), 'utf8')
    writeFileSync(join(workspace, 'live'), 'v42\n')
    const site = new VersionedSite(() => read('live').trim())
    site.unhealthy.add('v42')
    const stage = await Stage.open({
      site: site.answer,
      workspace,
      with: { ...ROLLS_BACK, target: 'command', 'plan-command': PLAN, 'expect-version': 'v42' },
    })
    const close = async () => {
      await stage.close()
      rmSync(workspace, { recursive: true })
    }
    return { run: stage.run.bind(stage), workspace, read, close }
  }

  const PLAN = 'jq --null-input --arg from "$(cat live)" \'{$from, to: "v41"}\''
  /** Of many lines, of which each odd one could be lost on the way to the person. */
  const SCRIPT = [
    'set -u',
    '# It is long, and says why: '.padEnd(400, 'x'),
    `said='two  spaces,\ta tab, a "quote", $HOME \`id\` and ##[ it'"'"'s ::end::'`,
    'printf "%s|" "$said" "$SAFE_LANDING_FROM" "$SAFE_LANDING_REPORT" >> said',
    '[ -t 0 ] || cat',
    'echo "$SAFE_LANDING_TO" > live',
    'false | true',
    'echo never > live',
  ].join('\n')

  const staged = testWith(open)

  staged('runs as the action runs it, in the same shell', async ({ run, workspace, read }) => {
    const landed = await run({ 'auto-rollback': 'false', command: SCRIPT.replace('false | ', '') })
    const commands = commandsOf(landed)
    expect(commands).toHaveLength(1)
    expect(await runInShell(commands, { cwd: workspace })).toEqual(DONE)
    const byHand = [read('live'), read('said')]
    for (const name of ['live', 'said']) writeFileSync(join(workspace, name), name === 'live' ? 'v42\n' : '')
    expect((await run({ command: SCRIPT.replace('false | ', '') })).outputs.result).toBe('rolled-back')
    const report = read('said').split('|').at(-2) ?? ''
    expect([read('live'), read('said').replace(report, '')]).toEqual(byHand)
  })

  staged('ends at the first line that fails', async ({ run, workspace, read }) => {
    const commands = commandsOf(await run({ 'auto-rollback': 'false', command: SCRIPT }))
    expect((await runInShell(commands, { cwd: workspace })).code).toBe(1)
    expect(read('live')).toBe('v41\n')
  })
})

describe('by hand, git', () => {
  async function open() {
    const world = await GitWorld.open('push')
    const { forge, from } = world
    const site = new VersionedSite(() => from)
    site.unhealthy.add(from)
    const stage = await Stage.open({
      site: site.answer,
      github: {
        api_url: `${forge.origin}/api`,
        server_url: forge.origin,
        repository: forge.repository,
        sha: from,
        token: forge.token,
      },
      with: {
        ...ROLLS_BACK,
        target: 'git',
        environment: 'production',
        'expect-version': from,
        'auto-rollback': 'false',
      },
    })
    const close = async () => {
      await stage.close()
      await world.close()
    }
    /** In a shallow clone of the person's own. */
    const pasted = (commands: readonly string[], identity: Readonly<Record<string, string>> = PERSON) => {
      const clone = join(forge.folder, 'by-hand')
      forge.git('clone', '--quiet', '--depth=1', `file://${forge.bare}`, clone)
      const env = {
        ...identity,
        HOME: forge.folder,
        GH_TOKEN: forge.token,
        TEST_GITHUB_API: `${forge.origin}/api`,
        TEST_GITHUB_HOST: new URL(forge.origin).host,
      }
      return runInShell(commands, { cwd: clone, env })
    }
    return { run: stage.run.bind(stage), world, pasted, close }
  }

  const PERSON = Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((role) => [
      [`GIT_${role}_NAME`, 'Ops'],
      [`GIT_${role}_EMAIL`, 'ops@example.com'],
    ]),
  )

  const staged = testWith(open)
  const PUSH = { 'git-method': 'push', workflow: 'deploy.yml' }

  staged('pushes the good content, and dispatches the deployment', async ({ run, world, pasted }) => {
    const { forge, from, to } = world
    expect(await pasted(commandsOf(await run(PUSH)))).toMatchObject({ code: 0 })
    expect(forge.treeOf('main')).toBe(forge.treeOf(to))
    expect(forge.git('-C', forge.bare, 'rev-parse', 'main^')).toBe(from)
    expect(forge.dispatches).toEqual([{ workflow: 'deploy.yml', ref: 'main', inputs: {} }])
  })

  staged('opens the pull request with the good content', async ({ run, world, pasted }) => {
    const { forge, from, to } = world
    expect(await pasted(commandsOf(await run()))).toMatchObject({ code: 0 })
    expect(forge.pulls).toMatchObject([{ base: 'main', open: true }])
    expect(forge.treeOf(`refs/heads/${forge.pulls[0]?.head}`)).toBe(forge.treeOf(to))
    expect(forge.tip('main')).toBe(from)
  })

  for (const [what, inputs] of Object.entries({ push: PUSH, 'pull request': {} })) {
    staged(`deletes nothing where git cannot commit, for a ${what}`, async ({ run, world, pasted }) => {
      const { forge } = world
      forge.git('-C', forge.bare, 'branch', 'kept', 'main')
      const commands = commandsOf(await run({ ...inputs, 'git-branch': 'kept' }))
      const before = { refs: forge.refs(), pulls: [...forge.pulls], dispatches: [...forge.dispatches] }
      const nobody = {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'user.useConfigOnly',
        GIT_CONFIG_VALUE_0: 'true',
      }
      expect((await pasted(commands, nobody)).code).not.toBe(0)
      expect({ refs: forge.refs(), pulls: forge.pulls, dispatches: forge.dispatches }).toEqual(before)
    })
  }

  staged('does nothing at all where the branch has moved on', async ({ run, world, pasted }) => {
    const { forge } = world
    const commands = commandsOf(await run(PUSH))
    forge.commit('a fix', { 'fix.txt': 'fixed\n' })
    const tip = forge.publish()
    expect((await pasted(commands)).code).not.toBe(0)
    expect(forge.tip('main')).toBe(tip)
    expect(forge.dispatches).toEqual([])
  })
})
