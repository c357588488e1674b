import { renderAnnotations } from '../../src/report/annotations.ts'
import {
  renderBugAnnotations,
  renderBugSummary,
  renderInvalidAnnotations,
} from '../../src/report/error-pages.ts'
import { renderInvalidOutputs, renderOutputs } from '../../src/report/outputs.ts'
import { contextOf, STORIES, tellStory } from './stories.ts'

describe('the outputs', () => {
  it.each(STORIES)('of %s are complete', async (result) => {
    expect(renderOutputs(await tellStory(result))).toMatchSnapshot()
  })

  it('of an unknown health say neither true nor false', async () => {
    expect(renderOutputs(await tellStory('superseded')).healthy).toBe('')
  })

  it('of a run with wrong inputs are complete too', () => {
    const outputs = renderInvalidOutputs([{ input: 'interval', actual: '5', expected: 'a duration' }])
    expect(Object.keys(outputs)).toEqual(
      Object.keys(
        renderOutputs({
          outcome: { result: 'healthy', reason: '', timings: {} },
          events: [],
          context: contextOf('healthy'),
        }),
      ),
    ) // prettier-ignore
    expect(outputs).toMatchObject({ result: 'invalid', healthy: '', 'rolled-back': 'false' })
  })

  it.each([
    ['/tmp/safe-landing-a/report.json', '/tmp/safe-landing-a'],
    ['D:\\a\\_temp\\safe-landing-a\\report.json', 'D:\\a\\_temp\\safe-landing-a'],
  ])('name the folder of %s', (reportPath, folder) => {
    const context = { ...contextOf('healthy'), reportPath }
    const outcome = { result: 'healthy', reason: '', timings: {} } as const
    expect(renderOutputs({ outcome, events: [], context })).toMatchObject({
      report: reportPath,
      'report-folder': folder,
    })
  })

  it('have a reason of one line', () => {
    const reason = 'a\n::set-output name=x::y\r\nb'
    const outcome = { result: 'unhealthy', reason, timings: {} } as const
    expect(renderOutputs({ outcome, events: [], context: contextOf('unhealthy') }).reason).toBe(
      'a ::set-output name=x::y b',
    )
  })
})

describe('the annotations', () => {
  it.each([
    ['guard', []],
    ['capture', []],
    ['validate', ['a tag can be moved. Deploy by digest']],
  ] as const)('of mode: %s hold advice that is the same on every deploy: %j', (mode, expected) => {
    const events = [
      { atMs: 0, kind: 'warned', text: 'a tag can be moved', hint: 'Deploy by digest', isAdvice: true },
    ] as const
    const outcome = { result: 'healthy', reason: '', timings: {} } as const
    const annotations = renderAnnotations({ outcome, events, context: { ...contextOf('healthy'), mode } })
    expect(annotations.slice(1).map(({ message }) => message)).toEqual(expected)
  })

  it('say a hint once', () => {
    const hint = 'Add permissions: { deployments: write }'
    const events = [{ atMs: 0, kind: 'warned', text: 'the record could not be corrected', hint }] as const
    const outcome = { result: 'guard-stopped', reason: 'no marker', hint, timings: {} } as const
    const annotations = renderAnnotations({ outcome, events, context: contextOf('guard-stopped') })
    expect(annotations.map(({ message }) => message)).toEqual([
      `✋ The rollback was not allowed: no marker. ${hint}`,
      'the record could not be corrected',
    ])
  })

  it.each(STORIES)('of %s are few and on the right level', async (result) => {
    expect(renderAnnotations(await tellStory(result))).toMatchSnapshot()
  })

  it('keep to what GitHub shows, however much there is to warn about', () => {
    const events = Array.from(
      { length: 100 },
      (_, index) => ({ atMs: 0, kind: 'warned', text: `${index} ${'x'.repeat(10_000)}`, hint: 'y' }) as const,
    )
    const outcome = { result: 'unhealthy', reason: 'z'.repeat(10_000), timings: {} } as const
    const annotations = renderAnnotations({ outcome, events, context: contextOf('unhealthy') })
    const count = (level: string) => annotations.filter((one) => one.level === level).length
    expect([count('error'), count('warning'), count('notice')]).toEqual([1, 5, 0])
    for (const { message } of annotations) expect(message.length).toBeLessThanOrEqual(4_096)
  })

  it('say the same warning once', () => {
    const warning = { atMs: 0, kind: 'warned', text: 'x' } as const
    const outcome = { result: 'healthy', reason: '', timings: {} } as const
    expect(
      renderAnnotations({ outcome, events: [warning, warning], context: contextOf('healthy') }),
    ).toHaveLength(2)
  })

  it('list all wrong inputs in one', () => {
    const problem = { actual: '5', expected: 'a duration with a unit' }
    const annotations = renderInvalidAnnotations([
      { ...problem, input: 'interval' },
      { ...problem, input: 'timeout' },
    ])
    expect(annotations).toHaveLength(1)
    expect(annotations[0]?.message.split('\n')).toHaveLength(2)
  })
})

describe('a bug of our own', () => {
  const error = new TypeError('cannot read x\n::error::y', { cause: new Error('deeper') })

  it('is called one, says what is known, and folds its stack with every cause', () => {
    const summary = renderBugSummary(error, 'No rollback had been begun.')
    expect(summary).toContain('## 🐞 Safe Landing stopped on a bug of its own')
    expect(summary).toContain('**Safe now? Unknown.** No rollback had been begun.')
    expect(summary).toContain('<details><summary>Details for the report</summary>')
    expect(summary).toContain('caused by: Error: deeper')
  })

  it('is one annotation of one line', () => {
    expect(renderBugAnnotations(error)).toEqual([
      {
        level: 'error',
        title: 'Safe Landing: this is a bug in Safe Landing',
        message: 'TypeError: cannot read x ::error::y',
      },
    ])
  })
})
