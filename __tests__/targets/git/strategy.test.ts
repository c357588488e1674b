import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Secret } from '../../../src/core/secret.ts'
import type { RollbackPlan } from '../../../src/run/rollback.ts'
import { ready } from '../../support/rollback-contract.ts'
import { GitWorld } from './world.ts'

const never = new AbortController().signal
const quiet = () => undefined
let world: GitWorld

afterEach(() => world.close())

/** As `gh` takes it. */
const repo = () => `${new URL(world.forge.origin).host}/octo/app`

async function planned(...args: Parameters<GitWorld['strategy']>): Promise<RollbackPlan> {
  return ready(await world.strategy(...args).plan(never))
}

describe('a pull request', () => {
  beforeEach(async () => {
    world = await GitWorld.open('pull-request')
  })

  it('puts back the content of the good commit exactly, merges included', async () => {
    const result = await (await planned()).apply(quiet, never)
    const [pull] = world.forge.pulls
    expect(result).toEqual({
      kind: 'handed-off',
      reason: `pull request #1 puts back ${world.to.slice(0, 7)}; it has to be merged and deployed`,
      run: { id: '1', url: 'https://github.example.com/octo/app/pull/1' },
    })
    expect(pull).toMatchObject({ base: 'main', title: `Revert 2 commits: back to ${world.to.slice(0, 7)}` })
    expect(world.forge.treeOf(`refs/heads/${pull?.head}`)).toBe(world.forge.treeOf(world.to))
    expect(world.forge.tip('main')).toBe(world.from)
  })

  it('holds no words from outside that have an effect at GitHub', async () => {
    await (await planned()).apply(quiet, never)
    const [pull] = world.forge.pulls
    const message = world.forge.git(
      '-C',
      world.forge.bare,
      'log',
      '-1',
      '--format=%B',
      `refs/heads/${pull?.head}`,
    )
    for (const text of [message, pull?.body, pull?.title]) {
      expect(text).not.toMatch(/\[skip ci\]|fixes #\d|@everyone|<\/details>/)
    }
    expect(message).toContain(`This reverts commit ${world.from}.`)
  })

  it.each([
    { what: 'an unrelated one', files: { 'docs.txt': 'docs\n' } },
    { what: 'one on the same lines', files: { 'app.txt': 'worse, but fixed\n' } },
  ])('is not made where a later commit is on the branch, even $what', async ({ files }) => {
    const later = world.forge.commit('later', files)
    world.forge.publish()
    const before = await world.snapshot()
    expect(await world.strategy().plan(never)).toEqual({
      kind: 'superseded',
      by: later,
      reason: expect.stringContaining(
        `main has 1 newer commit, up to ${later.slice(0, 7)}, and ${world.from.slice(0, 7)} was deployed`,
      ),
    })
    expect(await world.snapshot()).toEqual(before)
  })

  it('is not opened for a branch that has moved on since the plan', async () => {
    const plan = await planned()
    world.forge.commit('unrelated', { 'docs.txt': 'docs\n' })
    const tip = world.forge.publish()
    expect(await plan.apply(quiet, never)).toMatchObject({ kind: 'superseded', by: tip })
    expect(world.forge.pulls).toEqual([])
  })

  it('is found again when the answer to its opening was lost, or another run was first', async () => {
    await (await planned()).apply(quiet, never)
    const result = await (await planned()).apply(quiet, never)
    expect(result).toMatchObject({ kind: 'handed-off', run: { id: '1' } })
    expect(world.forge.pulls).toHaveLength(1)
  })

  it('does not overwrite a branch that somebody else has', async () => {
    const plan = await planned()
    const name = `safe-landing/back-to-${world.to.slice(0, 7)}-from-${world.from.slice(0, 7)}`
    world.forge.git('-C', world.forge.bare, 'branch', name, world.to)
    await expect(plan.apply(quiet, never)).rejects.toMatchObject({
      code: 'refused',
      message: `the branch ${name} exists already, with other commits and no open pull request`,
    })
    expect(world.forge.tip(name)).toBe(world.to)
  })
})

describe('a push', () => {
  beforeEach(async () => {
    world = await GitWorld.open('push')
  })

  it('is one commit on the branch, once another version answers', async () => {
    const answers = [false, false, true]
    const plan = await planned({}, { isBack: async () => answers.shift() ?? false })
    expect(await plan.apply(quiet, never)).toEqual({ kind: 'in-place' })
    expect(world.forge.git('-C', world.forge.bare, 'rev-parse', 'main^')).toBe(world.from)
    expect(world.forge.treeOf('main')).toBe(world.forge.treeOf(world.to))
    expect(answers).toEqual([])
  })

  it('is handed off when the bad version still answers at the end of the time', async () => {
    const plan = await planned({}, { isBack: async () => false })
    expect(await plan.apply(quiet, never)).toMatchObject({
      kind: 'handed-off',
      reason: expect.stringMatching(
        /^main has the content of \w{7} again, but the bad version still answers/,
      ),
    })
  })

  it('with GITHUB_TOKEN is handed off at once, since nothing deploys it', async () => {
    const plan = await planned({}, { startsWorkflows: false })
    expect(plan.unknowns[0]).toMatch(/a push with GITHUB_TOKEN starts no workflow/)
    expect(await plan.apply(quiet, never)).toMatchObject({
      kind: 'handed-off',
      reason: expect.stringContaining('pushed with GITHUB_TOKEN: deploy the branch by hand'),
    })
  })

  it('with GITHUB_TOKEN dispatches the workflow that it is given', async () => {
    const plan = await planned({ workflow: 'deploy.yml' }, { startsWorkflows: false })
    expect(plan.steps).toContain('POST workflow_dispatch of deploy.yml on main')
    expect(await plan.apply(quiet, never)).toMatchObject({ kind: 'in-place', run: { id: '99' } })
    expect(world.forge.dispatches).toEqual([
      { workflow: 'deploy.yml', ref: 'main', return_run_details: true },
    ])
  })

  it('that cannot be dispatched is handed off with the reason', async () => {
    const body = { message: "Workflow does not have 'workflow_dispatch' trigger" }
    world.forge.refusals.set('POST actions/workflows', { status: 422, body })
    const plan = await planned({ workflow: 'deploy.yml' }, { startsWorkflows: false })
    expect(await plan.apply(quiet, never)).toMatchObject({
      kind: 'handed-off',
      reason: expect.stringContaining("does not have 'workflow_dispatch' trigger"),
    })
  })

  it('does not go on top of commits that nobody has tested', async () => {
    const later = world.forge.commit('a fix', { 'fix.txt': 'fixed\n' })
    world.forge.publish()
    expect(await world.strategy().plan(never)).toMatchObject({ kind: 'superseded', by: later })
  })

  it('loses a race between its last read and its write, and forces nothing', async () => {
    const plan = await planned()
    let tip = ''
    world.forge.beforePush = () => {
      world.forge.commit('a fix', { 'fix.txt': 'fixed\n' })
      tip = world.forge.publish()
    }
    expect(await plan.apply(quiet, never)).toMatchObject({ kind: 'superseded', by: tip })
    expect(world.forge.tip('main')).toBe(tip)
  })

  it('whose answer is lost is read, and not repeated', async () => {
    const plan = await planned()
    world.forge.pushAnswer = 'dropped'
    expect((await plan.apply(quiet, never)).kind).toBe('in-place')
    expect(await world.writes()).toBe(1)
  })

  describe('whose run was ended after it', () => {
    const DISPATCHES = { workflow: 'deploy.yml' }
    const BY_TOKEN = { startsWorkflows: false }

    /** Ends the run at this step of its rollback. */
    async function endAt(pattern: RegExp): Promise<string> {
      const stop = new AbortController()
      const plan = await planned(DISPATCHES, { ...BY_TOKEN, isBack: async () => false })
      const onProgress = (text: string) => {
        if (pattern.test(text)) stop.abort(new Error('the runner is gone'))
      }
      await expect(plan.apply(onProgress, stop.signal)).rejects.toThrow('the runner is gone')
      return world.forge.tip('main')
    }

    it('is deployed by the next one, which pushes nothing', async () => {
      const tip = await endAt(/^main is at /)
      expect(world.forge.dispatches).toEqual([])
      const plan = await planned(DISPATCHES, BY_TOKEN)
      expect(plan).toMatchObject({ from: world.from, to: world.to })
      expect(plan.steps).toEqual(['POST workflow_dispatch of deploy.yml on main'])
      expect(plan.manual).toEqual([`gh workflow run deploy.yml --repo ${repo()} --ref main`])
      expect(plan.evidence).toContain(`main has the revert already, ${tip.slice(0, 7)}, by an earlier run`)
      expect(await plan.apply(quiet, never)).toMatchObject({ kind: 'in-place', run: { id: '99' } })
      expect(world.forge.tip('main')).toBe(tip)
      expect(world.forge.dispatches).toHaveLength(1)
    })

    it('is not deployed twice', async () => {
      await endAt(/^waiting until/)
      const plan = await planned(DISPATCHES, BY_TOKEN)
      expect(await plan.apply(quiet, never)).toMatchObject({ kind: 'in-place', run: { id: '99' } })
      expect(world.forge.dispatches).toHaveLength(1)
    })

    it.each(['failure', 'success'])(
      'is deployed once more if its deployment is over: %s',
      async (conclusion) => {
        await endAt(/^waiting until/)
        for (const run of world.forge.runs) run.conclusion = conclusion
        await (await planned(DISPATCHES, BY_TOKEN)).apply(quiet, never)
        expect(world.forge.dispatches).toHaveLength(2)
      },
    )

    it('is left alone if another commit only has its author', async () => {
      const author = [
        '-c',
        'user.name=Safe Landing',
        '-c',
        'user.email=safe-landing@users.noreply.github.com',
      ]
      world.forge.git('-C', world.forge.work, ...author, 'commit', '--quiet', '--allow-empty', '-m', 'fix')
      const tip = world.forge.publish()
      expect(await world.strategy().plan(never)).toMatchObject({ kind: 'superseded', by: tip })
    })
  })

  it('that a rule refuses has the words of the rule, and its remedy', async () => {
    world.forge.reject(
      'error: GH013: Repository rule violations found for refs/heads/main.',
      'Review all repository rules at https://github.example/octo/app/rules',
      '- Commits must have verified signatures.',
    )
    const plan = await planned()
    await expect(plan.apply(quiet, never)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('- Commits must have verified signatures.'),
      hint: expect.stringContaining('signed commits'),
    })
    expect(world.forge.tip('main')).toBe(world.from)
  })

  it('to a protected branch is rejected in words', async () => {
    world.forge.protect()
    const plan = await planned()
    await expect(plan.apply(quiet, never)).rejects.toMatchObject({
      code: 'refused',
      message: 'the push to main was rejected (hook declined: error: GH006: Protected branch update failed)',
      hint: expect.stringContaining('pull-request'),
    })
  })
})

describe('the good commit', () => {
  beforeEach(async () => {
    world = await GitWorld.open('pull-request')
  })

  it.each([
    {
      name: 'rollback-to',
      deps: (sha: string) => ({ rollbackTo: { kind: 'revision' as const, revision: sha.slice(0, 8) } }),
    },
    { name: 'mode: capture', deps: (sha: string) => ({ captured: sha }) },
  ])('may come from $name', async ({ name, deps }) => {
    const first = world.forge.git('-C', world.forge.work, 'rev-list', '--max-parents=0', 'main')
    const plan = await planned({}, deps(first))
    expect(plan.to).toBe(first)
    expect(plan.evidence[0]).toContain(name)
  })

  it('is the last one that was deployed with success, also when it is inactive now', async () => {
    const plan = await planned()
    expect(plan.evidence[0]).toBe(`deployment 11 to production of ${world.to.slice(0, 7)} succeeded`)
  })

  it('is counted back over distinct commits', async () => {
    const first = world.forge.git('-C', world.forge.work, 'rev-list', '--max-parents=0', 'main')
    world.forge.deployments.push(
      { id: 10, sha: world.to, environment: 'production', states: ['success'] },
      { id: 9, sha: first, environment: 'production', states: ['success'] },
    )
    expect((await planned({}, { rollbackTo: { kind: 'back', count: 2 } })).to).toBe(first)
  })

  it('is missing when no deployment of the environment succeeded, with what was looked at', async () => {
    const result = await world.strategy({ environment: 'staging' }).plan(never)
    expect(result).toMatchObject({
      kind: 'no-target',
      reason: 'no earlier deployment of this branch succeeded',
    })
    world.forge.deployments.splice(1)
    const other = await world.strategy().plan(never)
    expect(other).toMatchObject({
      kind: 'no-target',
      evidence: [`deployment 12 to production: ${world.from.slice(0, 7)} is the bad commit itself`],
    })
  })

  it('is missing when the deployments may not be read, and the permission is named', async () => {
    const body = { message: 'Resource not accessible by integration' }
    world.forge.refusals.set('GET deployments', { status: 403, body })
    expect(await world.strategy().plan(never)).toMatchObject({
      kind: 'no-target',
      reason: expect.stringContaining('Resource not accessible by integration'),
      hint: expect.stringContaining('permission'),
    })
  })

  it.each([
    { revision: 'deadbeef', reason: 'deadbeef is no commit of the branch' },
    { revision: 'main', reason: 'main is no commit of the branch' },
  ])('cannot be $revision', async ({ revision, reason }) => {
    const result = await world.strategy({}, { rollbackTo: { kind: 'revision', revision } }).plan(never)
    expect(result).toMatchObject({ kind: 'no-target', reason })
  })

  it('is found however long ago it was', async () => {
    const middle = world.forge.publishMany(850)
    world.forge.publishMany(849)
    const bad = world.forge.commit('bad', { 'app.txt': 'bad\n' })
    world.forge.publish()
    world.forge.deployments.splice(0)
    world.forge.deployments.push({ id: 20, sha: world.to, environment: 'production', states: ['success'] })
    const deps = { event: { sha: bad, branch: 'main' } }
    const plan = await planned({}, deps)
    expect(plan.to).toBe(world.to)
    expect(plan.steps[0]).toBe('make one commit that reverts 1702 commits')
    expect(plan.evidence[1]).toMatch(/^1702 commits of main came after it: \w{7}(, \w{7}){9}$/)
    for (const revision of [middle, middle.slice(0, 9)]) {
      const rollbackTo = { kind: 'revision', revision } as const
      expect((await planned({}, { ...deps, rollbackTo })).to).toBe(middle)
    }
  })

  it('is none that another branch has', async () => {
    world.forge.git('-C', world.forge.work, 'checkout', '--quiet', '-b', 'aside', world.to)
    const aside = world.forge.commit('aside', { 'aside.txt': 'aside\n' })
    world.forge.git('-C', world.forge.work, 'push', '--quiet', world.forge.bare, 'aside')
    const rollbackTo = { kind: 'revision', revision: aside } as const
    expect(await world.strategy({}, { rollbackTo }).plan(never)).toMatchObject({
      kind: 'no-target',
      reason: `${aside} is no commit of the branch`,
    })
  })

  it('is none whose success was taken back, until it is deployed again', async () => {
    const first = world.forge.git('-C', world.forge.work, 'rev-list', '--max-parents=0', 'main')
    const { deployments } = world.forge
    deployments.splice(
      0,
      2,
      { id: 11, sha: world.to, environment: 'production', states: ['failure', 'success'] },
      { id: 10, sha: world.to, environment: 'production', states: ['inactive', 'success'] },
      { id: 9, sha: first, environment: 'production', states: ['inactive', 'success'] },
    )
    expect((await planned()).to).toBe(first)
    deployments.unshift({ id: 12, sha: world.to, environment: 'production', states: ['success'] })
    expect((await planned()).to).toBe(world.to)
  })

  it('is none that was reverted since, by us or by a person', async () => {
    const { forge } = world
    const plan = await planned({ method: 'push' })
    await plan.apply(quiet, never)
    forge.git('-C', forge.work, 'pull', '--quiet', '--ff-only', forge.bare, 'main')
    const bad = forge.commit('worse again', { 'app.txt': 'worse again\n' })
    forge.publish()
    forge.deployments.splice(
      0,
      2,
      { id: 12, sha: world.from, environment: 'production', states: ['inactive', 'success'] },
      { id: 11, sha: world.to, environment: 'production', states: ['inactive', 'success'] },
    )
    const next = await planned({}, { event: { sha: bad, branch: 'main' } })
    expect(next.to).toBe(world.to)
  })
})

describe('the deployed commit', () => {
  beforeEach(async () => {
    world = await GitWorld.open('push')
  })

  it.each([
    { what: 'in full', shorten: (sha: string) => sha },
    { what: 'shortened', shorten: (sha: string) => sha.slice(0, 8) },
  ])('is what expect-version names, $what, and not the tip of the branch', async ({ shorten }) => {
    const later = world.forge.commit('a fix', { 'fix.txt': 'fixed\n' })
    world.forge.publish()
    const event = { sha: later, branch: 'main' }
    const before = await world.snapshot()
    const expected = shorten(world.from)
    expect(await world.strategy({}, { event, expected }).plan(never)).toMatchObject({
      kind: 'superseded',
      by: later,
    })
    expect(await world.snapshot()).toEqual(before)
  })

  it('may be one that the branch does not have', async () => {
    world.forge.git('-C', world.forge.work, 'checkout', '--quiet', '-b', 'aside', world.to)
    const aside = world.forge.commit('aside', { 'aside.txt': 'aside\n' })
    world.forge.git('-C', world.forge.work, 'push', '--quiet', world.forge.bare, 'aside')
    expect(await world.strategy({}, { expected: aside }).plan(never)).toMatchObject({
      kind: 'superseded',
      reason: `main does not have the deployed commit ${aside.slice(0, 7)}, so there is nothing to revert`,
    })
  })

  it.each(['1.2.3', '20261128', 'a'.repeat(40), 'a'.repeat(64)])(
    'is that of the event where expect-version is %s, which is no commit here',
    async (expected) => {
      expect((await planned({}, { expected })).from).toBe(world.from)
    },
  )

  it('is the tip where the event deployed nothing', async () => {
    expect((await planned({}, { event: { sha: undefined, branch: 'main' } })).from).toBe(world.from)
  })

  it('is in doubt where the event does not name it, and the plan says so', async () => {
    const event = { sha: world.from, branch: 'main', doubt: 'which commit was deployed' }
    expect((await planned({}, { event })).unknowns).toContain('which commit was deployed')
  })

  it('needs a branch: a run of a tag is refused before anything is read', () => {
    const event = { sha: world.from, branch: undefined }
    expect(() => world.strategy({}, { event })).toThrow('this run belongs to a tag')
    expect(() => world.strategy({ branch: 'main' }, { event })).not.toThrow()
  })
})

describe('the commands by hand', () => {
  /** As a person runs them, in a clone of their own. */
  const byHand = (commands: readonly string[]) => {
    const clone = join(world.forge.folder, 'by-hand')
    world.forge.git('clone', '--quiet', '--depth=1', `file://${world.forge.bare}`, clone)
    for (const command of commands) world.forge.shell(clone, command)
  }

  /** What git does, and the call of GitHub after it. */
  const separate = ([line = '']: readonly string[]): [string[], string] => {
    const [git = '', gh] = line.split(' && gh ')
    return [[git], `gh ${gh}`]
  }

  it('push the same content on the same commit', async () => {
    world = await GitWorld.open('push')
    const [commands = [], gh] = separate((await planned({ workflow: 'deploy it.yml' })).manual)
    expect(gh).toBe(`gh workflow run 'deploy it.yml' --repo ${repo()} --ref main`)
    byHand(commands)
    expect(world.forge.treeOf('main')).toBe(world.forge.treeOf(world.to))
    expect(world.forge.git('-C', world.forge.bare, 'rev-parse', 'main^')).toBe(world.from)
  })

  it('push the branch of the pull request, and open it', async () => {
    world = await GitWorld.open('pull-request')
    const [commands = [], gh] = separate((await planned()).manual)
    const head = `safe-landing/back-to-${world.to.slice(0, 7)}-from-${world.from.slice(0, 7)}`
    byHand(commands)
    expect(world.forge.treeOf(head)).toBe(world.forge.treeOf(world.to))
    expect(world.forge.tip('main')).toBe(world.from)
    expect(gh).toMatch(
      new RegExp(`^gh pr create --repo ${repo()} --base main --head ${head} --title '.+' --body '.+'$`),
    )
  })

  it('are refused where the branch has moved on', async () => {
    world = await GitWorld.open('push')
    const { manual } = await planned()
    world.forge.commit('a fix', { 'fix.txt': 'fixed\n' })
    const tip = world.forge.publish()
    expect(() => byHand(manual)).toThrow('rejected')
    expect(world.forge.tip('main')).toBe(tip)
  })
})

describe('a server that fails for a while', () => {
  const READ = /service=git-upload-pack/
  const WRITE = /git-receive-pack/

  beforeEach(async () => {
    world = await GitWorld.open('push')
  })

  it('is asked again, for the plan and for the push, and gets one commit', async () => {
    world.forge.storm(READ, 4)
    const plan = await planned()
    expect(world.forge.isStormOver).toBe(true)
    world.forge.storm(WRITE, 5)
    expect(await plan.apply(quiet, never)).toEqual({ kind: 'in-place' })
    expect(world.forge.isStormOver).toBe(true)
    expect([await world.writes(), world.forge.pushes]).toEqual([1, 1])
    expect(world.forge.git('-C', world.forge.bare, 'rev-parse', 'main^')).toBe(world.from)
  })

  it('and took the push all the same is not pushed to again', async () => {
    const plan = await planned()
    world.forge.pushAnswer = 'failed'
    world.forge.beforePush = () => world.forge.storm(READ, 3)
    expect(await plan.apply(quiet, never)).toEqual({ kind: 'in-place' })
    expect(world.forge.isStormOver).toBe(true)
    expect([await world.writes(), world.forge.pushes]).toEqual([1, 1])
  })

  it('and has a newer commit once it is back is left alone', async () => {
    const plan = await planned()
    world.forge.storm(WRITE, 1, () => {
      world.forge.commit('a fix', { 'fix.txt': 'fixed\n' })
      world.forge.publish()
    })
    expect(await plan.apply(quiet, never)).toMatchObject({ kind: 'superseded', by: world.forge.head })
    expect(world.forge.tip('main')).toBe(world.forge.head)
  })

  it.each([{ what: READ }, { what: WRITE }])(
    'is given up before the rollback is over: $what',
    async ({ what }) => {
      const plan = await planned()
      const begunAtMs = world.clock.nowMs()
      world.forge.storm(what)
      await expect(plan.apply(quiet, never)).rejects.toMatchObject({
        code: 'unreachable',
        message: expect.stringMatching(/^git (?:fetch|push to main) ended with exit code \d+: .*503/),
      })
      const lastedMs = world.clock.nowMs() - begunAtMs
      expect(lastedMs).toBeGreaterThan(45_000)
      expect(lastedMs).toBeLessThan(60_000)
      expect(world.forge.tip('main')).toBe(world.from)
    },
  )

  it.each([
    { what: 'did not open the pull request', opensFirst: false },
    { what: 'opened the pull request all the same', opensFirst: true },
  ])('and $what has it once', async ({ opensFirst }) => {
    await world.close()
    world = await GitWorld.open('pull-request')
    const plan = await planned()
    if (opensFirst) world.forge.losesPullAnswer = true
    else world.forge.storm(/api.*pulls$/, 3)
    expect(await plan.apply(quiet, never)).toMatchObject({ kind: 'handed-off', run: { id: '1' } })
    expect(world.forge.pulls).toHaveLength(1)
  })
})

describe('the remote', () => {
  beforeEach(async () => {
    world = await GitWorld.open('pull-request')
  })

  it('gets the token in a header, and nothing of it stays on disk', async () => {
    await (await planned()).apply(quiet, never)
    const basic = `basic ${Buffer.from(`x-access-token:${world.forge.token}`).toString('base64')}`
    expect([...world.forge.authorizations]).toEqual([basic, `token ${world.forge.token}`])
    expect(readdirSync(world.temporary)).toEqual([])
  })

  it.each([
    { words: 'Invalid username or token. Password authentication is not supported.', hint: 'not any more' },
    { words: 'Write access to repository not granted.', status: 403, hint: 'contents: write' },
    { words: 'Repository not found.', status: 404, hint: 'may not see the repository' },
    { words: "The 'octo' organization has enabled SAML SSO.", status: 403, hint: 'single sign-on' },
    { words: 'The repository owner has an IP allow list enabled.', status: 403, hint: 'IP allow list' },
  ])('that refuses with "$words" has its own remedy', async ({ words, status = 401, hint }) => {
    world.forge.refuseGit(status, words)
    await expect(planned()).rejects.toMatchObject({ hint: expect.stringContaining(hint) })
  })

  it.each([
    { what: 'a wrong token', config: { token: new Secret('ghs_wrong') }, deps: {}, code: 'access-denied' },
    { what: 'a missing branch', config: { branch: 'gone' }, deps: {}, code: 'not-found' },
    {
      what: 'a server that is not there',
      config: {},
      deps: { serverUrl: 'http://127.0.0.1:1' },
      code: 'unreachable',
    },
  ])('with $what is explained', async ({ config, deps, code }) => {
    const message = expect.stringContaining('git fetch ended with exit code 128: fatal: ')
    await expect(world.strategy(config, deps).plan(never)).rejects.toMatchObject({ code, message })
  })

  it('that has lost the bad commit is left alone', async () => {
    expect(
      await world.strategy({}, { event: { sha: 'f'.repeat(40), branch: 'main' } }).plan(never),
    ).toMatchObject({
      kind: 'superseded',
      reason: 'main does not have the deployed commit fffffff, so there is nothing to revert',
    })
  })
})
