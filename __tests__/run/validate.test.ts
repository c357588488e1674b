import { PlatformError } from '../../src/core/platform-error.ts'
import type { MetricReading } from '../../src/health/triggers/metric-source.ts'
import { validate } from '../../src/run/validate.ts'
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
