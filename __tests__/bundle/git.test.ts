import { jest } from '@jest/globals'
import { GitWorld } from '../targets/git/world.ts'
import { Landing } from './landing.ts'

jest.setTimeout(60_000)

const short = (sha: string) => sha.slice(0, 7)

let world: GitWorld
let landing: Landing
/** Whether what the branch has is deployed by now. */
let isDeployed: () => boolean

/** A good commit that was deployed, and two bad ones after it, one of them a merge. */
beforeEach(async () => {
  world = await GitWorld.open('push')
  landing = await open()
})

afterEach(async () => {
  await landing.close()
  await world.close()
})

async function open(live?: () => string, github: { run_id?: string } = {}): Promise<Landing> {
  const { forge, from } = world
  isDeployed = () => forge.dispatches.length > 0
  const opened = await Landing.open({
    live: live ?? (() => (isDeployed() ? forge.tip('main') : from)),
    github: {
      api_url: `${forge.origin}/api`,
      server_url: forge.origin,
      repository: forge.repository,
      sha: from,
      token: forge.token,
      ...github,
    },
    with: { target: 'git', environment: 'production', 'expect-version': from },
    secrets: [forge.token, Buffer.from(`x-access-token:${forge.token}`).toString('base64')],
  })
  opened.ill.add(from)
  return opened
}

const PUSH = { 'git-method': 'push', workflow: 'deploy.yml' }

/** What a rollback could have changed. */
function remote() {
  const { forge } = world
  return { refs: forge.refs(), pulls: [...forge.pulls], dispatches: [...forge.dispatches] }
}

async function expectUntouched(run: () => Promise<void>): Promise<void> {
  const before = remote()
  await run()
  expect(remote()).toEqual(before)
}

describe('a push', () => {
  test('rolled-back: the branch has the good content, its workflow runs, and the site answers with it', async () => {
    const { forge, from, to } = world
    const landed = await landing.run(PUSH)
    expect(landed).toMatchObject({
      exitCode: 1,
      headline: `↩️ Rolled back to \`${to.slice(0, 7)}\``,
      outputs: {
        result: 'rolled-back',
        healthy: 'true',
        'rolled-back': 'true',
        from,
        to,
        'rollback-run-id': '99',
        'rollback-run-url': `${forge.origin}/runs/99`,
      },
    })
    expect(forge.treeOf('main')).toBe(forge.treeOf(to))
    expect(forge.git('-C', forge.bare, 'rev-parse', 'main^')).toBe(from)
    expect(forge.dispatches).toEqual([{ workflow: 'deploy.yml', ref: 'main', return_run_details: true }])
    expect(forge.pulls).toEqual([])
  })

  test('rolled-back: with a token that starts workflows nothing has to be dispatched', async () => {
    await landing.close()
    const { forge, from } = world
    forge.token = 'gho_app-token-0815'
    landing = await open()
    isDeployed = () => forge.tip('main') !== from
    const landed = await landing.run({ 'git-method': 'push' })
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rolled-back', healthy: 'true' } })
    expect(forge.dispatches).toEqual([])
  })

  test('handed-off: a push by GITHUB_TOKEN starts no workflow, and that is said', async () => {
    const landed = await landing.run({ 'git-method': 'push' })
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'handed-off', 'rolled-back': 'false' } })
    expect(landed.outputs.reason).toContain('starts no workflow, since it was pushed with GITHUB_TOKEN')
    expect(world.forge.treeOf('main')).toBe(world.forge.treeOf(world.to))
  })

  test('handed-off: nothing else answers by the end of the time', async () => {
    isDeployed = () => false
    const landed = await landing.run({ ...PUSH, 'rollback-timeout': '3s' })
    expect(landed.outputs).toMatchObject({
      result: 'handed-off',
      reason: expect.stringContaining('the bad version still answers; its deployment goes on without us'),
    })
  })

  test('rollback-unhealthy: the earlier version is unhealthy too', async () => {
    landing.turnsIllAfter = 3
    const landed = await landing.run(PUSH)
    expect(landed).toMatchObject({
      exitCode: 1,
      outputs: { result: 'rollback-unhealthy', healthy: 'false', 'rolled-back': 'false' },
    })
    expect(world.forge.treeOf('main')).toBe(world.forge.treeOf(world.to))
  })

  test('rollback-failed: a protected branch refuses, in its own words, and nothing is forced', async () => {
    world.forge.protect(`not with ${world.forge.token}`)
    await expectUntouched(async () => {
      const landed = await landing.run(PUSH)
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed' } })
      expect(landed.outputs.reason).toMatch(/the push to main was rejected \(.*GH006: not with \*\*\*\)$/)
      expect(landed.summary).toContain('leave git-method at pull-request')
    })
  })

  test('superseded: the branch has moved on, and a push would put live what nobody has tested', async () => {
    world.forge.commit('a fix', { 'fix.txt': 'fixed\n' })
    const tip = world.forge.publish()
    await expectUntouched(async () => {
      const landed = await landing.run(PUSH)
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'superseded' } })
      expect(landed.outputs.reason).toContain(`main has 1 newer commit, up to ${short(tip)}`)
    })
  })

  test('superseded: somebody pushes at the same moment', async () => {
    const { forge } = world
    forge.beforePush = () => {
      forge.commit('a fix', { 'fix.txt': 'fixed\n' })
      forge.publish()
    }
    const landed = await landing.run(PUSH)
    expect(landed.outputs).toMatchObject({
      result: 'superseded',
      reason: expect.stringContaining('nothing is forced'),
    })
    expect(forge.tip('main')).toBe(forge.head)
    expect(forge.dispatches).toEqual([])
  })

  test('mode: rollback goes where a person says, and waits until that answers', async () => {
    const { forge } = world
    const first = forge.git('-C', forge.bare, 'rev-parse', `${world.to}^`)
    await landing.close()
    let looks = 0
    landing = await open(() => {
      if (forge.dispatches.length > 0) looks += 1
      return forge.git('-C', forge.bare, 'show', `${looks > 5 ? 'main' : world.from}:app.txt`)
    })
    landing.ill.clear()
    const landed = await landing.run({
      ...PUSH,
      mode: 'rollback',
      'rollback-to': short(first),
      'expect-version': 'one',
    })
    expect(landed).toMatchObject({
      exitCode: 0,
      outputs: { result: 'rolled-back', from: world.from, to: first, reason: 'octocat ordered it' },
    })
    expect(forge.treeOf('main')).toBe(forge.treeOf(first))
    expect(looks).toBeGreaterThan(6)
  })

  test('mode: rollback outside of a GitHub run has failed before it began', async () => {
    await landing.close()
    landing = await open(undefined, { run_id: '' })
    await expectUntouched(async () => {
      const landed = await landing.run({ ...PUSH, mode: 'rollback' })
      expect(landed).toMatchObject({
        exitCode: 1,
        outputs: {
          result: 'rollback-failed',
          'rolled-back': 'false',
          reason: expect.stringMatching(/; the rollback could not begin: this target needs the GitHub run /),
        },
      })
    })
  })

  test('cancelled in the middle: nothing has been pushed, and the position is reported', async () => {
    await expectUntouched(async () => {
      const reached = world.forge.block(/service=git-receive-pack/)
      const landed = await landing.run(PUSH, { cancelWhen: reached })
      expect(landed).toMatchObject({
        exitCode: 1,
        conclusion: 'cancelled',
        outputs: { result: 'cancelled', 'rolled-back': 'false', to: world.to },
      })
      expect(landed.durationMs).toBeLessThan(7_000)
      expect(landed.outputs.reason).toMatch(
        /cancelled while rolling back from \w+ to \w+: pushing \w{7} to main$/,
      )
    })
  })
})

describe('a pull request', () => {
  test('handed-off: one pull request with the good content, which a person merges', async () => {
    const { forge, from, to } = world
    const landed = await landing.run()
    expect(landed).toMatchObject({
      exitCode: 1,
      headline: expect.stringContaining('is handed over'),
      outputs: {
        result: 'handed-off',
        'rolled-back': 'false',
        from,
        to,
        'rollback-run-url': 'https://github.example.com/octo/app/pull/1',
      },
    })
    expect(landed.summary).toContain('https://github.example.com/octo/app/pull/1')
    expect(forge.pulls).toMatchObject([{ base: 'main' }])
    expect(forge.treeOf(`refs/heads/${forge.pulls[0]?.head}`)).toBe(forge.treeOf(to))
    expect(forge.tip('main')).toBe(from)
  })

  test('rollback-failed: the job may not open one, and the setting is named', async () => {
    const message = 'GitHub Actions is not permitted to create or approve pull requests.'
    world.forge.refusals.set('POST pulls', { status: 403, body: { message } })
    const landed = await landing.run()
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed' } })
    expect(landed.outputs.reason).toContain(message)
    expect(landed.summary).toContain('Allow GitHub Actions to create and approve pull requests')
  })

  test('rollback-failed: a later commit changed the same lines, and the file is named', async () => {
    world.forge.commit('fix forward', { 'app.txt': 'worse, but fixed\n' })
    world.forge.publish()
    await expectUntouched(async () => {
      const landed = await landing.run()
      expect(landed.outputs).toMatchObject({
        result: 'rollback-failed',
        reason: expect.stringContaining('cannot be reverted without a conflict in "app.txt"'),
      })
    })
  })

  test('unhealthy: with auto-rollback: false the plan is shown, and nothing is written', async () => {
    await expectUntouched(async () => {
      const landed = await landing.run({ 'auto-rollback': 'false' })
      const { from, to } = world
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'unhealthy', from, to } })
      expect(landed.summary).toContain('make one commit that reverts 2 commits')
      expect(landed.summary).toContain(`deployment 11 to production of ${short(to)} succeeded`)
    })
  })

  test('no-target: nothing was ever deployed with success', async () => {
    world.forge.deployments.splice(0)
    await expectUntouched(async () => {
      const landed = await landing.run()
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'no-target' } })
      expect(landed.summary).toContain('no earlier deployment of this branch succeeded')
    })
  })

  test('mode: validate shows the plan, and writes nothing', async () => {
    landing.ill.clear()
    await expectUntouched(async () => {
      const landed = await landing.run({ mode: 'validate' })
      expect(landed).toMatchObject({ exitCode: 0, outputs: { result: 'validated', to: world.to } })
      expect(landed.summary).toContain('POST pull request')
    })
  })

  test('mode: capture passes the version from before to the guard of the same job, without wiring', async () => {
    landing.ill.clear()
    const captured = await landing.run({ mode: 'capture' })
    expect(captured).toMatchObject({
      exitCode: 0,
      outputs: { result: 'captured', reason: `${world.to} runs; this is recorded` },
    })
    world.forge.deployments.splice(0)
    landing.ill.add(world.from)
    const landed = await landing.run()
    expect(landed.outputs).toMatchObject({ result: 'handed-off', to: world.to })
  })

  test('mode: capture needs no records where the site itself answers with its commit', async () => {
    world.forge.deployments.splice(0)
    await landing.close()
    let live = world.to
    landing = await open(() => live)
    expect((await landing.run({ mode: 'capture' })).outputs.result).toBe('captured')
    live = world.from
    const landed = await landing.run({ 'auto-rollback': 'false' })
    expect(landed.outputs).toMatchObject({ result: 'unhealthy', to: world.to })
    expect(landed.summary).toContain('mode: capture recorded it before the deployment')
  })
})

describe('one clear sentence, and nothing is written, where', () => {
  test.each([
    {
      what: 'the branch is not there',
      inputs: { 'git-branch': 'release/9' },
      says: /git fetch ended with exit code 128: .*release\/9/,
    },
    {
      what: 'the token may not read the repository',
      inputs: { 'github-token': 'ghs_another-0815' },
      says: /git fetch ended with exit code 128: /,
    },
  ])('$what', async ({ inputs, says }) => {
    await expectUntouched(async () => {
      const guarded = await landing.run(inputs)
      expect(guarded).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed' } })
      const validated = await landing.run({ ...inputs, mode: 'validate' })
      expect(validated).toMatchObject({ exitCode: 1, outputs: { result: 'inconclusive' } })
      for (const { outputs } of [guarded, validated]) expect(outputs.reason).toMatch(says)
    })
  })

  test('rollback-to names no commit of the branch', async () => {
    await expectUntouched(async () => {
      const landed = await landing.run({ 'rollback-to': '0123456789' })
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'no-target' } })
      expect(landed.outputs.reason).toContain('0123456789 is no commit of the branch')
    })
  })

  test('the inputs are wrong', async () => {
    await expectUntouched(async () => {
      const landed = await landing.run({
        'git-branch': '--upload-pack=x',
        'git-method': 'force',
        workflow: 'a b',
      })
      expect(landed).toMatchObject({ exitCode: 2, outputs: { result: 'invalid' } })
      const told = landed.annotations.map(({ message }) => message).join('\n')
      for (const name of ['git-branch', 'git-method']) expect(told).toContain(name)
      expect(landing.probes).toBe(0)
    })
  })
})
