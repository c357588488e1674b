import type { Landing, LandingFigures } from '../../github/model/landing-history.ts'
import type { RunStory, WorkflowRun } from '../run-story.ts'
import { isoOf, renderSpan } from '../time.ts'
import { cell, codeSpan, escapeMarkdown, link } from '../untrusted.ts'
import { repositoryUrl } from './where.ts'

/** Below, a rate says more about chance than about the team. */
const LEAST_ENDED = 5
const LEAST_RESTORED = 3

const RESULTS: Readonly<Record<Landing['result'], string>> = {
  landed: '✅ landed',
  'rolled-back': '↩️ rolled back',
  failed: '❌ failed',
  'under-way': '⏳ under way',
  unknown: '❔ not recorded',
}

/** The last landings of the environment, newest first; undefined: there is no record of any. */
export function historySection({ records, context: { run } }: RunStory): string | undefined {
  const history = records?.landings
  if (history?.kind !== 'read' || history.value.landings.length === 0) return undefined
  const { landings, figures } = history.value
  return [
    '| Began (UTC) | Version | Result |',
    '| :--- | :--- | :--- |',
    ...landings.map((landing) => renderRow(landing, run)),
    '',
    ...describeFigures(figures).map((line) => `- ${line}`),
  ].join('\n')
}

function renderRow(landing: Landing, run: WorkflowRun | undefined): string {
  const { result, rolledBackTo, beganAtMs, tookMs } = landing
  const began = isoOf(beganAtMs).slice(0, 16).replace('T', ' ')
  const to = rolledBackTo === undefined ? '' : ` to ${codeSpan(rolledBackTo, 60)}`
  const after = tookMs === undefined ? '' : ` after ${renderSpan(tookMs)}`
  const cells = [
    linkTo(began, runUrl(landing, run)),
    renderVersion(landing, run),
    `${RESULTS[result]}${to}${after}`,
  ]
  return `| ${cells.map(cell).join(' | ')} |`
}

/** With what was deployed, where it is no commit of this run's branch, and by whom. */
function renderVersion({ sha, ref, by }: Landing, run: WorkflowRun | undefined): string {
  const isUsual = ref === undefined || ref === sha || ref === run?.ref
  return [
    codeSpan(sha.slice(0, 7)),
    ...(isUsual ? [] : [escapeMarkdown(ref, 40)]),
    ...(by === undefined ? [] : [`by ${escapeMarkdown(by, 40)}`]),
  ].join(' ')
}

function runUrl({ runId }: Landing, run: WorkflowRun | undefined): string | undefined {
  return run === undefined || runId === undefined ? undefined : `${repositoryUrl(run)}/actions/runs/${runId}`
}

function linkTo(label: string, url: string | undefined): string {
  return url === undefined ? label : link(label, url)
}

function describeFigures({ ended, failed, restored, medianRestoreMs }: LandingFigures): string[] {
  const rate =
    ended < LEAST_ENDED
      ? `not enough on record (${ended} of ${LEAST_ENDED} landings)`
      : `${Math.round((100 * failed) / ended)}% (${failed} of the last ${ended} landings on record)`
  const restore =
    restored < LEAST_RESTORED || medianRestoreMs === undefined
      ? `not enough on record (${restored} of ${LEAST_RESTORED} failures that are over)`
      : `${renderSpan(medianRestoreMs)} (median of ${restored} failures, from the start of the bad landing)`
  return [`Change failure rate: ${rate}`, `Time to restore: ${restore}`]
}
