import { renderDuration } from '../../core/duration.ts'
import type { ReportContext } from '../run-story.ts'
import { toPlainText } from '../untrusted.ts'
import type { LogEntry } from './log.ts'

/** What a run goes by, after defaults and inputs: without secrets, addresses and bodies. */
export function renderConfiguration(context: Omit<ReportContext, 'exitCode'>): LogEntry {
  const { mode, target, where = [], environment, settings, version } = context
  const place = where.map(({ name, value }) => (name === undefined ? value : `${name} ${value}`)).join(', ')
  const checks = settings.checks.map(({ name, required }) => (required ? name : `${name} (warns only)`))
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['version', version],
    ['mode', mode],
    ['target', target],
    ['place', place],
    ['environment', environment],
    ['checks', checks.join(', ')],
    ['expect-version', settings.expectVersion],
    ['interval', renderDuration(settings.intervalMs)],
    ['start-period', renderDuration(settings.startPeriodMs)],
    ['success-threshold', String(settings.successThreshold)],
    ['retries', String(settings.retries)],
    ['bake-time', renderDuration(settings.bakeTimeMs)],
    ...(settings.rollbackWhen ?? []).map((line) => ['rollback-when', line] as const),
    ['rollout-timeout', renderDuration(settings.rolloutTimeoutMs)],
    ['rollback-timeout', renderDuration(settings.rollbackTimeoutMs)],
    ['poll-interval', renderDuration(settings.pollIntervalMs)],
    ['auto-rollback', String(settings.autoRollback)],
    ['fail-on-rollback', String(settings.failOnRollback)],
    ['on-inconclusive', settings.onInconclusive],
    ...where.flatMap(({ url }) => (url === undefined ? [] : [['console', url] as const])),
  ]
  return {
    kind: 'group',
    title: 'Configuration',
    lines: lines.flatMap(([name, value]) => (value ? [`${name.padEnd(17)} ${toPlainText(value)}`] : [])),
  }
}
