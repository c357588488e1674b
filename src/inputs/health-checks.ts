import { Secret } from '../core/secret.ts'
import type { HttpCheck } from '../http/model/check-config.ts'
import { all, andThen, type Checked, each, valid } from './checked.ts'
import { type Check, type CheckDefaults, checkList, conditionList, probeTimeout } from './checks.ts'
import type { CheckConfig } from './config.ts'
import type { InputName } from './declarations.ts'
import type { Fields } from './fields.ts'
import type { InputProblem } from './input-error.ts'
import { address } from './values/address.ts'
import { headerList } from './values/header.ts'
import { lines, splitLines } from './values/lines.ts'
import { statusList } from './values/status-list.ts'
import { versionSource } from './values/version-source.ts'

type Checks = Checked<readonly CheckConfig[], InputProblem>

/** What of a target decides whether there is enough to judge by. */
export interface JudgedTarget {
  readonly kind: string
  readonly hasOwnSignals: boolean
  readonly hasRuns: boolean
  logs?(fields: Fields): 'of containers' | 'of a unit' | undefined
}

/** The lines of `health-url`, then the entries of `checks`. */
export function parseChecks(fields: Fields, target: JudgedTarget | undefined): Checks {
  const defaults = all<CheckDefaults, InputProblem>({
    expectStatus: fields.take('expect-status', statusList),
    timeoutMs: fields.take('timeout', probeTimeout),
  })
  const parts = all<
    { preset: CheckDefaults; addresses: readonly Check[]; others: readonly Check[] },
    InputProblem
  >({
    preset: defaults,
    addresses: parseAddresses(fields),
    others: fields.takeList('checks', checkList),
  })
  return andThen(parts, ({ preset, addresses, others }) =>
    refuseTooFew(
      fields,
      target,
      [...addresses, ...others].map((check) => withDefaults(check, preset)),
    ),
  )
}

function withDefaults(check: Check, preset: CheckDefaults): CheckConfig {
  return 'run' in check ? { timeoutMs: preset.timeoutMs, ...check } : { ...preset, ...check }
}

type HttpInputs = Pick<HttpCheck, 'headers' | 'versionFrom' | 'conditions'>

/** Each line of `health-url` is a check of its own; the other inputs are for all of them. */
function parseAddresses(fields: Fields): Checked<readonly Check[], InputProblem> {
  const parts = all<{ urls?: readonly URL[]; http: HttpInputs }, InputProblem>({
    urls: fields.takeOptional(
      'health-url',
      lines(address, ({ href }) => href),
    ),
    http: all<HttpInputs, InputProblem>({
      headers: fields.takeList('headers', headerList),
      versionFrom: fields.take('version-from', versionSource),
      conditions: fields.takeOptional('conditions', conditionList),
    }),
  })
  return andThen(parts, ({ urls, http }) => {
    if (urls === undefined) return refuseUnused(fields)
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

const OF_ADDRESSES: readonly InputName[] = ['headers', 'version-from', 'conditions']
const OF_ALL_CHECKS: readonly InputName[] = ['expect-status', 'expect-version', 'timeout']

/** They say how an address is asked, and would be ignored without one. */
function refuseUnused(fields: Fields): Checked<readonly Check[], InputProblem> {
  const hasChecks = fields.isSet('checks')
  const names = hasChecks ? OF_ADDRESSES : [...OF_ADDRESSES, ...OF_ALL_CHECKS]
  const unused = names
    .filter((name) => fields.isSet(name))
    .map((name) =>
      fields.refuse(name, {
        expected: 'only with health-url',
        ...(hasChecks
          ? { hint: 'Set it in the entries of checks.' }
          : {
              hint: 'health-url is empty; if it is set from an expression, the expression is empty.',
              mayBeUnset: 'health-url' as const,
            }),
      }),
    )
  return each<Check, InputProblem>(unused)
}

function refuseTooFew(
  fields: Fields,
  target: JudgedTarget | undefined,
  checks: readonly CheckConfig[],
): Checks {
  const repeated = checks.find(({ name }, index) => checks.findIndex((other) => other.name === name) < index)
  if (repeated !== undefined) {
    return fields.refuse('checks', {
      actual: repeated.name,
      expected: 'names that no line of health-url has',
    })
  }
  if (target === undefined || target.hasOwnSignals) return valid(checks)
  if (checks.length === 0 && target.hasRuns && judgesRuns(fields)) return valid(checks)
  if (checks.length === 0) {
    return fields.refuse('health-url', {
      expected: `at least one address with target: ${target.kind}`,
      hint: 'Without it nothing shows whether the new version is healthy. If it is set from an expression, the expression is empty.',
      mayBeUnset: true,
    })
  }
  if (checks.some(({ required }) => required)) return valid(checks)
  return fields.refuse('checks', {
    actual: 'required: false',
    expected: `at least one required check with target: ${target.kind}`,
    hint: 'Without it nothing shows whether the new version is healthy.',
  })
}

/** The runs of a workflow show how a pipeline is, if a line of `rollback-when` asks them. */
function judgesRuns(fields: Fields): boolean {
  return /^\s*run\s/m.test(fields.text('rollback-when'))
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
