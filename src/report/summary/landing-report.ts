import { percentile } from '../../core/statistics.ts'
import type { PipelineStage } from '../../github/model/pipeline.ts'
import { renderJunit, type TestCase, type TestSuite } from '../junit.ts'
import { measureLanding, renderLanding } from '../landing.ts'
import { measurePhases, verdictAtMs } from '../landing-phases.ts'
import { renderCounts } from '../log/probe-runs.ts'
import type { RunStory } from '../run-story.ts'
import { isoOf } from '../time.ts'
import { causeText, findCause } from './cause.ts'
import { collectStrips, countResults, describeLatency, type Strip } from './probe-strip.ts'

/** How the landing went as a test report, JUnit: a suite each for the jobs before, the landing and its checks. */
export function renderLandingReport(story: RunStory): string {
  const suites = [...jobSuites(story), landingSuite(story), checkSuite(story)]
  return renderJunit(
    'Safe Landing',
    suites.filter(({ cases }) => cases.length > 0),
  )
}

function jobSuites({ records }: RunStory): TestSuite[] {
  const pipeline = records?.pipeline
  if (pipeline?.kind !== 'read') return []
  const { stages } = pipeline.value
  const jobs = [...new Set(stages.filter(({ kind }) => kind !== 'trigger').map(({ job }) => job))]
  return jobs.map((job) => {
    const steps = stages.filter((stage) => stage.job === job && stage.kind === 'step')
    const whole = stages.find((stage) => stage.job === job && stage.kind === 'job')
    const shown = steps.length > 0 || whole === undefined ? steps : [whole]
    const sumMs = steps.reduce((sum, { tookMs }) => sum + tookMs, 0)
    return {
      name: `Job: ${job}`,
      cases: shown.map(stageCase),
      startedAt: isoOf((whole ?? shown[0])?.startedAtMs ?? 0),
      tookMs: whole?.tookMs ?? sumMs,
    }
  })
}

function stageCase({ name, tookMs, conclusion, usual, isSlow }: PipelineStage): TestCase {
  const isPassed = conclusion === 'success'
  const fault = isPassed ? undefined : ({ kind: 'failure', message: `it ended as ${conclusion}` } as const)
  const usually = usual && `usually ${usual.medianMs / 1_000} s (median of ${usual.runs} runs)`
  return { name, tookMs, fault, output: usually && `${usually}${isSlow ? '; slower than usual' : ''}` }
}

/** Its phases, and what it came to; a phase in which it was found unhealthy has failed. */
function landingSuite(story: RunStory): TestSuite {
  const { events, outcome, context } = story
  const phases = measurePhases(events)
  const cause = findCause(story)
  const message = `${outcome.result}: ${cause === undefined ? outcome.reason : causeText(cause)}`
  const fault = outcome.result === 'healthy' ? undefined : ({ kind: 'failure', message } as const)
  const cases = phases.map(
    ({ name, tookMs }, index): TestCase => ({
      name,
      tookMs,
      fault: index === phases.length - 1 ? fault : undefined,
    }),
  )
  const tookMs = verdictAtMs(events) ?? 0
  return {
    name: 'Landing',
    cases: [...cases, { name: 'Verdict', tookMs, fault }, ...targetCase(story)],
    startedAt: context.startedAt,
    tookMs,
  }
}

/** Whether it landed as fast as the team wants; missed, it fails here and nowhere else. */
function targetCase(story: RunStory): TestCase[] {
  const landing = measureLanding(story)
  if (landing === undefined) return []
  const { tookMs = 0, isMet } = landing
  const fault = isMet ? undefined : ({ kind: 'failure', message: renderLanding(landing) } as const)
  return [{ name: 'Landing target', tookMs, fault }]
}

function checkSuite({ events, context }: RunStory): TestSuite {
  const strips = collectStrips(events).filter(({ stage }) => stage === 'verification')
  const cases = strips.map((strip) => checkCase(strip, isRequired(strip.check, context.settings)))
  return { name: 'Checks', cases, startedAt: context.startedAt, tookMs: verdictAtMs(events) ?? 0 }
}

/** What a target asks by itself is no input, and is required. */
function isRequired(check: string, { checks }: RunStory['context']['settings']): boolean {
  return checks.find(({ name }) => name === check)?.required ?? true
}

/** The last answer decides; one that only warns is no failure. Its time is that of an answer. */
function checkCase(strip: Strip, required: boolean): TestCase {
  const { check, last, latenciesMs } = strip
  const message = `${required ? '' : 'it only warns: '}${last.reason ?? last.result}`
  const isPassed = last.result === 'pass'
  const kind = required ? 'failure' : 'skipped'
  const output = [renderCounts(countResults(strip)), ...describeLatency(strip)].join(', ')
  const tookMs = latenciesMs.length === 0 ? 0 : percentile([...latenciesMs], 50)
  return { name: check, tookMs, fault: isPassed ? undefined : { kind, message }, output }
}
