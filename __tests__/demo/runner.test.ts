import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Job, type RunningStep, type StepOptions } from '../../demo/runner.ts'

const QUICK = { afterInterruptMs: 150, afterTerminateMs: 150 }
const hasSignals = process.platform !== 'win32'
const onPosix = hasSignals ? it : it.skip
if (!hasSignals) console.warn('Skipped: Windows has no SIGINT for a single process.')

let folder: string
let job: Job

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'entry-'))
  job = new Job({ github: { token: 'ghs_token' }, env: { FROM_JOB: 'yes' } })
})

afterEach(async () => {
  await job.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A step whose entry is the given program. */
function step(source: string, options: Partial<StepOptions> = {}): StepOptions {
  const main = join(folder, 'index.mjs')
  writeFileSync(main, `import { appendFileSync, writeSync } from 'node:fs'\n${source}`)
  return { action: { inputs: new Map(), main }, ...options }
}

describe('what a step gets', () => {
  const PRINT_ENV = `console.log(JSON.stringify({ env: process.env, cwd: process.cwd() }))`

  async function envOf(options: Partial<StepOptions>): Promise<Record<string, string>> {
    const { lines } = await job.run(step(PRINT_ENV, options))
    return JSON.parse(lines.at(-1)?.text ?? '').env
  }

  it('has a variable for each declared input, with its default or empty', async () => {
    const main = step(PRINT_ENV).action.main
    const inputs = new Map([
      ['health-url', undefined],
      ['two words', 'x'],
      ['interval', '5s'],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's own syntax
      ['github-token', '${{ github.token }}'],
    ])
    const env = await envOf({ action: { inputs, main }, with: { interval: '1s' } })
    expect(env).toMatchObject({
      'INPUT_HEALTH-URL': '',
      INPUT_TWO_WORDS: 'x',
      INPUT_INTERVAL: '1s',
      'INPUT_GITHUB-TOKEN': 'ghs_token',
    })
  })

  it('warns of an undeclared input, and passes it on all the same', async () => {
    const action = { inputs: new Map([['interval', '5s']]), main: step(PRINT_ENV).action.main }
    const { annotations, lines } = await job.run(step(PRINT_ENV, { action, with: { intervall: '1s' } }))
    expect(annotations).toEqual([
      { level: 'warning', message: "Unexpected input(s) 'intervall', valid inputs are ['interval']" },
    ])
    expect(lines.at(-1)?.text).toContain('"INPUT_INTERVALL":"1s"')
  })

  it('has the runner variables, the env of job and step, the state, and nothing of this process', async () => {
    process.env.OF_THIS_PROCESS = 'leak'
    const env = await envOf({ env: { FROM_STEP: 'also' }, state: new Map([['x', '1']]) })
    delete process.env.OF_THIS_PROCESS
    expect(env).toMatchObject({
      FROM_JOB: 'yes',
      FROM_STEP: 'also',
      STATE_x: '1',
      GITHUB_ACTIONS: 'true',
      GITHUB_RUN_ATTEMPT: '1',
      RUNNER_TEMP: job.runnerTemp,
    })
    expect(env).not.toHaveProperty('OF_THIS_PROCESS')
    expect(env).not.toHaveProperty('GITHUB_TOKEN')
  })

  it('runs in the workspace', async () => {
    const { lines } = await job.run(step(`console.log(process.cwd())`))
    expect(lines[0]?.text).toContain(job.workspace)
  })
})

describe('what a step says', () => {
  it('is parsed on standard output and standard error alike', async () => {
    const { annotations, lines } = await job.run(
      step(
        `console.log('::warning title=T::from out'); console.error('x ##[error]from err'); console.log('plain')`,
      ),
    )
    expect(annotations).toEqual(
      expect.arrayContaining([
        { level: 'warning', message: 'from out', title: 'T' },
        { level: 'error', message: 'from err' },
      ]),
    )
    expect(lines).toContainEqual({ kind: 'text', text: 'plain' })
  })

  it('ends a line at a lone CR, so that a command behind it counts', async () => {
    const { commands } = await job.run(step(`process.stdout.write('progress\\r::notice::behind CR\\r\\n')`))
    expect(commands.map((command) => command.data)).toEqual(['behind CR'])
  })

  it('masks a value from add-mask onwards, in the log, in annotations and in the summary', async () => {
    const { lines, annotations, summary, masks } = await job.run(
      step(`
        console.log('::add-mask::hunter2%0Asecond line')
        console.log('the word is hunter2')
        console.log('::error::no second line here')
        appendFileSync(process.env.GITHUB_STEP_SUMMARY, 'sum: hunter2')`),
    )
    expect(masks).toEqual(['hunter2\nsecond line', 'hunter2', 'second line'])
    expect(lines.map((line) => line.text)).toEqual(['the word is ***', 'no *** here'])
    expect(annotations[0]?.message).toBe('no *** here')
    expect(summary).toBe('sum: ***')
  })

  it('takes no command between stop-commands and its token', async () => {
    const { annotations, lines } = await job.run(
      step(
        `for (const line of ['::stop-commands::tok3n', '::error::a', '::tok3n::', '::error::b']) console.log(line)`,
      ),
    )
    expect(annotations.map((annotation) => annotation.message)).toEqual(['b'])
    expect(lines).toContainEqual({ kind: 'text', text: '::error::a' })
  })

  it('makes at most ten annotations per level, of at most 4096 characters', async () => {
    const { annotations } = await job.run(
      step(
        `for (let i = 0; i < 12; i++) { console.log('::error::' + 'x'.repeat(5000)); console.log('::notice::n') }`,
      ),
    )
    expect(annotations.filter((annotation) => annotation.level === 'error')).toHaveLength(10)
    expect(annotations.filter((annotation) => annotation.level === 'notice')).toHaveLength(10)
    expect(annotations[0]?.message).toHaveLength(4096)
  })

  it('fails for a command that GitHub has disabled', async () => {
    const { conclusion } = await job.run(step(`console.log('::set-env name=PATH::/evil')`))
    expect(conclusion).toBe('failure')
  })

  it('arrives while the step runs', async () => {
    const seen: string[] = []
    const running = new Promise<RunningStep>((resolve) => {
      const started: RunningStep = job.start(
        step(`console.log('ready'); setTimeout(() => {}, 60_000)`, {
          grace: QUICK,
          onLine: (line) => {
            seen.push(line.text)
            resolve(started)
          },
        }),
      )
    })
    const started = await running
    expect(seen).toEqual(['ready'])
    started.cancel()
    await started.ended
  })
})

describe('the files of a step', () => {
  it('carry outputs, state and summary', async () => {
    const { outputs, state, summary } = await job.run(
      step(`
        appendFileSync(process.env.GITHUB_OUTPUT, 'a<<EOF\\n1\\n2\\nEOF\\n')
        appendFileSync(process.env.GITHUB_STATE, 'b=3\\n')
        appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# Hi')`),
    )
    expect(outputs).toEqual({ a: '1\n2' })
    expect([...state]).toEqual([['b', '3']])
    expect(summary).toBe('# Hi')
  })

  it('export variables to the next step of the job', async () => {
    await job.run(step(`appendFileSync(process.env.GITHUB_ENV, 'NEXT=yes\\n')`))
    const { lines } = await job.run(step(`console.log(process.env.NEXT)`))
    expect(lines[0]?.text).toBe('yes')
  })

  it('drop a summary above 1 MiB as a whole, and the step still passes', async () => {
    const { summary, annotations, conclusion } = await job.run(
      step(`appendFileSync(process.env.GITHUB_STEP_SUMMARY, 'x'.repeat(1024 * 1024 + 1))`),
    )
    expect(summary).toBe('')
    expect(annotations[0]?.message).toMatch(/upload aborted/)
    expect(conclusion).toBe('success')
  })

  it('fail the step when one is malformed', async () => {
    const { conclusion, annotations } = await job.run(
      step(`appendFileSync(process.env.GITHUB_OUTPUT, 'not a record\\n')`),
    )
    expect(conclusion).toBe('failure')
    expect(annotations[0]?.message).toMatch(/Unable to process file command 'output'/)
  })
})

describe('the end of a step', () => {
  it.each([
    { code: 0, conclusion: 'success' },
    { code: 2, conclusion: 'failure' },
  ])('exit code $code is $conclusion', async ({ code, conclusion }) => {
    expect(await job.run(step(`process.exit(${code})`))).toMatchObject({ exitCode: code, conclusion })
  })

  async function cancelWhenReady(source: string, grace = QUICK) {
    let started: RunningStep | undefined
    started = job.start(
      step(`${source}; console.log('ready'); setTimeout(() => {}, 60_000)`, {
        grace,
        onLine: (line) => line.text === 'ready' && started?.cancel(),
      }),
    )
    return await started.ended
  }

  onPosix('is by SIGINT first: a step that handles it ends in its own way', async () => {
    const patient = { ...QUICK, afterInterruptMs: 60_000 }
    const result = await cancelWhenReady(`process.on('SIGINT', () => process.exit(1))`, patient)
    expect(result).toMatchObject({ exitCode: 1, conclusion: 'cancelled' })
    expect(result.killedBy).toBeUndefined()
  })

  onPosix('is by SIGTERM when SIGINT is ignored', async () => {
    const result = await cancelWhenReady(`process.on('SIGINT', () => {})`)
    expect(result).toMatchObject({ exitCode: null, killedBy: 'SIGTERM', conclusion: 'cancelled' })
  })

  onPosix('is by SIGKILL at last, and what was written by then counts', async () => {
    const result = await cancelWhenReady(`
      process.on('SIGINT', () => {}); process.on('SIGTERM', () => {})
      appendFileSync(process.env.GITHUB_OUTPUT, 'a=1\\n')`)
    expect(result).toMatchObject({ exitCode: null, killedBy: 'SIGKILL', outputs: { a: '1' } })
  })
})
