export { renderAnnotations } from '../report/annotations.ts'
export { renderBugAnnotations, renderBugSummary } from '../report/error-pages.ts'

import { renderJsonReport } from '../report/json-report.ts'
import { renderOutputs } from '../report/outputs.ts'
import type { RunStory } from '../report/run-story.ts'
import { renderDrillReport } from '../report/summary/drill.ts'
import { renderSummary } from '../report/summary/summary.ts'
import type { Publication } from '../runner/runner.ts'

// What a run leaves with the runner. It is loaded when there is something to leave: the first probe goes before.

/** @param captured what `mode: capture` recorded; empty: nothing */
export function renderPublication(story: RunStory, captured: string): Publication {
  return {
    summary: renderSummary(story),
    outputs: { ...renderOutputs(story, captured) },
    report: renderJsonReport(story),
    drill: renderDrillReport(story),
  }
}
