import type { Assessment } from '../health/assess.ts'
import { failuresInARow } from '../health/check.ts'
import type { Outcome } from '../run/outcome.ts'
import type { Verification } from '../run/verification.ts'
import type { RunStory } from './run-story.ts'

/** Raised when a field is taken away or changes its meaning; a new field does not raise it. */
export const SCHEMA_VERSION = 1

/**
 * The whole record as JSON: the outcome, every event with every sample, and the settings, so that the
 * run can be judged again later. Its schema is docs/report.schema.json.
 */
export function renderJsonReport({ outcome, events, context }: RunStory): string {
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, context, outcome: flatten(outcome), events }, null, 1)}\n`
}

function flatten({ verification, recovery, ...rest }: Outcome): unknown {
  return {
    ...rest,
    verification: verification && flattenVerification(verification),
    recovery: recovery && flattenVerification(recovery),
  }
}

function flattenVerification({ assessment, ...rest }: Verification): unknown {
  return { ...rest, assessment: flattenAssessment(assessment) }
}

/** Without the observations, which are among the events. */
function flattenAssessment({ checks, verdict: _, ...rest }: Assessment): unknown {
  const triggers = [...checks].map(([check, progress]) => ({
    check,
    phase: progress.phase,
    passesInARow: progress.passesInARow,
    failuresInARow: failuresInARow(progress),
    bakeStartedAtMs: progress.bakeStartedAtMs,
    bakedCount: progress.bakedCount,
  }))
  return { ...rest, checks: triggers }
}
