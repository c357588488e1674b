import { addDeployment, addStatus } from '../../../demo/world/github/deployments.ts'
import type { Run } from '../../../demo/world/github/state.ts'
import type { PlanResult, RollbackPlan } from '../../../src/run/rollback.ts'
import { workflowCapture, workflowRollback } from '../../../src/targets/workflow/strategy.ts'
import type { WorkflowRollbackDeps } from '../../../src/targets/workflow/workflow-context.ts'
import { findDeviations } from '../../support/github-description.ts'
import {
  config,
  DEPLOY_FILE,
  deployYaml,
  type GithubStory,
  MINUTE_MS,
  type StoryWish,
  tellGithubStory,
} from '../../support/github-story.ts'

const never = new AbortController().signal
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

describe('finding the run to go back to', () => {
  let story: GithubStory

  const open = async (wish: StoryWish = {}) => {
    story = await tellGithubStory(wish)
  }
  afterEach(async () => {
    await story.close()
    expect(story.github.writes).toEqual([])
    expect(findDeviations(story.github.exchanges)).toEqual([])
  })

  const { environment: _, ...withoutEnvironment } = config
  const plan = (deps: Partial<WorkflowRollbackDeps> = {}, wish = withoutEnvironment as typeof config) =>
    workflowRollback(wish, story.deps(deps)).plan(never)
  const ready = (result: PlanResult): RollbackPlan => {
    if (result.kind !== 'ready') throw new Error(JSON.stringify(result))
    return result.plan
  }
  const repo = () => `${new URL(story.github.url).host}/octo/shop`
  const good = (back: number) => {
    const run = story.good.at(-back)
    if (run === undefined) throw new Error(`there are not ${back} good runs`)
    return run
  }
  /** A push whose jobs go as told, between the good ones and the bad one, in the list's eyes. */
  const push = (goes: Parameters<typeof story.github.story>[0], more: { branch?: string } = {}) => {
    story.github.story(goes)
    const [run] = story.github.push({ message: 'In between', ...more }).runs
    if (run === undefined) throw new Error('nothing was started')
    return run
  }
  /** The bad run is the newest again, as its guard would see it. */
  const deployBad = () => {
    story.github.story(({ job }) => (job === 'guard' ? { durationMs: 'held' } : { durationMs: MINUTE_MS }))
    const [run] = story.github.push({ message: 'Worse' }).runs
    if (run === undefined) throw new Error('nothing was started')
    story.pass(2 * MINUTE_MS)
    return { context: { ...story.deps().context, runId: run.id } }
  }

  it('takes the newest that deployed well, and says why, how, and how by hand', async () => {
    await open()
    expect(await plan()).toEqual({
      kind: 'ready',
      plan: {
        from: story.bad.sha,
        to: good(1).sha,
        actor: 'us',
        evidence: [
          'it is the newest good deploy by the list of runs',
          `run ${good(1).id} (${good(1).sha.slice(0, 7)}) succeeded, and its job deploy deployed ${good(1).sha.slice(0, 7)} 1h ago`,
        ],
        steps: [
          'POST /repos/octo/shop/deployments (task rollback, environment safe-landing-deploy.yml)',
          `POST /repos/octo/shop/actions/runs/${good(1).id}/rerun (attempt 2)`,
          'wait for the run, then verify',
        ],
        unknowns: [],
        manual: [`gh run rerun ${good(1).id} --repo ${repo()}`],
        apply: expect.any(Function),
        findNewerDeployment: expect.any(Function),
        conclude: expect.any(Function),
      },
    })
  })

  it.each([
    ['failed', () => ({ conclusion: 'failure' as const }), {}, 'it ended as failure'],
    [
      'did not deploy, though it is green',
      ({ job }: { job: string }) => (job === 'build' ? {} : { conclusion: 'skipped' as const }),
      {},
      'its job deploy is skipped',
    ],
    ['ran another branch', () => ({}), { branch: 'next' }, 'it ran next and not main'],
  ])('passes over one that %s, and says so', async (_, goes, more, reason) => {
    await open()
    const between = push(goes, more)
    story.pass(10 * MINUTE_MS)
    const { to, evidence } = ready(await plan(deployBad()))
    const name = `run ${between.id} (${between.sha.slice(0, 7)})`
    expect(evidence).toContain(`passed over: ${name}: ${reason}`)
    expect(to).toBe(good(1).sha)
  })

  it.each([12, 13, 14])(
    'names twelve of %d that it passed over without finding any, and how many more',
    async (count) => {
      await open({ goodDeploys: 0 })
      for (let index = 2; index < count; index += 1) push(() => ({ conclusion: 'failure' }))
      story.pass(10 * MINUTE_MS)
      story.github.finishJob(story.bad, 'guard', 'failure')
      const result = await plan(deployBad())
      if (result.kind !== 'no-target') throw new Error(JSON.stringify(result))
      const more = count === 12 ? [] : [`and ${count - 12} more`]
      expect(result.evidence.slice(0, 12).join('\n')).not.toContain('more')
      expect(result.evidence.slice(12)).toEqual(more)
    },
  )

  it('finds a good run on the tenth page', async () => {
    await open({ goodDeploys: 1 })
    for (let index = 0; index < 950; index += 1) push(() => ({ conclusion: 'failure', durationMs: 1_000 }))
    story.pass(10 * MINUTE_MS)
    expect(ready(await plan(deployBad())).to).toBe(good(1).sha)
  })

  it('takes a re-run of an old run for the newest deploy', async () => {
    await open({ goodDeploys: 3 })
    story.github.finishJob(story.bad, 'guard', 'failure')
    story.github.rerun(good(3))
    story.pass(10 * MINUTE_MS)
    expect(ready(await plan(deployBad())).to).toBe(good(3).sha)
  })

  it('does not fall for an index that is a month behind: it asks without filters', async () => {
    await open({ goodDeploys: 3 })
    story.github.state.frozen.filteredAtMs = story.clock.nowMs() - 30 * DAY_MS
    expect(ready(await plan()).to).toBe(good(1).sha)
    const lists = story.github.exchanges.filter(({ url }) => url.includes('/runs?'))
    expect(lists.every(({ url }) => /\/runs\?(per_page=100)(&page=\d+)?$/.test(url))).toBe(true)
  })

  it('looks once more when the list lacks this very run, and then says that it may be old', async () => {
    await open()
    story.github.state.frozen.allAtMs = story.bad.createdAtMs - 1
    const before = story.time.nowMs()
    const { unknowns } = ready(await plan())
    expect(unknowns).toEqual(["GitHub's list of runs lacks this very run, so that it may be out of date"])
    expect(story.time.nowMs() - before).toBe(5_000)
  })

  it('is not led astray by a list that is behind for a moment', async () => {
    await open()
    const { state } = story.github
    state.frozen.allAtMs = good(1).createdAtMs - 1
    state.timeline.after(1_000, () => {
      state.frozen.allAtMs = undefined
    })
    const { to, unknowns } = ready(await plan())
    expect([to, unknowns]).toEqual([good(1).sha, []])
  })

  describe('by the deployments of an environment', () => {
    it('takes the newest that ever succeeded there, though it is inactive now', async () => {
      await open()
      const { to, evidence } = ready(await plan({}, config))
      expect(to).toBe(good(1).sha)
      expect(evidence[0]).toBe('it is the newest good deploy by the deployments of production')
    })

    it('does not take one that succeeded and was found to be bad later', async () => {
      await open()
      const record = story.github.state.deployments.find(({ sha }) => sha === good(1).sha)
      if (record === undefined) throw new Error('there is no record')
      addStatus(story.github.state, record, { state: 'failure', logUrl: story.github.url })
      const { to, evidence } = ready(await plan({}, config))
      expect(to).toBe(good(2).sha)
      expect(evidence).toContain(
        `passed over: the deployment of ${good(1).sha.slice(0, 7)} to production: it ended as failure`,
      )
    })

    it('believes the records when a run deployed elsewhere, and says what the runs say', async () => {
      await open()
      story.github.finishJob(story.bad, 'guard', 'failure')
      story.github.story(() => ({ durationMs: MINUTE_MS }))
      const file = deployYaml({ environment: 'environment: staging' })
      const [staged] = story.github.push({ message: 'Stage', files: { [DEPLOY_FILE]: file } }).runs
      story.pass(10 * MINUTE_MS)
      const { to, unknowns } = ready(await plan(deployBad(), config))
      expect(to).toBe(good(1).sha)
      expect(unknowns.join()).toContain(
        `run ${staged?.id} (${staged?.sha.slice(0, 7)}) deployed later than run ${good(1).id}`,
      )
    })

    describe('where the same job deploys elsewhere as well', () => {
      /** The newest run of all has deployed to another environment. */
      const stageLater = async () => {
        await open()
        story.github.story(({ job }) =>
          job === 'guard' ? { durationMs: 'held' } : { durationMs: MINUTE_MS },
        )
        const file = deployYaml({ environment: 'environment: staging' })
        story.github.push({ message: 'Stage', files: { [DEPLOY_FILE]: file } })
        story.pass(10 * MINUTE_MS)
      }

      it('the later deployment there supersedes nothing here', async () => {
        await stageLater()
        expect(ready(await plan({}, config))).toMatchObject({ from: story.bad.sha, to: good(1).sha })
        expect(await plan()).toMatchObject({ kind: 'superseded' })
      })

      it('a person goes back from what runs here', async () => {
        await stageLater()
        story.github.finishJob(story.bad, 'guard', 'failure')
        const path = '.github/workflows/rollback.yml'
        const files = { [path]: 'on: workflow_dispatch\njobs: { rollback: {} }' }
        for (const one of story.github.push({ branch: 'tools', files }).runs) story.github.cancel(one)
        story.github.story(() => ({ durationMs: 'held' }))
        story.github.state.branches.set('main', story.github.state.branches.get('tools') ?? '')
        const run = story.github.dispatch(path, 'main')
        const context = { ...story.deps().context, runId: run.id, job: 'rollback' }
        const found = await plan({ context, isManual: true }, { ...config, workflow: 'deploy.yml' })
        expect(ready(found)).toMatchObject({ from: story.bad.sha, to: good(1).sha })
      })
    })

    it('falls back to the runs when nothing was recorded, and says so', async () => {
      await open({
        file: deployYaml({ environment: 'environment: { name: production, deployment: false }' }),
      })
      const { to, unknowns } = ready(await plan({}, config))
      expect(to).toBe(good(1).sha)
      expect(unknowns).toEqual([
        'whether it was deployed to production: there is no record of any good deployment',
      ])
    })

    it('skips records of other tools and of our own', async () => {
      await open()
      const { state } = story.github
      const createdAtMs = story.bad.createdAtMs - 1
      const foreign = addDeployment(state, {
        sha: good(2).sha,
        ref: 'main',
        environment: 'production',
        createdAtMs,
      })
      addStatus(state, foreign, { state: 'success', logUrl: 'https://ci.example/1' })
      expect(ready(await plan({}, config)).to).toBe(good(2).sha)
      const ours = addDeployment(state, {
        sha: good(1).sha,
        ref: 'main',
        environment: 'production',
        task: 'rollback',
      })
      addStatus(state, ours, { state: 'success', logUrl: story.github.url })
      expect(ready(await plan({}, config)).to).toBe(good(2).sha)
    })
  })

  describe('by what the user wants', () => {
    it.each([
      ['a run', () => String(good(3).id)],
      ['a commit', () => good(3).sha],
      ['the beginning of a commit', () => `${good(3).sha.slice(0, 10)}`],
    ])('%s', async (_, revision) => {
      await open({ goodDeploys: 3 })
      const result = ready(await plan({ rollbackTo: { kind: 'revision', revision: revision() } }))
      expect(result.to).toBe(good(3).sha)
      expect(result.evidence[0]).toBe(`rollback-to names it: ${revision()}`)
    })

    it('so many good versions back', async () => {
      await open({ goodDeploys: 3 })
      expect(ready(await plan({ rollbackTo: { kind: 'back', count: 2 } })).to).toBe(good(2).sha)
      expect(await plan({ rollbackTo: { kind: 'back', count: 4 } })).toMatchObject({
        kind: 'no-target',
        reason: 'only 3 of 4 good versions back were found',
      })
    })

    it('what was captured before the deploy', async () => {
      await open({ goodDeploys: 3 })
      const { to, evidence } = ready(await plan({ captured: String(good(2).id) }))
      expect(to).toBe(good(2).sha)
      expect(evidence[0]).toBe('it was the newest good deploy before this one, as the capture step recorded')
    })

    it.each([
      ['main', 'not-found', 'rollback-to: main is neither a commit nor the number of a run'],
      ['42', 'not-found', 'run 42 does not exist in octo/shop, or github-token may not see it'],
    ])('but not %s', async (revision, code, message) => {
      await open()
      await expect(plan({ rollbackTo: { kind: 'revision', revision } })).rejects.toMatchObject({
        code,
        message,
      })
    })

    it('but not a run of another workflow', async () => {
      await open()
      const other = '.github/workflows/other.yml'
      const { runs } = story.github.push({ files: { [other]: 'on: push\njobs: { deploy: {} }' } })
      const run = runs.find(({ workflow }) => workflow.path === other)
      await expect(
        plan({ rollbackTo: { kind: 'revision', revision: String(run?.id) } }),
      ).rejects.toMatchObject({
        code: 'refused',
        message: expect.stringContaining('belongs to another workflow'),
      })
    })

    it('but not a commit that never deployed', async () => {
      await open()
      const revision = 'deadbeefdeadbeef'
      expect(await plan({ rollbackTo: { kind: 'revision', revision } })).toMatchObject({
        kind: 'no-target',
        evidence: [`${revision}: all 3 runs of the workflow, unfiltered have no such commit`],
      })
    })
  })

  describe('by runs that share one commit', () => {
    const PATH = '.github/workflows/button.yml'
    const EVENTS = '[repository_dispatch, workflow_run, schedule]'
    const FILE = `
on: { workflow_dispatch: { inputs: { version: { required: true } } } }
jobs: { deploy: { environment: production }, guard: { needs: deploy } }
`
    /** Three runs of the same commit, the last of which has deployed a bad version. */
    const threeRuns = async (begin: () => Run | undefined, file = FILE) => {
      await open({ goodDeploys: 0 })
      story.github.finishJob(story.bad, 'guard', 'failure')
      story.github.story(() => ({ durationMs: MINUTE_MS }))
      story.github.push({ files: { [PATH]: file } })
      story.pass(10 * MINUTE_MS)
      const first = begin()
      story.pass(10 * MINUTE_MS)
      const second = begin()
      story.pass(10 * MINUTE_MS)
      story.github.story(({ job }) => ({ durationMs: job === 'guard' ? 'held' : MINUTE_MS }))
      const bad = begin()
      story.pass(2 * MINUTE_MS)
      if (first === undefined || second === undefined || bad === undefined) throw new Error('no run')
      return { first, second, bad, deps: { context: { ...story.deps().context, runId: bad.id } } }
    }
    const press = () => threeRuns(() => story.github.dispatch(PATH, 'main', { version: '1.2.3' }))
    const marker = (more: object, createdAtMs: number) => {
      const payload = { v: 1, from_attempt: 1, from_sha: story.bad.sha, to_sha: story.bad.sha, ...more }
      const { state } = story.github
      const place = { environment: 'safe-landing-button.yml', task: 'rollback', ref: 'main' }
      return addDeployment(state, { ...place, sha: story.bad.sha, payload, createdAtMs })
    }

    it.each([
      ['the list of runs', withoutEnvironment as typeof config],
      ['the deployments of production', config],
    ])('takes the good one before, by its number and by %s', async (source, wish) => {
      const { second, bad, deps } = await press()
      const found = ready(await plan(deps, wish))
      expect(found).toMatchObject({ from: String(bad.id), to: String(second.id) })
      expect(found.evidence.slice(0, 2)).toEqual([
        `it is the newest good deploy by ${source}`,
        `run ${second.id} (${second.sha.slice(0, 7)}) succeeded, and its job deploy deployed 11m ago`,
      ])
      expect(found.manual).toEqual([`gh run rerun ${second.id} --repo ${repo()}`])
    })

    it.each(['repository_dispatch', 'workflow_run', 'schedule'])('also by %s', async (event) => {
      const file = FILE.replace(/^on: .*$/m, `on: ${EVENTS}`)
      const begin = () => story.github.start('main', { event }).find(({ workflow }) => workflow.path === PATH)
      const { second, deps } = await threeRuns(begin, file)
      expect(ready(await plan(deps)).to).toBe(String(second.id))
    })

    it('takes the one that a person names by its number, or that was captured', async () => {
      const { first, deps } = await press()
      const revision = String(first.id)
      const named = await plan({ ...deps, rollbackTo: { kind: 'revision', revision } })
      expect(ready(named).to).toBe(revision)
      expect(ready(await plan({ ...deps, captured: revision })).to).toBe(revision)
      expect(ready(await plan({ ...deps, rollbackTo: { kind: 'back', count: 2 } })).to).toBe(revision)
    })

    it('takes none by a commit that several share, and names them', async () => {
      const { first, second, deps } = await press()
      const result = await plan({ ...deps, rollbackTo: { kind: 'revision', revision: first.sha } })
      expect(result).toMatchObject({
        kind: 'no-target',
        evidence: [expect.stringContaining(`the runs ${second.id}, ${first.id} share this commit`)],
      })
    })

    it('takes none that was rolled back from, though its commit is that of the good one', async () => {
      const { first, second, deps } = await press()
      const [from_version, to_version] = [`run ${second.id}`, `run ${first.id}`]
      const facts = { from_run: second.id, from_version, to_version, to_run: first.id, to_attempt: 2 }
      story.pass(70 * MINUTE_MS)
      marker(facts, story.clock.nowMs() - 75 * MINUTE_MS)
      const found = ready(await plan(deps))
      expect(found.to).toBe(String(first.id))
      expect(found.evidence).toContainEqual(
        expect.stringContaining(
          `run ${second.id} (${second.sha.slice(0, 7)}): it was rolled back from 1h15m ago`,
        ),
      )
    })

    it('takes one from which a rollback was refused, however long ago', async () => {
      const { first, second, deps } = await press()
      const [from_version, to_version] = [`run ${second.id}`, `run ${first.id}`]
      const facts = { from_run: second.id, from_version, to_version, to_run: first.id, to_attempt: 2 }
      story.pass(70 * MINUTE_MS)
      const record = marker(facts, story.clock.nowMs() - 75 * MINUTE_MS)
      addStatus(story.github.state, record, { state: 'error', logUrl: story.github.url })
      expect(ready(await plan(deps)).to).toBe(String(second.id))
    })

    it('a dispatch with a commit as its input needs a run that stands for its commit', async () => {
      const { deps } = await press()
      const strategy = { kind: 'dispatch', inputs: [{ name: 'version', value: '{sha}' }] } as const
      expect(await plan(deps, { ...(withoutEnvironment as typeof config), strategy })).toMatchObject({
        kind: 'no-target',
        evidence: expect.arrayContaining([
          expect.stringContaining('started by workflow_dispatch, so its commit need not be what it deployed'),
        ]),
      })
    })
  })

  describe('by the job that deploys', () => {
    const called = '.github/workflows/rollout.yml'
    const caller = `
on: push
jobs:
  build: {}
  deploy: { needs: build, uses: ./.github/workflows/rollout.yml }
  guard: { needs: deploy }
`
    const rollout = `
on: workflow_call
jobs:
  rollout: { environment: production }
  notify-failure: { needs: rollout }
`
    const names = 'jobs: { ship: { name: Ship it, environment: production }, guard: { needs: ship } }'
    const deployed = async (files: Record<string, string>) => {
      await open({ goodDeploys: 0 })
      story.github.finishJob(story.bad, 'guard', 'failure')
      const skips = (job: string) =>
        job === 'deploy/notify-failure' ? { conclusion: 'skipped' as const } : {}
      story.github.story(({ job }) => ({ durationMs: MINUTE_MS, ...skips(job) }))
      const [run] = story.github.push({ files }).runs
      story.pass(10 * MINUTE_MS)
      story.github.story(({ job }) => ({ durationMs: job === 'guard' ? 'held' : MINUTE_MS, ...skips(job) }))
      const [bad] = story.github.push({ message: 'Worse' }).runs
      story.pass(3 * MINUTE_MS)
      if (run === undefined || bad === undefined) throw new Error('no run')
      return { run, deps: { context: { ...story.deps().context, runId: bad.id } } }
    }

    it.each(['deploy', 'Deploy', 'rollout', 'deploy / rollout'])(
      'a called workflow deployed that skipped its report of a failure: %s',
      async (deployJob) => {
        const { run, deps } = await deployed({ [DEPLOY_FILE]: caller, [called]: rollout })
        expect(ready(await plan(deps, { ...config, deployJob })).to).toBe(run.sha)
      },
    )

    it.each(['ship', 'SHIP', 'Ship it', 'ship it'])(
      'by its key or its name, in any case: %s',
      async (deployJob) => {
        const { run, deps } = await deployed({ [DEPLOY_FILE]: `on: push\n${names}` })
        expect(ready(await plan(deps, { ...config, deployJob })).to).toBe(run.sha)
      },
    )

    it('by its name alone where the file may not be read', async () => {
      const { run, deps } = await deployed({ [DEPLOY_FILE]: `on: push\n${names}` })
      const github = story.client(story.github.token({ actions: 'read', deployments: 'read' }))
      expect(ready(await plan({ ...deps, github }, { ...config, deployJob: 'Ship it' })).to).toBe(run.sha)
    })

    it('is listed with all others where none has the name', async () => {
      const { deps } = await deployed({ [DEPLOY_FILE]: `on: push\n${names}` })
      expect(await plan(deps, { ...config, deployJob: 'rollout' })).toMatchObject({
        kind: 'no-target',
        hint: 'No job is called rollout. The jobs are: Ship it, guard. Give the one that deploys as deploy-job.',
      })
    })

    it('is not doubted where it was only skipped', async () => {
      await open({ goodDeploys: 0 })
      push(({ job }) => (job === 'build' ? {} : { conclusion: 'skipped' }))
      story.pass(10 * MINUTE_MS)
      expect(await plan(deployBad())).toMatchObject({ kind: 'no-target', hint: undefined })
    })
  })

  describe('by what has been begun', () => {
    const manual = { isManual: true }
    /** The guard of the bad run has put the good one back, and its re-run is as far as this. */
    const putBack = async (state: 'in_progress' | 'success') => {
      await open({ goodDeploys: 2 })
      const { github, bad } = story
      github.finishJob(bad, 'guard', 'failure')
      github.story(({ job }) => ({
        durationMs: job === 'build' && state === 'in_progress' ? 'held' : MINUTE_MS,
      }))
      github.rerun(good(1))
      const payload = {
        v: 1,
        from_run: bad.id,
        from_attempt: 1,
        from_sha: bad.sha,
        to_sha: good(1).sha,
        to_run: good(1).id,
        to_attempt: 2,
      }
      const record = addDeployment(github.state, {
        environment: 'safe-landing-deploy.yml',
        task: 'rollback',
        ref: 'main',
        sha: good(1).sha,
        payload,
      })
      addStatus(github.state, record, { state, logUrl: `${github.url}/o/r/actions/runs/${good(1).id}` })
      story.pass(10 * MINUTE_MS)
      const path = '.github/workflows/rollback.yml'
      const files = { [path]: 'on: workflow_dispatch\njobs: { rollback: {} }' }
      for (const run of github.push({ branch: 'tools', files }).runs) github.cancel(run)
      github.story(({ job }) => ({ durationMs: job === 'rollback' ? 'held' : MINUTE_MS }))
      const run = github.dispatch(path, 'tools')
      const context = { ...story.deps().context, runId: run.id, job: 'rollback', refType: 'tag' as const }
      return { ...manual, context }
    }
    const wish = { ...(withoutEnvironment as typeof config), workflow: 'deploy.yml' }

    it('a person who requests what the guard is doing follows it', async () => {
      const deps = await putBack('in_progress')
      for (const rollbackTo of [
        { kind: 'previous' } as const,
        { kind: 'revision', revision: good(1).sha } as const,
      ]) {
        const found = ready(await plan({ ...deps, rollbackTo }, wish))
        expect(found).toMatchObject({
          from: story.bad.sha,
          to: good(1).sha,
          evidence: [`run ${story.bad.id} has requested this rollback, and it is under way`],
        })
      }
      const { apply } = ready(await plan(deps, wish))
      story.github.finishJob(good(1), 'build')
      story.pass(10 * MINUTE_MS)
      expect(await apply(() => undefined, never)).toMatchObject({
        kind: 'in-place',
        run: { id: String(good(1).id) },
      })
    })

    it('a person who requests the previous one after a rollback gets what ran before the good one', async () => {
      const found = ready(await plan(await putBack('success'), wish))
      expect(found).toMatchObject({ from: good(1).sha, to: good(2).sha })
    })

    it('a person who names what runs already gets it verified, and nothing is requested', async () => {
      const deps = await putBack('success')
      const revision = good(1).sha.slice(0, 9)
      const found = ready(await plan({ ...deps, rollbackTo: { kind: 'revision', revision } }, wish))
      expect(found).toMatchObject({ from: good(1).sha, to: good(1).sha, manual: [] })
      expect(await found.apply(() => undefined, never)).toEqual({ kind: 'in-place' })
    })
  })

  it('has no target when nothing was ever deployed well, and lists the candidates', async () => {
    await open({ goodDeploys: 0 })
    const first = push(() => ({ conclusion: 'failure' }))
    expect(await plan(deployBad())).toMatchObject({
      kind: 'no-target',
      reason: 'no earlier run that deployed well was found',
      evidence: expect.arrayContaining([
        expect.stringContaining(`run ${first.id}`),
        'looked at: all 3 runs of the workflow, unfiltered',
      ]),
    })
  })

  it('never slides silently to an older run when the good one cannot be run again', async () => {
    await open({ goodDeploys: 1, gapMs: 40 * DAY_MS })
    expect(await plan()).toMatchObject({
      kind: 'no-target',
      reason: expect.stringMatching(
        /^run \d+ \(\w{7}\) is the one to go back to, but it cannot be run again: GitHub runs nothing again/,
      ),
      hint: expect.stringContaining('workflow-strategy: dispatch'),
    })
  })

  it.each([
    ['', 'jobs: { ship: { name: Ship it, environment: production } }'],
    [' beside another', 'jobs: { lint: {}, ship: { name: Ship it, environment: production } }'],
  ])('finds the job that this step runs in%s by its runner when no deploy-job is given', async (_, jobs) => {
    await open()
    const file = `on: push\n${jobs}`
    story.github.finishJob(story.bad, 'guard', 'failure')
    story.github.story(() => ({ durationMs: MINUTE_MS }))
    story.github.push({ message: 'One job', files: { [DEPLOY_FILE]: file } })
    story.pass(10 * MINUTE_MS)
    story.github.story(() => ({ durationMs: 'held' }))
    const [bad] = story.github.push({ message: 'Bad job' }).runs
    if (bad === undefined) throw new Error('nothing was started')
    const env = story.github.env(bad, 'ship')
    const context = { ...story.deps().context, runId: bad.id, job: 'ship', runnerName: env.RUNNER_NAME ?? '' }
    const { deployJob: __, ...wish } = withoutEnvironment
    const { evidence, unknowns } = ready(await plan({ context }, wish as typeof config))
    expect(evidence[1]).toContain('its job Ship it deployed')
    expect(unknowns).toEqual([])
  })

  it('finds what runs now when a person orders it from another workflow', async () => {
    await open({ goodDeploys: 3 })
    const path = '.github/workflows/rollback.yml'
    story.github.finishJob(story.bad, 'guard', 'failure')
    story.github.story(() => ({ durationMs: 'held' }))
    story.github.push({ branch: 'tools', files: { [path]: 'on: workflow_dispatch\njobs: { rollback: {} }' } })
    story.github.state.branches.set('main', story.github.state.branches.get('tools') ?? '')
    const run = story.github.dispatch(path, 'main')
    const context = { ...story.deps().context, runId: run.id, job: 'rollback' }
    const wish = { ...(withoutEnvironment as typeof config), workflow: 'deploy.yml' }
    const { from, to } = ready(await plan({ context, isManual: true }, wish))
    expect([from, to]).toEqual([story.bad.sha, good(1).sha])
  })

  it('says which workflows exist when the one that is named does not', async () => {
    await open()
    const wish = { ...(withoutEnvironment as typeof config), workflow: 'deplyo.yml' }
    await expect(plan({}, wish)).rejects.toMatchObject({
      code: 'not-found',
      message: 'workflow: deplyo.yml does not exist in octo/shop',
      hint: 'Give the file name of one of them: deploy.yml.',
    })
  })

  it('names the permission when the history may not be read', async () => {
    await open()
    const token = story.github.token({ deployments: 'write' })
    expect(await plan({ github: story.client(token) })).toMatchObject({
      kind: 'no-target',
      reason: 'the history could not be read: Resource not accessible by integration',
      hint: expect.stringContaining('`permissions: { actions: read }`'),
    })
  })

  it('needs nothing but reading', async () => {
    await open()
    const token = story.github.token({ actions: 'read', deployments: 'read', contents: 'read' })
    expect(ready(await plan({ github: story.client(token) }, config)).to).toBe(good(1).sha)
  })

  it('captures before a deploy which run it would go back to, and warns when there is none', async () => {
    await open({ goodDeploys: 1 })
    const capture = () => workflowCapture(config, story.deps()).capture(never)
    expect(await capture()).toEqual({ revision: String(good(1).id), warnings: [] })
    story.pass(40 * DAY_MS)
    expect((await capture()).warnings[0]?.text).toContain('cannot be run again')
    await story.close()
    await open({ goodDeploys: 0 })
    expect((await capture()).warnings[0]?.text).toContain('a rollback would find no target')
  })
})
