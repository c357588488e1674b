import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { GitWorld } from '../targets/git/world.ts'
import { Stage, testWith } from './stage.ts'
import { ROLLS_BACK, VersionedSite } from './versioned-site.ts'

const short = (sha: string) => sha.slice(0, 7)

interface Options {
  /** Default: the one that GitHub gives a job. */
  readonly token?: string
  readonly github?: Readonly<Record<string, string>>
  /** Of the run's event. */
  readonly payload?: (world: GitWorld) => unknown
}

/** A good commit that was deployed, and two bad ones after it, one of them a merge. */
async function open({ token, github, payload }: Options = {}) {
  const world = await GitWorld.open('push')
  const { forge, from } = world
  if (token !== undefined) forge.token = token
  /** Of the site: a test may set it otherwise. */
  const hosting: { isDeployed(): boolean; live(): string } = {
    isDeployed: () => forge.dispatches.length > 0,
    live: () => (hosting.isDeployed() ? forge.tip('main') : from),
  }
  const site = new VersionedSite(() => hosting.live())
  site.unhealthy.add(from)
  const event_path = join(world.temporary, 'event.json')
  writeFileSync(event_path, JSON.stringify(payload?.(world) ?? {}))
  const stage = await Stage.open({
    site: site.answer,
    github: {
      api_url: `${forge.origin}/api`,
      server_url: forge.origin,
      repository: forge.repository,
      sha: from,
      event_path,
      token: forge.token,
      ...github,
    },
    with: { ...ROLLS_BACK, target: 'git', environment: 'production', 'expect-version': from },
    secrets: [forge.token, Buffer.from(`x-access-token:${forge.token}`).toString('base64')],
  })
  const close = async () => {
    await stage.close()
    await world.close()
  }
  return { world, site, hosting, run: stage.run.bind(stage), close }
}

const staged = testWith(open)

const PUSH = { 'git-method': 'push', workflow: 'deploy.yml' }

/** What a rollback could have changed. */
function remote({ forge }: GitWorld) {
  return { refs: forge.refs(), pulls: [...forge.pulls], dispatches: [...forge.dispatches] }
}

async function expectUntouched(world: GitWorld, run: () => Promise<void>): Promise<void> {
  const before = remote(world)
  await run()
  expect(remote(world)).toEqual(before)
}

describe('some paths', () => {
  const PART = { ...PUSH, 'git-paths': 'app.txt' }

  staged(
    'rolled-back: only they are back, in one commit that is deployed',
    async ({ run, world, site, hosting }) => {
      const { forge, from, to } = world
      const landed = await run(PART)
      expect(landed).toMatchObject({
        exitCode: 1,
        outputs: { result: 'rolled-back', healthy: 'true', from, to },
      })
      const show = (path: string) => forge.git('-C', forge.bare, 'show', `main:${path}`)
      expect([show('app.txt'), show('feature.txt')]).toEqual(['good', 'new'])
      expect(landed.summary).toContain('only app.txt of main goes back: git-paths')
      expect(site.probes).toBeGreaterThan(0)
      expect(hosting.live()).toBe(forge.tip('main'))
    },
  )

  staged(
    'validated: the files that would change are listed, and nothing is touched',
    async ({ run, site, world }) => {
      site.unhealthy.clear()
      await expectUntouched(world, async () => {
        const landed = await run({ ...PART, 'git-paths': 'app.txt\nfeature.txt', mode: 'validate' })
        expect(landed).toMatchObject({ exitCode: 0, outputs: { result: 'validated' } })
        expect(landed.summary).toContain('change app.txt back')
        expect(landed.summary).toContain('remove feature.txt')
      })
    },
  )

  staged(
    'a path that no commit has, or that leaves the repository, touches nothing',
    async ({ run, world }) => {
      await expectUntouched(world, async () => {
        const landed = await run({ ...PART, 'git-paths': 'ap.txt' })
        expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed' } })
        expect(landed.outputs.reason).toMatch(/neither \w{7} nor \w{7} has ap\.txt/)
        const refused = await run({ ...PART, 'git-paths': '../app.txt' })
        expect(refused.log).toContain('git-paths')
        expect(refused.exitCode).toBe(2)
      })
    },
  )
})

describe('a rehearsal', () => {
  const REHEARSE = { ...PUSH, mode: 'rehearse', 'rehearse-in-production': 'true' }

  staged('reverts the commit, ends after that, and says what is left to do', async ({ run, world, site }) => {
    const { forge, from, to } = world
    site.unhealthy.delete(from)
    const ended = await run(REHEARSE)
    expect(ended).toMatchObject({ exitCode: 0, outputs: { result: 'rehearsed', healthy: 'true', from, to } })
    expect(forge.treeOf('main')).toBe(forge.treeOf(to))
    expect(forge.dispatches).toHaveLength(1)
    expect(ended.summary).toContain('It does not come back by itself: a revert is reverted by a person')
    expect(ended.annotations.some(({ message }) => message.includes('Rehearsal'))).toBe(true)
  })

  staged('does not push where nothing can be reverted', async ({ run, world, site }) => {
    site.unhealthy.delete(world.from)
    await expectUntouched(world, async () => {
      const ended = await run({ ...REHEARSE, 'rollback-to': '0123456789abcdef0123456789abcdef01234567' })
      expect(ended.exitCode).toBe(1)
      expect(ended.outputs.healthy).toBe('true')
    })
  })
})

describe('a push', () => {
  staged(
    'rolled-back: the branch has the good content, its workflow runs, and the site answers with it',
    async ({ run, world }) => {
      const { forge, from, to } = world
      const landed = await run(PUSH)
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
    },
  )

  staged(
    'rolled-back: although the server fails for longer than a check would wait',
    async ({ run, world }) => {
      const { forge, to } = world
      forge.storm(/git-receive-pack/, 6)
      expect(await run(PUSH)).toMatchObject({ exitCode: 1, outputs: { result: 'rolled-back', to } })
      expect(forge.isStormOver).toBe(true)
      expect([await world.writes(), forge.pushes]).toEqual([1, 1])
    },
  )

  staged(
    'rolled-back: also to a commit that 1,700 others came after',
    async ({ run, world, site, hosting }) => {
      const { forge, to } = world
      const bad = forge.publishMany(1_700)
      forge.deployments.unshift({ id: 13, sha: bad, environment: 'production', states: ['failure'] })
      site.unhealthy.add(bad)
      hosting.live = () => (hosting.isDeployed() ? forge.tip('main') : bad)
      const landed = await run({ ...PUSH, 'expect-version': bad })
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rolled-back', from: bad, to } })
      expect(forge.treeOf('main')).toBe(forge.treeOf(to))
      expect(forge.git('-C', forge.bare, 'rev-parse', 'main^')).toBe(bad)
    },
  )

  testWith(() => open({ token: 'gho_app-token-0815' }))(
    'rolled-back: with a token that starts workflows nothing has to be dispatched',
    async ({ run, world, hosting }) => {
      const { forge, from } = world
      hosting.isDeployed = () => forge.tip('main') !== from
      const landed = await run({ 'git-method': 'push' })
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rolled-back', healthy: 'true' } })
      expect(forge.dispatches).toEqual([])
    },
  )

  staged(
    'handed-off: a push by GITHUB_TOKEN starts no workflow, and that is said',
    async ({ run, world }) => {
      const landed = await run({ 'git-method': 'push' })
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'handed-off', 'rolled-back': 'false' } })
      expect(landed.outputs.reason).toContain('starts no workflow, since it was pushed with GITHUB_TOKEN')
      expect(world.forge.treeOf('main')).toBe(world.forge.treeOf(world.to))
    },
  )

  staged('handed-off: nothing else answers by the end of the time', async ({ run, hosting }) => {
    hosting.isDeployed = () => false
    // One poll long before the end, so that a slow machine has both its push and its answer in time.
    const landed = await run({ ...PUSH, 'rollback-timeout': '20s', 'poll-interval': '10s' })
    expect(landed.outputs).toMatchObject({
      result: 'handed-off',
      reason: expect.stringContaining('the bad version still answers; its deployment goes on after this run'),
    })
  })

  staged('rollback-unhealthy: the earlier version is unhealthy too', async ({ run, site, world }) => {
    site.turnsUnhealthyAfter = 3
    // It ends with the failure: a busy machine needs longer for a few answers.
    const landed = await run({ ...PUSH, 'bake-time': '10s' })
    expect(landed).toMatchObject({
      exitCode: 1,
      outputs: { result: 'rollback-unhealthy', healthy: 'false', 'rolled-back': 'false' },
    })
    expect(world.forge.treeOf('main')).toBe(world.forge.treeOf(world.to))
  })

  staged(
    'rollback-failed: a protected branch refuses, in its own words, and nothing is forced',
    async ({ run, world }) => {
      world.forge.protect(`not with ${world.forge.token}`)
      await expectUntouched(world, async () => {
        const landed = await run(PUSH)
        expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed' } })
        expect(landed.outputs.reason).toMatch(/the push to main was rejected \(.*GH006: not with \*\*\*\)$/)
        expect(landed.summary).toContain('leave git-method at pull-request')
      })
    },
  )

  staged(
    'rollback-failed: a rule of the branch refuses, and its own remedy is shown',
    async ({ run, world }) => {
      world.forge.reject(
        'error: GH013: Repository rule violations found for refs/heads/main.',
        'Review all repository rules at https://github.example.com/octo/app/rules',
        '- Commits must have verified signatures.',
      )
      await expectUntouched(world, async () => {
        const landed = await run(PUSH)
        expect(landed.outputs).toMatchObject({
          result: 'rollback-failed',
          reason: expect.stringMatching(/GH013: .* - Commits must have verified signatures\.\)$/),
        })
        expect(landed.summary).toContain('Safe Landing cannot sign')
      })
    },
  )

  staged(
    'superseded: the branch has moved on, and a push would put live what nobody has tested',
    async ({ run, world }) => {
      world.forge.commit('a fix', { 'fix.txt': 'fixed\n' })
      const tip = world.forge.publish()
      await expectUntouched(world, async () => {
        const landed = await run(PUSH)
        expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'superseded' } })
        expect(landed.outputs.reason).toContain(`main has 1 newer commit, up to ${short(tip)}`)
      })
    },
  )

  staged('superseded: somebody pushes at the same moment', async ({ run, world }) => {
    const { forge } = world
    forge.beforePush = () => {
      forge.commit('a fix', { 'fix.txt': 'fixed\n' })
      forge.publish()
    }
    const landed = await run(PUSH)
    expect(landed.outputs).toMatchObject({
      result: 'superseded',
      reason: expect.stringContaining('nothing is forced'),
    })
    expect(forge.tip('main')).toBe(forge.head)
    expect(forge.dispatches).toEqual([])
  })

  staged(
    'mode: rollback goes where a person says, and waits until that answers',
    async ({ run, site, world, hosting }) => {
      const { forge } = world
      const first = forge.git('-C', forge.bare, 'rev-parse', `${world.to}^`)
      let looks = 0
      hosting.live = () => {
        if (forge.dispatches.length > 0) looks += 1
        return forge.git('-C', forge.bare, 'show', `${looks > 5 ? 'main' : world.from}:app.txt`)
      }
      site.unhealthy.clear()
      const landed = await run({
        ...PUSH,
        mode: 'rollback',
        'rollback-to': short(first),
        'expect-version': 'one',
      })
      expect(landed).toMatchObject({
        exitCode: 0,
        outputs: { result: 'rolled-back', from: world.from, to: first, reason: 'octocat requested it' },
      })
      expect(forge.treeOf('main')).toBe(forge.treeOf(first))
      expect(looks).toBeGreaterThan(6)
    },
  )

  testWith(() => open({ github: { run_id: '' } }))(
    'mode: rollback outside of a GitHub run has failed before it began',
    async ({ run, world }) => {
      await expectUntouched(world, async () => {
        const landed = await run({ ...PUSH, mode: 'rollback' })
        expect(landed).toMatchObject({
          exitCode: 1,
          outputs: {
            result: 'rollback-failed',
            'rolled-back': 'false',
            reason: expect.stringMatching(
              /; the rollback could not begin: this target needs the GitHub run /,
            ),
          },
        })
      })
    },
  )

  staged(
    'cancelled in the middle: nothing has been pushed, and the position is reported',
    async ({ run, world }) => {
      await expectUntouched(world, async () => {
        const reached = world.forge.block(/service=git-receive-pack/)
        const landed = await run(PUSH, { cancelWhen: reached })
        expect(landed).toMatchObject({
          exitCode: 1,
          conclusion: 'cancelled',
          lastSignal: 'SIGINT',
          outputs: { result: 'cancelled', 'rolled-back': 'false', to: world.to },
        })
        expect(landed.outputs.reason).toMatch(
          /cancelled while rolling back from \w+ to \w+: pushing \w{7} to main$/,
        )
      })
    },
  )
})

describe('a pull request', () => {
  staged(
    'handed-off: one pull request with the good content, which a person merges',
    async ({ run, world }) => {
      const { forge, from, to } = world
      const landed = await run()
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
    },
  )

  staged('rollback-failed: the job may not open one, and the setting is named', async ({ run, world }) => {
    const message = 'GitHub Actions is not permitted to create or approve pull requests.'
    world.forge.refusals.set('POST pulls', { status: 403, body: { message } })
    const landed = await run()
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed' } })
    expect(landed.outputs.reason).toContain(message)
    expect(landed.summary).toContain('Allow GitHub Actions to create and approve pull requests')
  })

  staged(
    'superseded: a later commit is on the branch, even one that changed the same lines',
    async ({ run, world }) => {
      world.forge.commit('fix forward', { 'app.txt': 'worse, but fixed\n' })
      const tip = world.forge.publish()
      await expectUntouched(world, async () => {
        const landed = await run()
        expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'superseded' } })
        expect(landed.outputs.reason).toContain(`main has 1 newer commit, up to ${short(tip)}`)
      })
    },
  )

  staged(
    'unhealthy: with auto-rollback: false the plan is shown, and nothing is written',
    async ({ run, world }) => {
      await expectUntouched(world, async () => {
        const landed = await run({ 'auto-rollback': 'false' })
        const { from, to } = world
        expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'unhealthy', from, to } })
        expect(landed.summary).toContain('make one commit that reverts 2 commits')
        expect(landed.summary).toContain(`deployment 11 to production of ${short(to)} succeeded`)
      })
    },
  )

  staged('no-target: nothing was ever deployed with success', async ({ run, world }) => {
    world.forge.deployments.splice(0)
    await expectUntouched(world, async () => {
      const landed = await run()
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'no-target' } })
      expect(landed.summary).toContain('no earlier deployment of this branch succeeded')
    })
  })

  staged('mode: validate shows the plan, and writes nothing', async ({ run, site, world }) => {
    site.unhealthy.clear()
    await expectUntouched(world, async () => {
      const landed = await run({ mode: 'validate' })
      expect(landed).toMatchObject({ exitCode: 0, outputs: { result: 'validated', to: world.to } })
      expect(landed.summary).toContain('POST pull request')
    })
  })

  staged(
    'mode: capture passes the version from before to the guard of the same job, without wiring',
    async ({ run, site, world }) => {
      site.unhealthy.clear()
      const captured = await run({ mode: 'capture' })
      expect(captured).toMatchObject({
        exitCode: 0,
        outputs: { result: 'captured', reason: `${world.to} runs` },
      })
      world.forge.deployments.splice(0)
      site.unhealthy.add(world.from)
      const landed = await run()
      expect(landed.outputs).toMatchObject({ result: 'handed-off', to: world.to })
    },
  )

  staged(
    'mode: capture needs no records where the site itself answers with its commit',
    async ({ run, world, hosting }) => {
      world.forge.deployments.splice(0)
      let live = world.to
      hosting.live = () => live
      expect((await run({ mode: 'capture' })).outputs.result).toBe('captured')
      live = world.from
      const landed = await run({ 'auto-rollback': 'false' })
      expect(landed.outputs).toMatchObject({ result: 'unhealthy', to: world.to })
      expect(landed.summary).toContain('mode: capture recorded it before the deployment')
    },
  )
})

describe('a run that follows another one', () => {
  /** Before it began, the fix of what it watches was pushed. */
  const following = testWith(async () => {
    const stage = await open({
      github: { event_name: 'workflow_run' },
      payload: ({ forge, from }) => {
        const head_repository = { full_name: forge.repository }
        return { workflow_run: { head_sha: from, head_branch: 'main', head_repository } }
      },
    })
    const { forge } = stage.world
    forge.commit('a fix', { 'app.txt': 'fixed\n' })
    return { ...stage, tip: forge.publish() }
  })

  for (const [what, inputs] of Object.entries({
    'by expect-version': {},
    'by its event alone': { 'expect-version': '' },
    'by expect-version, for a push': PUSH,
  })) {
    following(
      `superseded: the tip of the branch is a later fix, and what was deployed is known ${what}`,
      async ({ run, world, tip }) => {
        await expectUntouched(world, async () => {
          const landed = await run(inputs)
          expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'superseded' } })
          expect(landed.outputs.reason).toContain(
            `main has 1 newer commit, up to ${short(tip)}, and ${short(world.from)} was deployed`,
          )
        })
      },
    )
  }
})

describe('a run of a tag', () => {
  const tagged = testWith(() => open({ github: { ref_type: 'tag', ref_name: 'v1.2.3' } }))

  tagged(
    'inconclusive: mode: validate refuses it without git-branch, and names the input',
    async ({ run }) => {
      const landed = await run({ mode: 'validate' })
      expect(landed).toMatchObject({
        exitCode: 1,
        outputs: {
          result: 'inconclusive',
          reason: 'this run belongs to a tag or a single commit, and no branch',
        },
      })
      expect(landed.summary).toContain('in the input git-branch')
    },
  )

  tagged('handed-off: with git-branch it is as any other', async ({ run, world }) => {
    const landed = await run({ 'git-branch': 'main' })
    expect(landed.outputs).toMatchObject({ result: 'handed-off', from: world.from, to: world.to })
  })
})

describe('one clear sentence, and nothing is written, where', () => {
  const cases = [
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
  ]
  for (const { what, inputs, says } of cases) {
    staged(what, async ({ run, world }) => {
      await expectUntouched(world, async () => {
        const guarded = await run(inputs)
        expect(guarded).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed' } })
        const validated = await run({ ...inputs, mode: 'validate' })
        expect(validated).toMatchObject({ exitCode: 1, outputs: { result: 'inconclusive' } })
        for (const { outputs } of [guarded, validated]) expect(outputs.reason).toMatch(says)
      })
    })
  }

  staged('rollback-to names no commit of the branch', async ({ run, world }) => {
    await expectUntouched(world, async () => {
      const landed = await run({ 'rollback-to': '0123456789' })
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'no-target' } })
      expect(landed.outputs.reason).toContain('0123456789 is no commit of the branch')
    })
  })

  staged('the inputs are wrong', async ({ run, site, world }) => {
    await expectUntouched(world, async () => {
      const landed = await run({
        'git-branch': '--upload-pack=x',
        'git-method': 'force',
        workflow: 'a b',
      })
      expect(landed).toMatchObject({ exitCode: 2, outputs: { result: 'invalid' } })
      const told = landed.annotations.map(({ message }) => message).join('\n')
      for (const name of ['git-branch', 'git-method']) expect(told).toContain(name)
      expect(site.probes).toBe(0)
    })
  })
})
