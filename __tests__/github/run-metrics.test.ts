import { runMetrics, runProbe } from '../../src/github/run-metrics.ts'
import { findDeviations } from '../support/github-description.ts'
import { type GithubStory, MINUTE_MS, tellGithubStory } from '../support/github-story.ts'

const never = new AbortController().signal

describe('the runs of a workflow as a signal', () => {
  let story: GithubStory

  beforeEach(async () => {
    story = await tellGithubStory({ goodDeploys: 3 })
  })
  afterEach(async () => {
    await story.close()
    expect(findDeviations(story.github.exchanges)).toEqual([])
  })

  const source = (more: { readonly token?: string; readonly workflow?: string } = {}) => {
    const { context } = story.deps()
    const { workflow } = more
    const github = story.client(more.token)
    return runMetrics({ github, clock: story.time, context, ...(workflow === undefined ? {} : { workflow }) })
  }

  it('are those of the branch that are over, oldest first, with how they ended and how long they took', async () => {
    story.github.story(() => ({ durationMs: MINUTE_MS, conclusion: 'failure' }))
    const [failed] = story.github.push({ message: 'Fails' }).runs
    story.github.push({ branch: 'next', message: 'Elsewhere' })
    story.pass(10 * MINUTE_MS)
    const [cancelled] = story.github.push({ message: 'Is cancelled' }).runs
    if (cancelled) story.github.cancel(cancelled)

    expect(await source().sample(never)).toEqual([
      {
        signal: 'runs',
        atMs: story.time.nowMs(),
        reading: {
          kind: 'runs',
          runs: [
            ...story.good.map(({ id }) => ({
              id: String(id),
              succeeded: true,
              durationMs: 3 * MINUTE_MS,
              isOfThisDeploy: false,
            })),
            { id: String(failed?.id), succeeded: false, durationMs: MINUTE_MS, isOfThisDeploy: true },
          ],
        },
      },
    ])
  })

  it('cost nothing of the rate limit while nothing changes', async () => {
    const runs = source({ workflow: 'deploy.yml' })
    await runs.sample(never)
    await runs.sample(never)
    expect(story.github.exchanges.map(({ status }) => status)).toEqual([200, 200, 200, 304, 304, 304])
  })

  it('are unreadable, and evidence of neither good nor bad health, without the permission', async () => {
    const token = story.github.token({ contents: 'read' })
    const [look] = await source({ token }).sample(never)
    expect(look?.reading).toEqual({
      kind: 'unreadable',
      reason: expect.stringMatching(
        /Resource not accessible by integration.*permissions: \{ actions: read \}/,
      ),
    })
  })

  it('stop with the reason of whoever aborts', async () => {
    const reason = new Error('the job was cancelled')
    await expect(source().sample(AbortSignal.abort(reason))).rejects.toBe(reason)
  })

  describe('as the only check', () => {
    const probe = (token?: string) => {
      const { context } = story.deps()
      return runProbe({ github: story.client(token), clock: story.time, context })
    }
    const look = async (token?: string) => await probe(token).probe({ kind: 'any' }, never)

    it('pass while the newest that says anything succeeded, and fail when it failed', async () => {
      expect(await look()).toMatchObject({ check: 'runs of the workflow', result: 'pass' })
      story.github.story(() => ({ durationMs: MINUTE_MS, conclusion: 'failure' }))
      const [failed] = story.github.push({ message: 'Fails' }).runs
      story.pass(10 * MINUTE_MS)
      expect(await look()).toMatchObject({ result: 'fail', reason: `run ${failed?.id} failed` })
      story.github.story(() => ({ durationMs: MINUTE_MS }))
      const good = story.good.at(-1)
      if (good) story.github.rerun(good)
      story.pass(10 * MINUTE_MS)
      expect((await look()).result).toBe('pass')
    })

    it('are no data before the first, and an error when they cannot be read', async () => {
      expect((await look(story.github.token({}))).result).toBe('error')
      await story.close()
      story = await tellGithubStory({ goodDeploys: 0 })
      expect((await look()).result).toBe('nodata')
    })
  })
})
