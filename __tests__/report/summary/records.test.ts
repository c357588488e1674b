import type { LandingFigures } from '../../../src/github/model/landing-history.ts'
import type { GithubRecords } from '../../../src/report/run-story.ts'
import { historySection } from '../../../src/report/summary/history.ts'
import { pipelineSection } from '../../../src/report/summary/stages.ts'
import { renderSummary } from '../../../src/report/summary/summary.ts'
import { RECORDS } from '../records.ts'
import { tellStory } from '../stories.ts'

async function tellWith(records: GithubRecords | undefined) {
  return { ...(await tellStory('healthy')), records }
}

function withFigures(figures: Partial<LandingFigures>): GithubRecords {
  const { landings } = RECORDS
  if (landings?.kind !== 'read') throw new Error('the records have landings')
  return {
    landings: {
      ...landings,
      value: { ...landings.value, figures: { ...landings.value.figures, ...figures } },
    },
  }
}

describe('the stages of the run', () => {
  it('stand beside their usual times, and only what is far from them is called slower', async () => {
    expect(pipelineSection(await tellWith(RECORDS))).toMatchSnapshot()
  })

  it('leave out steps of a few seconds, unless they failed', async () => {
    const section = pipelineSection(await tellWith(RECORDS))
    expect(section).not.toContain('Set up job')
    expect(section).toContain('Scan (failure)')
  })

  it.each([
    [60_000_000, '| From the start of the deployment, the target of 16h40m: ✅ met | 1m50s |  |'],
    [60_000, '| From the start of the deployment, the target of 1m: ❌ missed | 1m50s |  |'],
  ])('end with the target of the team', async (landingTargetMs, expected) => {
    const { context, ...story } = await tellWith(RECORDS)
    const settings = { ...context.settings, landingTargetMs }
    expect(pipelineSection({ ...story, context: { ...context, settings } })).toContain(expected)
  })

  it('say how many runs are missing to know what is usual', async () => {
    const { pipeline } = RECORDS
    if (pipeline?.kind !== 'read') throw new Error('the records have a pipeline')
    const few = { ...pipeline, value: { ...pipeline.value, comparedRuns: 1 } }
    expect(pipelineSection(await tellWith({ pipeline: few }))).toContain(
      'Only 1 earlier run is comparable; 5 are needed to say what is usual.',
    )
  })
})

describe('the last landings', () => {
  it('say version, result, time and who, and the figures with how many they rest on', async () => {
    expect(historySection(await tellWith(RECORDS))).toMatchSnapshot()
  })

  it('say of few that they are not enough', async () => {
    const section = historySection(await tellWith(withFigures({ ended: 4, restored: 2 })))
    expect(section).toContain('- Change failure rate: not enough on record (4 of 5 landings)')
    expect(section).toContain('- Time to restore: not enough on record (2 of 3 failures that are over)')
  })
})

describe('the summary', () => {
  it('has both folded, whatever the run was for', async () => {
    const folded = '<details><summary>The last landings</summary>'
    expect(renderSummary(await tellWith(RECORDS))).toContain(folded)
    expect(renderSummary({ ...(await tellStory('validated')), records: RECORDS })).toContain(folded)
  })

  it('has a line in place of each that was asked for and could not be read', async () => {
    const leftOut = { kind: 'left-out', why: 'GitHub refused it. Add `actions: read`' } as const
    const summary = renderSummary(await tellWith({ pipeline: leftOut, landings: leftOut }))
    expect(summary.match(/are left out: GitHub refused it\. Add <code>actions: read<\/code>/g)).toHaveLength(
      2,
    )
  })

  it('has nothing of them where nobody asked', async () => {
    const summary = renderSummary(await tellWith(undefined))
    expect(summary).not.toMatch(/pipeline|landings|left out/)
  })
})
