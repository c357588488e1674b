import { PlatformError } from '../../src/core/platform-error.ts'
import type { MetricReading } from '../../src/health/triggers/metric-source.ts'
import type { Promotion } from '../../src/run/gate.ts'
import { type ValidatePorts, type ValidateSettings, validate } from '../../src/run/validate.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { RecordingJournal } from '../support/recording-journal.ts'
import { observation, ScriptedProbe } from '../support/scripted-probe.ts'
import { ScriptedRollback } from '../support/scripted-rollback.ts'

async function check(readings: Readonly<Record<string, MetricReading>>, { hasSecrets = true } = {}) {
  const clock = new FakeClock()
  const journal = new RecordingJournal(clock)
  const looks = Object.entries(readings).map(([signal, reading]) => ({ signal, atMs: 0, reading }))
  const outcome = await validate(
    {
      clock,
      journal,
      probes: [new ScriptedProbe(clock, '+')],
      metricSources: [{ sample: async () => looks }],
    },
    { hasSecrets, shortestMs: 130_000, longestMs: 600_000, expectsVersion: true },
    new AbortController().signal,
  )
  return { outcome, journal }
}

const refused: MetricReading = {
  kind: 'unreadable',
  reason: 'AWS refused cloudwatch:DescribeAlarms. Allow it to the role',
}

describe('what rollback-when reads is asked once', () => {
  it('and reported as it is', async () => {
    const { outcome, journal } = await check({ 'alarm red': { kind: 'alarm', state: 'ok' } })
    expect(outcome.result).toBe('validated')
    expect(journal.of('warned')).toEqual([])
    expect(journal.of('metrics-sampled')).toMatchObject([
      { stage: 'baseline', samples: [{ signal: 'alarm red', reading: { state: 'ok' } }] },
    ])
  })

  it('so that what cannot be read is known before a deploy ends without a verdict for it', async () => {
    const { outcome, journal } = await check({ 'alarm red': refused })
    expect(outcome.result).toBe('validated')
    expect(journal.of('warned')).toMatchObject([
      {
        text: 'alarm red could not be read: AWS refused cloudwatch:DescribeAlarms. Allow it to the role',
        hint: 'Unless it can be read, a deploy that is well will end as inconclusive.',
      },
    ])
  })

  it('as far as a fork can', async () => {
    const { journal } = await check({ 'alarm red': refused }, { hasSecrets: false })
    expect(journal.of('warned').map(({ text }) => text)).toEqual([
      'not checked, since a pull request from a fork has no secrets: alarm red could not be read: AWS refused cloudwatch:DescribeAlarms. Allow it to the role',
    ])
  })
})

describe('what only a guard reads is read once too', () => {
  async function rehearse(script: ConstructorParameters<typeof ScriptedRollback>[1]) {
    const clock = new FakeClock()
    const journal = new RecordingJournal(clock)
    const text = 'failed tasks of web cannot be counted: AWS denied ecs:ListTasks'
    const outcome = await validate(
      {
        clock,
        journal,
        probes: [],
        strategy: new ScriptedRollback(clock, script),
        dryRun: async () => journal.record({ kind: 'warned', text }),
      },
      { hasSecrets: false, shortestMs: 130_000, longestMs: 600_000, expectsVersion: true },
      new AbortController().signal,
    )
    return { outcome, warnings: journal.of('warned').map(({ text }) => text) }
  }

  it('and what may not be read is reported beside the plan', async () => {
    const { outcome, warnings } = await rehearse({})
    expect(outcome).toMatchObject({ result: 'validated', plan: { to: 'web:41' } })
    expect(warnings).toEqual(['failed tasks of web cannot be counted: AWS denied ecs:ListTasks'])
  })

  it('but not where not even the plan could read anything', async () => {
    const planError = new PlatformError('access-denied', 'no AWS credentials were found')
    const { warnings } = await rehearse({ planError })
    expect(warnings).toEqual([
      'not checked, since a pull request from a fork has no secrets: no AWS credentials were found',
    ])
  })
})

describe('what a good answer says against itself', () => {
  const answering = (name: string, warnings: readonly string[]) => ({
    name,
    required: true,
    probe: async () => ({ ...observation('pass'), check: name, ...(warnings.length > 0 && { warnings }) }),
  })

  it('is a warning with the name of its check, and nothing where there is nothing', async () => {
    const clock = new FakeClock()
    const journal = new RecordingJournal(clock)
    const settings = { hasSecrets: true, shortestMs: 0, longestMs: 0, expectsVersion: true }
    const probes = [
      answering('api', ['the answer tells no version: it has no body.version']),
      answering('web', []),
    ]
    await validate({ clock, journal, probes }, settings, new AbortController().signal)
    expect(journal.of('warned').map(({ text }) => text)).toEqual([
      'api: the answer tells no version: it has no body.version',
    ])
  })
})

describe('what is checked is reported', () => {
  const SETTINGS = { hasSecrets: true, shortestMs: 60_000, longestMs: 60_001, expectsVersion: true }

  async function run(
    ports: Partial<ValidatePorts>,
    settings: Partial<ValidateSettings> = {},
    signal = new AbortController().signal,
  ) {
    const clock = new FakeClock()
    const journal = new RecordingJournal(clock)
    const outcome = await validate(
      { clock, journal, probes: [], ...ports },
      { ...SETTINGS, ...settings },
      signal,
    )
    const evidence = (title: string) => journal.of('evidence').find((one) => one.title === title)?.lines
    return { outcome, journal, evidence, warned: journal.of('warned') }
  }

  it.each([
    ['+', []],
    ['-', ['api did not pass: status 503, expected 200-299']],
    ['?', ['api did not pass: the name was never resolved']],
    ['n', ['api did not pass: the source had nothing to say']],
  ])('a probe that shows %j', async (script, texts) => {
    const { warned, journal } = await run({ probes: [new ScriptedProbe(new FakeClock(), script)] })
    expect(warned.map(({ text }) => text)).toEqual(texts)
    expect(journal.of('observed')).toHaveLength(1)
  })

  it('by the result, where a probe gives no reason', async () => {
    const { reason: _, ...failed } = observation('fail')
    const probe = { name: 'api', required: true, probe: async () => failed }
    expect((await run({ probes: [probe] })).warned.map(({ text }) => text)).toEqual([
      'api did not pass: fail',
    ])
  })

  it('the test listener is asked too', async () => {
    const { warned } = await run({ testProbes: [new ScriptedProbe(new FakeClock(), '-', { name: 'test' })] })
    expect(warned.map(({ text }) => text)).toEqual(['test did not pass: status 503, expected 200-299'])
  })

  it('the minutes that are billed, of which one is one', async () => {
    expect((await run({})).evidence('What guarding a deploy costs')).toEqual([
      'A healthy deploy holds the runner for 1m after its rollout: 1 billed minute.',
      'With a rollback, and everything as slow as it may be, it is about 1m: 2 billed minutes.',
      expect.stringContaining('timeout-minutes'),
    ])
  })

  it('a log that is not kept where it can be read', async () => {
    const reading: MetricReading = { kind: 'logs', errors: [], missing: 'web has no log driver' }
    const sources = (...readings: MetricReading[]) => ({
      metricSources: [
        { sample: async () => readings.map((one) => ({ signal: 'logs', atMs: 0, reading: one })) },
      ],
    })
    const { warned, journal } = await run(sources(reading))
    expect(warned.map(({ text }) => text)).toEqual(['logs: web has no log driver'])
    expect(journal.of('metrics-sampled')).toHaveLength(1)
    const quiet = await run(sources())
    expect(quiet.journal.of('metrics-sampled')).toEqual([])
  })

  it.each([
    [[], []],
    [['ecs:UpdateService'], ['the role lacks a permission: ecs:UpdateService']],
    [
      ['ecs:UpdateService', 'ecs:ListTasks'],
      ['the role lacks 2 permissions: ecs:UpdateService, ecs:ListTasks'],
    ],
  ])('the permissions that are missing: %j', async (denied, texts) => {
    const { warned, evidence } = await run({
      describeAccess: () => ({ lines: ['ecs:ListTasks: yes'], denied }),
    })
    expect(warned.map(({ text }) => text)).toEqual(texts)
    expect(evidence('Which permissions were checked')).toEqual(['ecs:ListTasks: yes'])
  })

  it('no permission twice, where the plan has failed for want of it', async () => {
    const planError = new PlatformError('access-denied', 'ECS said no')
    const strategy = new ScriptedRollback(new FakeClock(), { planError })
    const describeAccess = () => ({ lines: [], denied: ['ecs:ListTasks'] })
    const { warned, evidence, outcome } = await run({ strategy, describeAccess })
    expect(outcome).toMatchObject({
      result: 'inconclusive',
      reason: 'the rollback could not be planned: ECS said no',
    })
    expect(warned).toEqual([])
    expect(evidence('Which permissions were checked')).toBeUndefined()
  })

  it('the plan, which is an event of its own', async () => {
    const { journal, outcome } = await run({ strategy: new ScriptedRollback(new FakeClock()) })
    expect(outcome.reason).toBe('a rollback now would go from web:42 to web:41')
    expect(journal.of('planned')).toMatchObject([{ plan: { from: 'web:42', to: 'web:41' } }])
  })

  it.each([
    [
      {
        kind: 'no-target',
        reason: 'nothing ran before',
        evidence: ['web:1 is the first'],
        hint: 'deploy twice',
      },
      { hint: 'deploy twice', evidence: ['web:1 is the first'] },
    ],
    [
      { kind: 'superseded', reason: 'web:43 took over' },
      { hint: undefined, evidence: undefined },
    ],
  ] as const)('why there is no plan: %j', async (planned, { hint, evidence }) => {
    const { warned, outcome } = await run({ strategy: new ScriptedRollback(new FakeClock(), { planned }) })
    const text = `a rollback now would not be possible: ${planned.reason}`
    expect(warned).toMatchObject([{ text }])
    expect(warned[0]?.hint).toBe(hint)
    expect(outcome).toMatchObject({ result: 'validated', reason: `the inputs are right, but ${text}` })
    expect(outcome.evidence).toEqual(evidence)
  })

  it('what rollback-to could take, each service by itself', async () => {
    const strategy = Object.assign(new ScriptedRollback(new FakeClock()), {
      listCandidates: async (most: number) =>
        [
          { revision: 'web:41', evidence: 'web:41 ran for 3d', service: 'web' },
          { revision: 'web:40', evidence: 'it ran for 1d', service: 'web' },
          { revision: 'api:7', evidence: 'it is running', service: 'api' },
        ].slice(0, most),
    })
    const title = 'What rollback-to -1, -2 and so on would take'
    expect((await run({ strategy })).evidence(title)).toEqual([
      '-1: web: web:41 ran for 3d',
      '-2: web: web:40: it ran for 1d',
      '-1: api: api:7: it is running',
    ])
    const none = Object.assign(new ScriptedRollback(new FakeClock()), { listCandidates: async () => [] })
    expect((await run({ strategy: none })).evidence(title)).toBeUndefined()
    expect((await run({ strategy: new ScriptedRollback(new FakeClock()) })).warned).toEqual([])
  })

  describe('of a promotion', () => {
    const promotion = (plan: Promotion['plan']) => ({ promotion: { plan } as Promotion })
    const planned = { steps: ['web is let go on'], problems: ['there is no hook'], unknowns: ['api'] }

    it('the plan, its problems, and what it cannot show', async () => {
      const { warned, evidence } = await run(
        promotion(async () => planned),
        { expectsVersion: false },
      )
      expect(evidence('The plan of promotion')).toEqual(['web is let go on', 'Not checked: api'])
      expect(warned.map(({ text }) => text)).toEqual([
        'there is no hook',
        'without expect-version nothing shows that it is the new version which answers the test checks',
      ])
      const expecting = await run(promotion(async () => ({ ...planned, problems: [] })))
      expect(expecting.warned).toEqual([])
    })

    it.each([
      [true, 'the promotion could not be planned: ECS said no'],
      [false, 'not checked, since a pull request from a fork has no secrets: ECS said no'],
    ])('with secrets: %s, why it could not be planned', async (hasSecrets, text) => {
      const refuse = () =>
        Promise.reject(new PlatformError('access-denied', 'ECS said no', { hint: 'allow it' }))
      const { warned } = await run(promotion(refuse), { hasSecrets })
      expect(warned).toMatchObject([{ text, hint: 'allow it' }])
    })

    it('a bug as a bug', async () => {
      await expect(run(promotion(() => Promise.reject(new TypeError('a bug'))))).rejects.toThrow('a bug')
    })
  })

  it.each(['promotion', 'strategy'] as const)(
    'a cancelled job is cancelled, in the middle of the %s too',
    async (where) => {
      const cancel = new AbortController()
      const refuse = async (): Promise<never> => {
        cancel.abort(new Error('cancelled'))
        throw new PlatformError('unreachable', 'the request was aborted')
      }
      const ports =
        where === 'promotion'
          ? { promotion: { plan: refuse } as unknown as Promotion }
          : { strategy: { plan: refuse } }
      const { outcome, warned } = await run(ports, {}, cancel.signal)
      expect(outcome).toEqual({
        result: 'cancelled',
        reason: 'the job was cancelled while the configuration was being checked',
        timings: {},
      })
      expect(warned).toEqual([])
    },
  )
})
