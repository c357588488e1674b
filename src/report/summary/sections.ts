import type { TriggerState } from '../../health/triggers/trigger.ts'
import type { RunEvent } from '../../run/event.ts'
import { isRolledBack } from '../../run/outcome.ts'
import type { PlanDescription } from '../../run/rollback.ts'
import { renderCounts } from '../log/probe-runs.ts'
import type { RunStory } from '../run-story.ts'
import { shortenIds } from '../short-ids.ts'
import { STAGE_LABELS } from '../stage-names.ts'
import { measureRollbackTime, renderClock, renderMoment, renderSpan } from '../time.ts'
import { cell, codeBlock, codeSpan, escapeAdvice, escapeMarkdown, fitMarkdown, link } from '../untrusted.ts'
import { findWarnings } from '../warned.ts'
import { drawChart } from './chart.ts'
import { type Group, groupFailedTasks, groupFailures } from './evidence.ts'
import {
  collectStrips,
  countResults,
  describeLatency,
  describeStrips,
  drawStrip,
  probesPerSquare,
} from './probe-strip.ts'
import { collectTimeline, renderTimeline } from './timeline.ts'

/** Markdown without a heading, or nothing where there is nothing to say. */
type Section = string | undefined

const MAX_ITEMS = 20

/**
 * From what to what, and why that target.
 *
 * @param screen what stands above it, and is not said again
 */
export function planSection({ outcome }: RunStory, screen = ''): Section {
  const { plan, evidence } = outcome
  if (plan !== undefined) {
    const move = renderMove(plan)
    const news = plan.evidence.filter((text) => !screen.includes(escapeMarkdown(withoutTarget(text, plan))))
    return [screen.includes(move) ? '' : move, bullets(news)].filter(Boolean).join('\n\n')
  }
  if (evidence === undefined || evidence.length === 0) return undefined
  return `Looked at, and why it was not taken:\n\n${bullets(evidence)}`
}

/** `web:3 ran before` as `ran before`. */
export function withoutTarget(evidence: string, { to }: PlanDescription): string {
  return evidence.startsWith(`${to} `) ? evidence.slice(to.length + 1) : evidence
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
  const rows = collectTimeline(story.events)
  if (rows.length === 0) return undefined
  const beginning = story.outcome.result === 'healthy' ? [] : [renderTimings(story)]
  return [...beginning, renderTimeline(rows)].join('\n\n')
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

/** The probes of all checks in one chart, then each check and stage. */
export function probesSection({ events, context }: RunStory): Section {
  const strips = collectStrips(events)
  if (strips.length === 0) return undefined
  const perSquare = probesPerSquare(strips)
  const hasStages = new Set(strips.map(({ stage }) => stage)).size > 1
  const rows = strips.map((strip) => {
    const of = hasStages ? `, ${STAGE_LABELS[strip.stage]}` : ''
    const check = fitMarkdown(strip.check, 80, codeSpan)
    const counts = [renderCounts(countResults(strip)), ...describeLatency(strip)].join(' · ')
    return `- ${check}${of}<br>${drawStrip(strip, perSquare)}<br>${counts}`
  })
  const legend = `<sub>${describeStrips(strips, perSquare)}</sub>`
  return [drawChart(events, context.settings.intervalMs), rows.join('\n'), legend]
    .filter(Boolean)
    .join('\n\n')
}

/** Folded: stopped tasks and failed probes by cause, what the platform said, what was gathered. */
export function evidenceSection({ events }: RunStory): string {
  const messages = events.flatMap((event) =>
    event.kind === 'platform-said' ? [`${renderMoment(event.atMs)} ${shortenIds(event.text)}`] : [],
  )
  const causes = groupFailures(events)
  const hasStopped = events.some((event) => event.kind === 'evidence' && event.shows === 'stopped-tasks')
  return [
    fold('Failed tasks, by reason', hasStopped ? undefined : bulletGroups(groupFailedTasks(events))),
    fold('Failed probes, by cause', causes.length < 2 ? undefined : bulletGroups(causes)),
    ...events.flatMap((event) => (event.kind === 'evidence' ? [evidenceFold(event)] : [])),
    fold(
      'What the platform said',
      messages.length === 0 ? undefined : codeBlock(messages.join('\n'), { maxLines: 60, maxLength: 8_000 }),
    ),
  ]
    .filter(Boolean)
    .join('\n\n')
}

function evidenceFold({ title, lines, links = [] }: Extract<RunEvent, { kind: 'evidence' }>): string {
  const block = lines.length === 0 ? [] : [codeBlock(lines.join('\n'), { maxLines: 60, maxLength: 8_000 })]
  const addresses = links.map(({ label, url }) => link(label, url)).join(' · ')
  return fold(title, [...block, ...(addresses === '' ? [] : [addresses])].join('\n\n'))
}

/** Warnings, and what the plan could not find out; advice that is among the next steps stands there. */
export function blindSpotsSection({ outcome, events }: RunStory): Section {
  const warnings = findWarnings({ outcome, events }).map(({ text, hint }) =>
    hint === undefined ? text : `${text}. ${hint}`,
  )
  const all = [...new Set([...(outcome.plan?.unknowns ?? []), ...warnings])]
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

/** The title is HTML, where Markdown is not read, so it holds words only. */
export function fold(title: string, content: Section, state: 'open' | 'folded' = 'folded'): string {
  if (content === undefined || content === '') return ''
  const safeTitle = title.replace(/[^\p{L}\p{N} .,:/()-]/gu, ' ').slice(0, 120)
  const attribute = state === 'open' ? ' open' : ''
  return `<details${attribute}><summary>${safeTitle}</summary>\n\n${content}\n\n</details>`
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
