import type { Assessment } from '../health/assess.ts'
import { failuresInARow } from '../health/check.ts'
import type { Leg, Outcome, Rehearsal } from '../run/outcome.ts'
import type { Verification } from '../run/verification.ts'
import { measureLanding } from './landing.ts'
import { packProbes } from './probe-record.ts'
import type { RunStory } from './run-story.ts'
import { environmentUrl } from './summary/where.ts'

/** Raised when a field is taken away or changes its meaning; a new field does not raise it. */
export const SCHEMA_VERSION = 2

/**
 * The whole record as JSON: the outcome, every event, what every probe showed, and the settings, so that the
 * run can be judged again later. Its schema is docs/report.schema.json.
 */
export function renderJsonReport(story: RunStory): string {
  const { outcome, events, context } = story
  const { probes, rest } = packProbes(events)
  const flat = { ...flatten(outcome), landing: measureLanding(story) }
  const github = describeGithub(story)
  const report = { schemaVersion: SCHEMA_VERSION, context, outcome: flat, github, events: rest, probes }
  return `${layOut(report)}\n`
}

/** GitHub's own record of it: where it is, and what was read of the stages of this run and of the landings before it. */
function describeGithub({ records, context: { run, environment } }: RunStory): object | undefined {
  const environmentPage = run && environment && environmentUrl(run, environment)
  const github = { environmentUrl: environmentPage || undefined, ...records }
  return Object.values(github).some((value) => value !== undefined) ? github : undefined
}

const MAX_DEPTH = 4

/** JSON with a line for each thing that a person looks for, and no line for each number. */
export function layOut(value: unknown, depth = 0): string {
  const isDeep = isContainer(value) && Object.values(value).some(isContainer)
  if (!isDeep || depth >= MAX_DEPTH) return JSON.stringify(value) ?? 'null'
  const indent = ' '.repeat(depth + 1)
  const children = Array.isArray(value)
    ? value.map((child) => layOut(child, depth + 1))
    : Object.entries(value)
        .filter(([, child]) => child !== undefined)
        .map(([name, child]) => `${JSON.stringify(name)}: ${layOut(child, depth + 1)}`)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  return `${open}\n${indent}${children.join(`,\n${indent}`)}\n${' '.repeat(depth)}${close}`
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function flatten({ verification, recovery, rehearsal, ...rest }: Outcome): object {
  return {
    ...rest,
    rehearsal: rehearsal && flattenRehearsal(rehearsal),
    verification: verification && flattenVerification(verification),
    recovery: recovery && flattenVerification(recovery),
  }
}

function flattenRehearsal({ back, forward, ...rest }: Rehearsal): unknown {
  return { ...rest, back: back && flattenLeg(back), forward: forward && flattenLeg(forward) }
}

function flattenLeg({ recovery, ...leg }: Leg): unknown {
  return { ...leg, recovery: recovery && flattenVerification(recovery) }
}

function flattenVerification({ assessment, ...rest }: Verification): unknown {
  return { ...rest, assessment: flattenAssessment(assessment) }
}

/** Without the observations, which are among the events. */
function flattenAssessment({ checks, verdict: _, ...rest }: Assessment): unknown {
  const triggers = checks.map((progress) => ({
    check: progress.name,
    phase: progress.phase,
    passesInARow: progress.passesInARow,
    failuresInARow: failuresInARow(progress),
    bakeStartedAtMs: progress.bakeStartedAtMs,
    bakedCount: progress.bakedCount,
  }))
  return { ...rest, checks: triggers }
}
