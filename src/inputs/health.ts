import type { CheckConfig, HealthConfig } from '../config.ts'
import type { InputName } from '../declarations.ts'
import { Secret } from '../secret.ts'
import { all, andThen, type Checked, each, valid } from './checked.ts'
import type { Fields } from './fields.ts'
import type { InputProblem } from './input-error.ts'
import { takeTarget } from './purpose.ts'
import { TARGETS } from './targets/targets.ts'
import { address } from './values/address.ts'
import { duration } from './values/duration.ts'
import { headerList } from './values/header.ts'
import { integer } from './values/integer.ts'
import { lines, splitLines } from './values/lines.ts'
import { statusList } from './values/status-list.ts'
import { oneLine } from './values/text.ts'
import { versionSource } from './values/version-source.ts'

const SHORTEST_MS = 10
const LONGEST_INTERVAL_MS = 3_600_000
const LONGEST_TIMEOUT_MS = 600_000

export function parseHealth(fields: Fields): Checked<HealthConfig, InputProblem> {
  return all<HealthConfig, InputProblem>({
    checks: parseChecks(fields),
    expectVersion: fields.takeOptional('expect-version', oneLine('a version on one line')),
    intervalMs: fields.take('interval', duration(SHORTEST_MS, LONGEST_INTERVAL_MS)),
    startPeriodMs: fields.take('start-period', duration(0)),
    successThreshold: fields.take('success-threshold', integer(1, 1_000)),
    bakeTimeMs: fields.take('bake-time', duration(0)),
    retries: fields.take('retries', integer(1, 1_000)),
  })
}

type HttpInputs = Pick<CheckConfig, 'headers' | 'expectStatus' | 'versionFrom' | 'timeoutMs'>

/** Each line of `health-url` is a check of its own; the other inputs are for all of them. */
function parseChecks(fields: Fields): Checked<readonly CheckConfig[], InputProblem> {
  const parts = all<{ urls?: readonly URL[]; http: HttpInputs }, InputProblem>({
    urls: fields.takeOptional(
      'health-url',
      lines(address, ({ href }) => href),
    ),
    http: all<HttpInputs, InputProblem>({
      headers: fields.takeList('headers', headerList),
      expectStatus: fields.take('expect-status', statusList),
      versionFrom: fields.take('version-from', versionSource),
      timeoutMs: fields.take('timeout', duration(SHORTEST_MS, LONGEST_TIMEOUT_MS)),
    }),
  })
  return andThen(parts, ({ urls, http }) => {
    if (urls === undefined) return withoutAddress(fields)
    const names = nameAddresses(
      urls,
      splitLines(fields.text('health-url')).map(({ number }) => number),
    )
    return valid(
      urls.map((url, index) => ({
        name: names[index] ?? url.host,
        url: new Secret(url.href),
        method: 'GET',
        required: true,
        ...http,
      })),
    )
  })
}

const NEED_ADDRESS: readonly InputName[] = [
  'headers',
  'expect-status',
  'expect-version',
  'version-from',
  'timeout',
]

function withoutAddress(fields: Fields): Checked<readonly CheckConfig[], InputProblem> {
  const target = takeTarget(fields)
  if (target.ok && !TARGETS[target.value].hasOwnSignals) {
    return fields.refuse('health-url', {
      allowed: `at least one address with target: ${target.value}`,
      hint: 'Nothing else tells whether the new version is well; if it is set from an expression, that gave nothing.',
    })
  }
  return refuseUnused(fields)
}

/** They say how an address is asked, and would be ignored without one. */
function refuseUnused(fields: Fields): Checked<readonly CheckConfig[], InputProblem> {
  const unused = NEED_ADDRESS.filter((name) => fields.isSet(name)).map((name) =>
    fields.refuse(name, {
      allowed: 'only with health-url',
      hint: 'health-url is empty; if it is set from an expression, that gave nothing.',
    }),
  )
  return each<CheckConfig, InputProblem>(unused)
}

const MAX_NAME_CHARACTERS = 100

/** Host and path, without the query, which may hold a secret; with the line's number where that is not unique. */
function nameAddresses(urls: readonly URL[], lineNumbers: readonly number[]): readonly string[] {
  const names = urls.map(({ host, pathname }) => {
    const name = `${host}${pathname}`
    return name.length > MAX_NAME_CHARACTERS ? `${name.slice(0, MAX_NAME_CHARACTERS - 1)}…` : name
  })
  return names.map((name, index) =>
    names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (line ${lineNumbers[index]})`,
  )
}
