import {
  LEAST_COMPARED,
  type Pipeline,
  type PipelineStage,
  type UsualTime,
} from '../../github/model/pipeline.ts'
import { measureLanding } from '../landing.ts'
import { measurePhases, verdictAtMs } from '../landing-phases.ts'
import type { RunStory } from '../run-story.ts'
import { epochOf, isoOf, renderClock, renderSpan } from '../time.ts'
import { cell, escapeAdvice, escapeMarkdown } from '../untrusted.ts'

/** Shorter steps are noise, unless they failed or usually take longer. */
const LEAST_SHOWN_MS = 5_000
const MAX_ROWS = 40

/** The stages of the run with their usual times; undefined: not asked for. */
export function pipelineSection(story: RunStory): string | undefined {
  const pipeline = story.records?.pipeline
  if (pipeline?.kind !== 'read') return undefined
  const { stages, comparedRuns } = pipeline.value
  const rows = [...stages.filter(isWorthShowing).map(renderStage), ...renderPhases(story)]
  const shown = rows.slice(-MAX_ROWS)
  const table = [
    '| Stage | Took | Usually |',
    '| :--- | ---: | ---: |',
    ...(rows.length > shown.length ? [`| *${rows.length - shown.length} earlier ones* | | |`] : []),
    ...shown,
    ...renderTotal(story, pipeline.value),
    ...renderTarget(story),
  ]
  return [renderTrigger(pipeline.value), table.join('\n'), `<sub>${describeUsual(comparedRuns)}</sub>`].join(
    '\n\n',
  )
}

function renderTrigger({ event, actor, beganAtMs, attempt }: Pipeline): string {
  const at = renderClock(isoOf(beganAtMs))
  const by = actor === undefined ? '' : ` by ${escapeMarkdown(actor, 60)}`
  return `Trigger: ${escapeMarkdown(event, 40)}${by}, ${at}${attempt > 1 ? `, attempt ${attempt}` : ''}`
}

function isWorthShowing({ kind, tookMs, usual, conclusion }: PipelineStage): boolean {
  if (kind !== 'step' || isFailed(conclusion)) return true
  return Math.max(tookMs, usual?.medianMs ?? 0) >= LEAST_SHOWN_MS
}

const isFailed = (conclusion: string | undefined) => conclusion !== undefined && conclusion !== 'success'

function renderStage({ kind, job, name, tookMs, conclusion, usual, isSlow }: PipelineStage): string {
  const label = {
    trigger: 'Until the first job began',
    job: `**${escapeMarkdown(job, 80)}**`,
    step: `${escapeMarkdown(job, 60)} › ${escapeMarkdown(name, 80)}`,
  }[kind]
  const ended = isFailed(conclusion) ? ` (${escapeMarkdown(conclusion ?? '', 20)})` : ''
  const slower = isSlow ? ' **slower**' : ''
  return row(`${label}${ended}`, `${renderSpan(tookMs)}${slower}`, renderUsual(usual))
}

/** Earlier runs show how long this step took, and not how long its phases did. */
function renderPhases({ events }: RunStory): string[] {
  return measurePhases(events).map(({ name, tookMs }) =>
    row(`${name}, as watched here`, renderSpan(tookMs), ''),
  )
}

function renderTotal({ events, context }: RunStory, { beganAtMs, usualTotal }: Pipeline): string[] {
  const atMs = verdictAtMs(events)
  const startedAtMs = epochOf(context.startedAt)
  if (atMs === undefined || startedAtMs === undefined) return []
  const tookMs = Math.max(0, startedAtMs + atMs - beganAtMs)
  return [row('**From the trigger to the verdict**', `**${renderSpan(tookMs)}**`, renderUsual(usualTotal))]
}

/** From where the team's target counts. */
function renderTarget(story: RunStory): string[] {
  const landing = measureLanding(story)
  if (landing === undefined) return []
  const { tookMs, targetMs, isMet } = landing
  const took = tookMs === undefined ? 'not landed' : renderSpan(tookMs)
  const target = `the target of ${renderSpan(targetMs)}: ${isMet ? '✅ met' : '❌ missed'}`
  return [row(`From the start of the deployment, ${target}`, took, '')]
}

function row(stage: string, took: string, usual: string): string {
  return `| ${cell(stage)} | ${took} | ${usual} |`
}

function renderUsual(usual: UsualTime | undefined): string {
  return usual === undefined ? '–' : renderSpan(usual.medianMs)
}

function describeUsual(comparedRuns: number): string {
  if (comparedRuns < LEAST_COMPARED)
    return `Only ${comparedRuns} earlier ${comparedRuns === 1 ? 'run is' : 'runs are'} comparable; ${LEAST_COMPARED} are needed to say what is usual.`
  return `Usually: the median of the last ${comparedRuns} successful runs of this workflow for the same event and branch. Slower: longer than in all of them, and at least half as long again and 30s more than the median.`
}

/** One quiet line for each thing that was asked for and could not be read. */
export function leftOutLines({ records }: RunStory): string[] {
  const { pipeline, landings } = records ?? {}
  return [
    ...(pipeline?.kind === 'left-out'
      ? [`The stages of this run are left out: ${escapeAdvice(pipeline.why)}`]
      : []),
    ...(landings?.kind === 'left-out'
      ? [`The last landings are left out: ${escapeAdvice(landings.why)}`]
      : []),
  ]
}
