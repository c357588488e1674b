import { isCommand } from '../process/command-check.ts'
import { all, andThen, type Checked, valid } from './checked.ts'
import type { CheckConfig, HealthConfig, MetricConfig } from './config.ts'
import type { Fields } from './fields.ts'
import { type JudgedTarget, parseChecks } from './health-checks.ts'
import type { InputProblem } from './input-error.ts'
import { metricList } from './metrics.ts'
import { findUnusedMetrics, triggerList } from './trigger-list.ts'
import { duration } from './values/duration-value.ts'
import { integer } from './values/integer.ts'
import { pattern } from './values/pattern-value.ts'
import { oneLine } from './values/text.ts'

const SHORTEST_MS = 10
const LONGEST_INTERVAL_MS = 3_600_000

type TriggerLists = Pick<HealthConfig, 'rollbackWhen' | 'warnWhen' | 'logPattern'>
type Basics = Omit<HealthConfig, keyof TriggerLists>

/** @param target undefined: its name is wrong, which is said elsewhere */
export function parseHealth(
  fields: Fields,
  target: JudgedTarget | undefined,
): Checked<HealthConfig, InputProblem> {
  const checks = parseChecks(fields, target)
  const basics = all<Basics, InputProblem>({
    checks: andThen(checks, (all) => valid(all.filter(({ stage }) => stage !== 'test'))),
    testChecks: andThen(checks, (all) => valid(all.filter(({ stage }) => stage === 'test'))),
    expectVersion: fields.takeOptional('expect-version', oneLine('a version on one line')),
    intervalMs: fields.take('interval', duration(SHORTEST_MS, LONGEST_INTERVAL_MS)),
    startPeriodMs: fields.take('start-period', duration(0)),
    successThreshold: fields.take('success-threshold', integer(1, 1_000)),
    bakeTimeMs: fields.take('bake-time', duration(0)),
    retries: fields.take('retries', integer(1, 1_000)),
  })
  const metrics = fields.takeList('metrics', metricList)
  const read = all<{ basics: Basics; metrics: readonly MetricConfig[] }, InputProblem>({
    basics: andThen(basics, (found) => refuseUnreadVersion(fields, found)),
    metrics,
  })
  return andThen(read, (found) =>
    andThen(parseTriggers(fields, found, target), (lists) => valid({ ...found.basics, ...lists })),
  )
}

function readsLog({ rollbackWhen, warnWhen }: TriggerLists): boolean {
  return [rollbackWhen, warnWhen].some((list) => list?.triggers.some(({ log }) => log !== undefined))
}

/** A command shows by the variable's name that it compares the version. */
function readsVersion(check: CheckConfig): boolean {
  return isCommand(check) ? check.run.includes('SAFE_LANDING_VERSION') : check.versionFrom !== undefined
}

/** A version that no check reads would be taken for one that was found. */
function refuseUnreadVersion(fields: Fields, basics: Basics): Checked<Basics, InputProblem> {
  const isRead = basics.checks.some((check) => check.required && readsVersion(check))
  if (basics.expectVersion === undefined || isRead || basics.checks.length === 0) return valid(basics)
  return fields.refuse('expect-version', {
    expected: 'only where a check reads a version',
    hint: 'Set version-from in a required entry of checks, use $SAFE_LANDING_VERSION in its run, or set health-url.',
  })
}

function parseTriggers(
  fields: Fields,
  { basics, metrics }: { readonly basics: Basics; readonly metrics: readonly MetricConfig[] },
  target: JudgedTarget | undefined,
): Checked<TriggerLists, InputProblem> {
  const { checks, expectVersion, intervalMs, bakeTimeMs, retries } = basics
  const required = checks.filter((check: CheckConfig) => check.required)
  const numbers = {
    intervalMs,
    bakeTimeMs,
    retries,
    timeoutMs: Math.max(0, ...required.map(({ timeoutMs }) => timeoutMs)),
    hasChecks: required.length > 0,
    hasVersion: expectVersion !== undefined,
    hasRuns: target?.hasRuns ?? false,
    logs: target?.logs?.(fields),
  }
  // If it is wrong, that is reported where it is read for the platform.
  const poll = fields.take('poll-interval', duration(SHORTEST_MS))
  const pollIntervalMs = poll.ok ? poll.value : 0
  const parser = triggerList({ metrics, numbers, pollIntervalMs })
  const logPattern = fields.take('log-pattern', pattern)
  const lists = all<TriggerLists, InputProblem>({
    rollbackWhen: fields.takeOptional('rollback-when', parser),
    warnWhen: fields.takeOptional('warn-when', parser),
    logPattern,
  })
  return andThen(lists, (found) => {
    if (fields.isSet('log-pattern') && !readsLog(found)) {
      const hint = 'For example: log errors > 5 over 2m'
      return fields.refuse('log-pattern', { expected: 'only with a line that reads the log', hint })
    }
    const [unused] = findUnusedMetrics(metrics, [found.rollbackWhen, found.warnWhen])
    if (unused === undefined) return valid(found)
    return fields.refuse('metrics', {
      actual: unused,
      expected: 'metrics that a line of rollback-when or warn-when reads',
      hint: `For example: metric ${unused} > 95 for 5m`,
    })
  })
}
