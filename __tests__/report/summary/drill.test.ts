import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom'
import fc from 'fast-check'
import type { RunStory } from '../../../src/report/run-story.ts'
import { drillSection, measureDrill, renderDrillReport } from '../../../src/report/summary/drill.ts'
import { anyText } from '../../support/any-text.ts'
import { tellStory } from '../stories.ts'

describe('a drill', () => {
  async function drill(
    result: 'rolled-back' | 'rollback-failed' | 'healthy',
    recoveryTargetMs: number,
  ): Promise<RunStory> {
    const story = await tellStory(result)
    const settings = { ...story.context.settings, recoveryTargetMs }
    return { ...story, context: { ...story.context, settings } }
  }

  it('is met when the service is back in time', async () => {
    expect(drillSection(await drill('rolled-back', 300_000))).toBe(
      [
        '| | Measure | Took | Target |',
        '| :--- | :--- | :--- | :--- |',
        '| ✅ met | Back on a healthy version | yes | yes |',
        '| ✅ met | Time to recover, from the start of the watch | 2m30s | at most 5m |',
      ].join('\n'),
    )
  })

  it.each([
    ['it takes longer', 'rolled-back', 149_000, [true, false]],
    ['it takes just that long', 'rolled-back', 151_000, [true, true]],
    ['the service is not back at all', 'rollback-failed', 3_600_000, [false, false]],
  ] as const)('when %s', async (_, result, targetMs, met) => {
    expect(measureDrill(await drill(result, targetMs)).map(({ isMet }) => isMet)).toEqual(met)
  })

  it('says nothing when nothing was rolled back, or nobody set a target', async () => {
    expect(drillSection(await drill('healthy', 300_000))).toBeUndefined()
    expect(drillSection(await tellStory('rolled-back'))).toBeUndefined()
  })

  it('is a test report that test reporters read, with a failed case for what was missed', async () => {
    const { attributes, cases } = parse(await drill('rolled-back', 149_000))
    expect(attributes).toEqual({
      name: 'Safe Landing: rollback drill',
      tests: '2',
      failures: '1',
      time: '150.219',
      timestamp: '2026-11-25T03:04:05.000Z',
    })
    expect(cases).toEqual([
      { name: 'Back on a healthy version', time: '0.000', failure: undefined },
      {
        name: 'Time to recover, from the start of the watch',
        time: '150.219',
        failure: '2m30s, and the target is at most 2m29s',
      },
    ])
  })

  it('is well-formed XML whatever the reason holds', async () => {
    await fc.assert(
      fc.asyncProperty(anyText(), fc.string({ unit: 'grapheme' }), async (one, other) => {
        const story = await drill('rollback-failed', 60_000)
        const reason = `${one}]]></failure>"&\u0000\uFFFE${other}`
        expect(parse({ ...story, outcome: { ...story.outcome, reason } }).cases).toHaveLength(2)
      }),
    )
  })
})

/** Throws for what is not well-formed. */
function parse(story: RunStory) {
  const parser = new DOMParser({ onError: onErrorStopParsing })
  const suite = parser.parseFromString(renderDrillReport(story) ?? '', 'text/xml').documentElement
  const attributes = Object.fromEntries(
    [...(suite?.attributes ?? [])].map(({ name, value }) => [name, value]),
  )
  const cases = [...(suite?.getElementsByTagName('testcase') ?? [])].map((one) => ({
    name: one.getAttribute('name'),
    time: one.getAttribute('time'),
    failure: one.getElementsByTagName('failure')[0]?.getAttribute('message'),
  }))
  return { attributes, cases }
}
