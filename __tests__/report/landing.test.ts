import { renderJsonReport } from '../../src/report/json-report.ts'
import { measureLanding } from '../../src/report/landing.ts'
import type { RunStory } from '../../src/report/run-story.ts'
import { renderSummary } from '../../src/report/summary/summary.ts'
import { tellStory } from './stories.ts'

async function landing(
  result: Parameters<typeof tellStory>[0],
  landingTargetMs: number,
  begunMs?: number,
): Promise<RunStory> {
  const { outcome, context, ...story } = await tellStory(result)
  const { verification } = outcome
  if (verification === undefined) throw new Error('it was not verified')
  const deployBegunAtMs = begunMs ?? verification.startedAtMs
  return {
    ...story,
    outcome: { ...outcome, verification: { ...verification, deployBegunAtMs } },
    context: { ...context, settings: { ...context.settings, landingTargetMs } },
  }
}

const lineOf = (story: RunStory) =>
  renderSummary(story)
    .split('\n')
    .find((line) => line.startsWith('**Landing:**'))

const reported = (story: RunStory) => JSON.parse(renderJsonReport(story)).outcome.landing

describe('the target time of a landing', () => {
  it('is met, counted from the start of the deployment', async () => {
    const story = await landing('healthy', 600_000, -60_000)
    const { endedAtMs = 0 } = story.outcome.verification ?? {}
    expect(measureLanding(story)).toEqual({ targetMs: 600_000, tookMs: endedAtMs + 60_000, isMet: true })
    expect(lineOf(story)).toMatch(/^\*\*Landing:\*\* it took [\dms]+; the target of 10m was met\.$/)
    expect(reported(story)).toEqual({ targetMs: 600_000, tookMs: endedAtMs + 60_000, isMet: true })
  })

  it('is missed by one millisecond, and met to the millisecond', async () => {
    const { outcome } = await landing('healthy', 1_000)
    const { startedAtMs = 0, endedAtMs = 0 } = outcome.verification ?? {}
    const tookMs = endedAtMs - startedAtMs
    expect(measureLanding(await landing('healthy', tookMs))?.isMet).toBe(true)
    const late = await landing('healthy', tookMs - 1)
    expect(measureLanding(late)?.isMet).toBe(false)
    expect(late.outcome.result).toBe('healthy')
    expect(lineOf(late)).toMatch(/ was missed\.$/)
  })

  it.each(['rolled-back', 'unhealthy', 'no-target'] as const)('is missed by %s', async (result) => {
    const story = await landing(result, 600_000)
    expect(reported(story)).toEqual({ targetMs: 600_000, isMet: false })
    expect(lineOf(story)).toBe('**Landing:** it did not land healthy; the target of 10m was missed.')
  })

  it('is neither without a verdict on the version, nor without a target', async () => {
    expect(measureLanding(await landing('inconclusive', 600_000))).toBeUndefined()
    const story = await tellStory('healthy')
    expect(measureLanding(story)).toBeUndefined()
    expect(reported(story)).toBeUndefined()
    expect(lineOf(story)).toBeUndefined()
  })
})
