import type { TriggerState } from '../../health/triggers/trigger.ts'
import type { RunEvent } from '../../run/event.ts'
import { isRolledBack, type Outcome } from '../../run/outcome.ts'
import type { PlanDescription } from '../../run/rollback.ts'
import { renderCounts } from '../log/probe-runs.ts'
import type { RunStory } from '../run-story.ts'
import { STAGE_LABELS } from '../stage-names.ts'
import { measureRollbackTime, renderClock, renderMoment, renderSpan } from '../time.ts'
import { cell, codeBlock, codeSpan, escapeAdvice, escapeMarkdown, link } from '../untrusted.ts'
import { findWarnings } from '../warned.ts'
import { drawGantt } from './drawings.ts'
import { type Group, groupFailedTasks, groupFailures } from './evidence.ts'
import type { Headline } from './headline.ts'
import {
  collectStrips,
  countResults,
  describeStrips,
  drawLatency,
  drawStrip,
  probesPerSquare,
  slowestOf,
} from './probe-strip.ts'
import { collectTimeline, renderTimeline } from './timeline.ts'

/** Markdown without a heading, or nothing where there is nothing to say. */
type Section = string | undefined

const MAX_ITEMS = 20

/** From what to what, and why that target. */
export function planSection({ outcome }: RunStory): Section {
  const { plan, evidence } = outcome
  if (plan !== undefined) {
    return [renderMove(plan), bullets(plan.evidence)].filter(Boolean).join('\n\n')
  }
  if (evidence === undefined || evidence.length === 0) return undefined
  return `Looked at, and why it was not taken:\n\n${bullets(evidence)}`
}

/** Of several services there is a line each, as `service=revision`, in the same order. */
function renderMove({ from, to }: PlanDescription): string {
  const targets = to.split('\n')
  return from
    .split('\n')
    .map((revision, index) => `${codeSpan(revision)} → ${codeSpan(targets[index] ?? '')}`)
    .join('<br>\n')
}

export function timelineSection(story: RunStory): Section {
  const { outcome, events } = story
  const rows = collectTimeline(events)
  if (rows.length === 0) return undefined
  return [renderTimings(story), drawGantt(events, endOf(outcome)), renderTimeline(rows)]
    .filter(Boolean)
    .join('\n\n')
}

/** On the run's clock, as far as the timings show. */
function endOf({ timings: { detectionMs = 0, rollbackMs = 0 } }: Outcome): number {
  return detectionMs + rollbackMs
}

/** With the clock on the wall, by which other logs go. */
function renderTimings(story: RunStory): string {
  const { outcome, context } = story
  const { detectionMs } = outcome.timings
  const time = measureRollbackTime(story)
  const did = isRolledBack(outcome.result) ? 'healthy again after another' : `the rollback ${time?.verb}`
  return [
    `Began ${renderClock(context.startedAt)}`,
    ...(detectionMs === undefined ? [] : [`Detected after **${renderSpan(detectionMs)}**`]),
    ...(time === undefined ? [] : [`${did} **${time.span}**`]),
  ].join(' · ')
}

/** A row for each check and stage: its probes, its latencies on one scale, and the counts. */
export function probesSection({ events }: RunStory): Section {
  const strips = collectStrips(events)
  if (strips.length === 0) return undefined
  const perSquare = probesPerSquare(strips)
  const scale = { perSquare, slowestMs: slowestOf(strips) }
  const hasStages = new Set(strips.map(({ stage }) => stage)).size > 1
  const rows = strips.map((strip) => {
    const of = hasStages ? `${STAGE_LABELS[strip.stage]} | ` : ''
    const check = cell(codeSpan(strip.check, 80))
    const counts = renderCounts(countResults(strip.observations))
    return `| ${check} | ${of}${drawStrip(strip, perSquare)}<br>${counts} | ${drawLatency(strip, scale)} |`
  })
  const header = hasStages
    ? '| Check | Of | Probes | Response time |\n| :--- | :--- | :--- | :--- |'
    : '| Check | Probes | Response time |\n| :--- | :--- | :--- |'
  return `${header}\n${rows.join('\n')}\n\n<sub>${describeStrips(strips, perSquare)}</sub>`
}

/** Folded: stopped tasks and failed probes by cause, what the platform said, what was gathered. */
export function evidenceSection({ events }: RunStory): Section {
  const messages = events.flatMap((event) =>
    event.kind === 'platform-said' ? [`${renderMoment(event.atMs)} ${event.text}`] : [],
  )
  const causes = groupFailures(events)
  const parts = [
    details('Failed tasks, by reason', bulletGroups(groupFailedTasks(events))),
    details('Failed probes, by cause', causes.length < 2 ? undefined : bulletGroups(causes)),
    details(
      'What the platform said',
      messages.length === 0 ? undefined : codeBlock(messages.join('\n'), { maxLines: 60, maxLength: 8_000 }),
    ),
    ...events.flatMap((event) => (event.kind === 'evidence' ? [evidenceDetails(event)] : [])),
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? undefined : parts.join('\n\n')
}

function evidenceDetails({ title, lines, links = [] }: Extract<RunEvent, { kind: 'evidence' }>): Section {
  const block = lines.length === 0 ? [] : [codeBlock(lines.join('\n'), { maxLines: 60, maxLength: 8_000 })]
  const addresses = links.map(({ label, url }) => link(label, url)).join(' · ')
  return details(title, [...block, ...(addresses === '' ? [] : [addresses])].join('\n\n'))
}

/** What a person does now: the advice of the result, the hint, the commands of the plan, the links. */
export function nextSection({ outcome }: RunStory, { next, byHand }: Headline): Section {
  const { hint, plan, run } = outcome
  const items = [
    ...(run === undefined ? [] : [`Rollback run: ${link(run.id, run.url)}`]),
    ...(hint === undefined ? [] : [escapeAdvice(hint)]),
    ...next,
  ]
  if (items.length === 0) return undefined
  const list = items.map((item, index) => `${index + 1}. ${item}`).join('\n')
  if (!byHand || plan === undefined || plan.manual.length === 0) return list
  const commands = codeBlock(plan.manual.join('\n'), { maxLines: 40, maxLength: 32_000 })
  return `${list}\n\nTo roll back by hand:\n\n${commands}`
}

/** Warnings, and what the plan could not find out. */
export function blindSpotsSection({ outcome, events }: RunStory): Section {
  const all = [...new Set([...(outcome.plan?.unknowns ?? []), ...findWarnings(events)])]
  return all.length === 0 ? undefined : bullets(all, escapeAdvice)
}

function bulletGroups(groups: readonly Group[]): Section {
  return groups.length === 0 ? undefined : bullets(groups.map(({ text, count }) => `${count} × ${text}`))
}

function bullets(texts: readonly string[], render: (text: string) => string = escapeMarkdown): string {
  const shown = texts.slice(0, MAX_ITEMS).map((text) => `- ${render(text)}`)
  const rest = texts.length - shown.length
  return [...shown, ...(rest > 0 ? [`- *and ${rest} more*`] : [])].join('\n')
}

/** The title is HTML, where Markdown is not read, so it holds fixed text only. */
function details(title: string, content: Section): Section {
  if (content === undefined || content === '') return undefined
  const safeTitle = title.replace(/[^\p{L}\p{N} .,:/()-]/gu, ' ')
  return `<details><summary>${safeTitle}</summary>\n\n${content}\n\n</details>`
}

const MAX_TRIGGERS = 30

const TRIGGER_STATES: Readonly<Record<TriggerState, string>> = {
  fired: '❌ fired',
  pending: '⏳ pending',
  'not-evaluable': '❔ not evaluable',
  ok: '✅ did not fire',
}

/** What each line of `rollback-when` came to: one that nobody could evaluate has not passed. */
export function triggersSection({ outcome }: RunStory): Section {
  const triggers = outcome.verification?.assessment.triggers ?? []
  if (triggers.length === 0) return undefined
  const rows = triggers
    .slice(0, MAX_TRIGGERS)
    .map(
      ({ line, state, text }) =>
        `| ${cell(codeSpan(line, 200))} | ${TRIGGER_STATES[state]} | ${cell(escapeMarkdown(text, 300))} |`,
    )
  const rest = triggers.length > MAX_TRIGGERS ? [`| *${triggers.length - MAX_TRIGGERS} more* | | |`] : []
  return ['| Trigger | State | Figures |', '| --- | --- | --- |', ...rows, ...rest].join('\n')
}
