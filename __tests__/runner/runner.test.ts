import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Job, type StepResult } from '../../demo/runner.ts'

const action = { inputs: new Map(), main: join(import.meta.dirname, 'publishing-step.ts') }

let job: Job
beforeEach(() => {
  job = new Job()
})
afterEach(() => job.close())

async function play(scene: object): Promise<StepResult> {
  return await job.run({ action, env: { SCENE: JSON.stringify(scene) } })
}

function reportPathOf({ lines }: StepResult): string {
  return lines.map(({ text }) => /^report: (.+)$/.exec(text)?.[1]).find((path) => path !== undefined) ?? ''
}

describe('what a run leaves with the runner', () => {
  it('is summary, outputs and the JSON report', async () => {
    const step = await play({
      publish: [
        { summary: '## Done\n', outputs: { result: 'healthy', from: 'web=1\napi=2' }, report: '{"a":1}' },
      ],
    })
    expect(step.conclusion).toBe('success')
    expect(step.summary).toBe('## Done\n')
    expect(step.outputs).toEqual({ result: 'healthy', from: 'web=1\napi=2' })
    expect(readFileSync(reportPathOf(step), 'utf8')).toBe('{"a":1}')
    expect(step.annotations).toEqual([])
  })

  it('is the final word where a checkpoint was written before', async () => {
    const step = await play({
      publish: [
        {
          summary: 'a long checkpoint that must be gone\n',
          outputs: { result: 'cancelled' },
          report: '{"a":[1,2,3,4]}',
        },
        { summary: 'final\n', outputs: { result: 'rolled-back' }, report: '{}' },
      ],
    })
    expect(step.summary).toBe('final\n')
    expect(step.outputs.result).toBe('rolled-back')
    expect(readFileSync(reportPathOf(step), 'utf8')).toBe('{}')
  })

  it('is a report that no other step writes to, and nobody else reads', async () => {
    const publish = [{ summary: '', outputs: {}, report: '{}' }]
    const [first, second] = [await play({ publish }), await play({ publish })].map(reportPathOf)
    expect(first).not.toBe(second)
    expect(first?.startsWith(job.runnerTemp)).toBe(true)
    if (process.platform !== 'win32') expect(statSync(first ?? '').mode & 0o077).toBe(0)
  })

  it('is annotations on their levels, with nothing lost to escaping', async () => {
    const step = await play({
      annotate: [
        { level: 'error', title: 'Safe Landing', message: '100% of\nprobes failed' },
        { level: 'warning', title: 'Safe Landing', message: 'a: b, c' },
        { level: 'notice', title: 'Safe Landing', message: 'fine' },
      ],
    })
    expect(step.annotations.map(({ level, message }) => [level, message])).toEqual([
      ['error', '100% of\nprobes failed'],
      ['warning', 'a: b, c'],
      ['notice', 'fine'],
    ])
  })

  it('holds no secret, in any place', async () => {
    const secret = 'hunter2-hunter2'
    const step = await play({
      secret,
      publish: [
        { summary: `a ${secret} b`, outputs: { reason: `a ${secret}` }, report: `{"a":"${secret}"}` },
      ],
      annotate: [{ level: 'error', title: 'x', message: secret }],
    })
    expect(step.masks).toContain(secret)
    expect(JSON.stringify([step.summary, step.outputs, step.annotations, step.lines])).not.toContain(secret)
    expect(readFileSync(reportPathOf(step), 'utf8')).not.toContain(secret)
  })

  it('is a report that stays JSON, whatever a secret looks like', async () => {
    const step = await play({
      secret: '5000',
      publish: [{ summary: '', outputs: {}, report: '{"intervalMs":5000,"text":"in 5000 ms"}' }],
    })
    expect(JSON.parse(readFileSync(reportPathOf(step), 'utf8'))).toEqual({
      intervalMs: 5000,
      text: 'in *** ms',
    })
  })

  it('is the incident report beside the JSON report', async () => {
    const step = await play({
      publish: [{ summary: '', outputs: {}, report: '{}', incident: '# Incident\n' }],
    })
    expect(readFileSync(join(dirname(reportPathOf(step)), 'incident.md'), 'utf8')).toBe('# Incident\n')
  })

  it('is the result of a drill beside it as well', async () => {
    const step = await play({
      publish: [{ summary: '', outputs: {}, report: '{}', drill: '<testsuite/>' }],
    })
    expect(readFileSync(join(dirname(reportPathOf(step)), 'recovery.xml'), 'utf8')).toBe('<testsuite/>')
  })

  it('masks a secret of several lines line by line, since the runner looks at lines', async () => {
    const step = await play({ secret: 'first-line-of-key\nsecond-line-of-key\n' })
    expect(step.masks).toEqual(expect.arrayContaining(['first-line-of-key', 'second-line-of-key']))
  })
})

describe('what cannot be written', () => {
  const publish = [{ summary: 'x', outputs: { result: 'healthy' }, report: '{}' }]
  it.each([
    ['no summary file is named', { summaryPath: null }, 'the job summary: GITHUB_STEP_SUMMARY is not set'],
    [
      'the summary file is missing',
      { summaryPath: '/nowhere/summary' },
      'the job summary: /nowhere/summary does not exist',
    ],
    ['the summary file is a folder', { summaryPath: '/' }, 'the job summary: E'],
    [
      'the output file is missing',
      { outputPath: '/nowhere/output' },
      'an output: /nowhere/output does not exist',
    ],
    ['the folder for the report is missing', { tempPath: '/nowhere/temp' }, 'the JSON report: ENOENT'],
  ])('is warned about once, and never fatal: %s', async (_, trouble, expected) => {
    const step = await play({ ...trouble, publish: [...publish, ...publish] })
    expect(step.exitCode).toBe(0)
    expect(step.annotations).toHaveLength(1)
    expect(step.annotations[0]?.level).toBe('warning')
    expect(step.annotations[0]?.message).toContain(expected)
    expect(step.annotations[0]?.message).toContain('The result is not affected.')
  })

  it('takes nothing else with it', async () => {
    const step = await play({ summaryPath: '/nowhere/summary', publish })
    expect(step.outputs.result).toBe('healthy')
    expect(existsSync(reportPathOf(step))).toBe(true)
  })
})
