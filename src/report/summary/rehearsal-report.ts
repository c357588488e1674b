import type { Leg } from '../../run/outcome.ts'
import { attributes, escapeXml, seconds } from '../junit.ts'
import { renderCounts } from '../log/probe-runs.ts'
import { measureRehearsal, type RehearsalCase, rehearsalCases } from '../rehearsal-cases.ts'
import type { RunStory } from '../run-story.ts'
import { renderClock, renderSpan, renderWallTime } from '../time.ts'
import { cell, codeSpan, escapeAdvice, escapeMarkdown, link } from '../untrusted.ts'
import { findWarnings } from '../warned.ts'
import { collectStrips, countResults, describeLatency } from './probe-strip.ts'
import { renderWhere } from './where.ts'

const SIGNS: Readonly<Record<RehearsalCase['status'], string>> = {
  passed: '✅ pass',
  failed: '❌ fail',
  'not reached': '➖ not reached',
  'left out': '➖ left out',
}

/** The test report as a table that fits on a phone. Undefined: there was no rehearsal. */
export function rehearsalSection(story: RunStory): string | undefined {
  const cases = rehearsalCases(story)
  if (cases.length === 0) return undefined
  const rows = cases.map(({ name, status, tookMs, target, note }) => {
    const [sign] = SIGNS[status].split(' ')
    const of = target === undefined ? '' : `, ${target}`
    return `| ${sign} | ${name} | ${renderTook(tookMs)} | ${cell(escapeMarkdown(note, 200))}${of} |`
  })
  return ['| | Test case | Time | |', '| :--- | :--- | ---: | :--- |', ...rows].join('\n')
}

/** The same with a word for each sign. */
function renderCases(story: RunStory): string {
  const rows = rehearsalCases(story).map(
    ({ name, status, tookMs, target = '', note }) =>
      `| ${name} | ${SIGNS[status]} | ${renderTook(tookMs)} | ${target} | ${cell(escapeMarkdown(note, 200))} |`,
  )
  const head = '| Test case | Status | Time | Target | Notes |'
  return [head, '| :--- | :--- | ---: | :--- | :--- |', ...rows].join('\n')
}

function renderTook(tookMs: number | undefined): string {
  return tookMs === undefined ? '' : renderSpan(tookMs)
}

/** The whole test report as a file, Markdown. Undefined: there was no rehearsal. */
export function renderRehearsalReport(story: RunStory): string | undefined {
  if (story.outcome.rehearsal === undefined) return undefined
  const parts = [
    '# Rollback procedure test report',
    renderHead(story),
    `## Test summary\n\n${renderCases(story)}`,
    `## Detailed results\n\n${renderMoments(story)}`,
    `## Rollback verification\n\n${renderVerification(story)}`,
    `## Issues found\n\n${renderIssues(story)}`,
    `## Recommendations\n\n${renderRecommendations(story)}`,
    `## Sign-off\n\n${renderSignOff(story)}`,
  ]
  return `${parts.join('\n\n')}\n`
}

function renderHead(story: RunStory): string {
  const { context, outcome } = story
  const { run } = context
  const failed = rehearsalCases(story).filter(({ status }) => status === 'failed')
  const tester = run === undefined ? 'unknown' : `${escapeMarkdown(run.actor, 60)} (${link('run', run.url)})`
  return [
    `**Date**: ${renderClock(context.startedAt)}<br>`,
    `**Tester**: ${tester}<br>`,
    `**Where**: ${renderWhere(story, 1)}<br>`,
    `**Result**: ${outcome.result === 'rehearsed' && failed.length === 0 ? '✅ PASS' : '❌ FAIL'}: ${escapeMarkdown(outcome.reason, 600)}`,
  ].join('\n')
}

/** By the clock on the wall, by which other logs go. */
function renderMoments({ outcome, events, context }: RunStory): string {
  const { verification, rehearsal } = outcome
  const back = rehearsal?.back
  const started = events.find(({ kind }) => kind === 'rollback-started')
  const ended = events.find(({ kind }) => kind === 'rollback-ended')
  const moments: readonly (readonly [string, number | undefined])[] = [
    ['Version verified healthy', verification?.endedAtMs],
    ['Failure rehearsed from', rehearsal?.detection?.startedAtMs],
    ['Deployment judged as failed', rehearsal?.detection?.endedAtMs],
    ['Rollback initiated', started?.atMs],
    ['Rollback target in place', ended?.atMs],
    ['Service stable on the rollback target', back?.recovery?.endedAtMs],
    ['Version put forward again, and verified', rehearsal?.forward?.recovery?.endedAtMs],
  ]
  const { recoveryMs } = measureRehearsal(outcome)
  const took = recoveryMs === undefined ? 'not recovered' : renderSpan(recoveryMs)
  return [
    ...moments.flatMap(([name, atMs]) =>
      atMs === undefined ? [] : [`- ${name}: ${renderWallTime(context.startedAt, atMs)}`],
    ),
    `- **From the failure to the recovery**: ${took}`,
  ].join('\n')
}

function renderVerification({ outcome, events }: RunStory): string {
  const { back, forward } = outcome.rehearsal ?? {}
  const revisions = [
    ...renderRevision('Revision before', back?.plan?.from),
    ...renderRevision('Rolled back to', back?.plan?.to),
    ...renderRevision('Went forward again to', forward?.plan?.to),
  ]
  const strips = collectStrips(events).filter(({ stage }) => stage === 'recovery' || stage === 'forward')
  const checks = strips.map((strip) => {
    const when = strip.stage === 'forward' ? 'after the way forward' : 'after the rollback'
    const leg = strip.stage === 'forward' ? forward : back
    const counts = [renderCounts(countResults(strip)), ...describeLatency(strip)].join(', ')
    return `- ${codeSpan(strip.check, 80)} ${when}: ${describeHealth(leg)} (${counts})`
  })
  const data =
    '- Data: not checked beyond these checks. A check with `run` can compare what the service holds.'
  return [...revisions, ...checks, data].join('\n')
}

function renderRevision(label: string, revision: string | undefined): string[] {
  return revision === undefined
    ? []
    : [
        `- ${label}: ${revision
          .split('\n')
          .map((one) => codeSpan(one, 120))
          .join(', ')}`,
      ]
}

function describeHealth(leg: Leg | undefined): string {
  const kind = leg?.recovery?.verdict.kind
  return kind === 'healthy' ? '✅ healthy' : kind === undefined ? 'not judged' : `❌ ${kind}`
}

function renderIssues(story: RunStory): string {
  const failed = rehearsalCases(story).filter(({ status }) => status === 'failed')
  const issues = [
    ...failed.map(({ name, note }) => `- **${name}**: ${escapeMarkdown(note, 600)}`),
    ...findWarnings(story).map(({ text }) => `- ${escapeMarkdown(text, 600)}`),
  ]
  return issues.length === 0 ? 'None.' : issues.join('\n')
}

function renderRecommendations(story: RunStory): string {
  const { outcome, context } = story
  const { recoveryTargetMs } = context.settings
  const { recoveryMs } = measureRehearsal(outcome)
  const isLate = recoveryTargetMs !== undefined && recoveryMs !== undefined && recoveryMs > recoveryTargetMs
  const all = [
    ...(outcome.hint === undefined ? [] : [escapeAdvice(outcome.hint, 600)]),
    ...(recoveryTargetMs === undefined
      ? ['Set `recovery-target`, so that the next report says whether the recovery is fast enough.']
      : []),
    ...(isLate
      ? [
          'The recovery was too slow. See which case took longest: fewer `retries` or a shorter `interval` detect sooner; a shorter draining time of the platform lets it roll back sooner.',
        ]
      : []),
    ...findWarnings(story).flatMap(({ hint }) => (hint === undefined ? [] : [escapeAdvice(hint, 600)])),
  ]
  return all.length === 0 ? 'None.' : [...new Set(all)].map((text) => `- ${text}`).join('\n')
}

function renderSignOff({ context }: RunStory): string {
  const by = context.run?.actor ?? ''
  return [
    `- Tested by: ${by === '' ? '' : escapeMarkdown(by, 60)} with Safe Landing ${codeSpan(context.version)}`,
    '- Approved by:',
    `- Date: ${context.startedAt.slice(0, 10)}`,
  ].join('\n')
}

/** The same in the form that test reporters read: https://github.com/testmoapp/junitxml */
export function renderRehearsalXml(story: RunStory): string | undefined {
  const cases = rehearsalCases(story)
  if (cases.length === 0) return undefined
  const rendered = cases.flatMap(({ name, status, tookMs, target, note }) => {
    const head = `<testcase ${attributes({ classname: 'Rehearsal', name, time: seconds(tookMs) })}`
    if (status === 'passed') return [`  ${head}/>`]
    const message = attributes({
      message: target === undefined ? status : `${note}, and the target is ${target}`,
    })
    const what =
      status === 'failed' ? `<failure ${message}>${escapeXml(note)}</failure>` : `<skipped ${message}/>`
    return [`  ${head}>`, `    ${what}`, '  </testcase>']
  })
  const count = (wanted: RehearsalCase['status'][]) =>
    String(cases.filter(({ status }) => wanted.includes(status)).length)
  const suite = attributes({
    name: 'Safe Landing: rehearsal of the rollback',
    tests: String(cases.length),
    failures: count(['failed']),
    skipped: count(['not reached', 'left out']),
    time: seconds(story.events.at(-1)?.atMs),
    timestamp: story.context.startedAt,
  })
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite ${suite}>`,
    ...rendered,
    '</testsuite>',
  ]
  return `${lines.join('\n')}\n`
}
