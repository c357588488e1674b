import { Secret } from '../core/secret.ts'
import type { HeaderConfig, HttpCheck } from '../http/model/check-config.ts'
import { parseCondition } from '../http/model/condition/parse-condition.ts'
import type { AnswerCondition } from '../http/model/expectation.ts'
import type { CommandCheck } from '../process/command-check.ts'
import { all, andThen, type Checked, each, invalid, valid } from './checked.ts'
import { readYaml, refused, type YamlValue } from './health-yaml.ts'
import { YamlFields } from './health-yaml-fields.ts'
import { type Parser, type Refusal, refuse } from './parser.ts'
import { address, showAddress } from './values/address.ts'
import { boolean } from './values/boolean.ts'
import { choice } from './values/choice.ts'
import { duration } from './values/duration-value.ts'
import { headerList } from './values/header.ts'
import { language } from './values/language.ts'
import { lines } from './values/lines.ts'
import { statusList } from './values/status-list.ts'
import { oneLine } from './values/text.ts'
import { versionSource } from './values/version-source.ts'

/** What an entry that does not say otherwise gets from the inputs of the same name. */
export type CheckDefaults = Pick<HttpCheck, 'expectStatus' | 'timeoutMs'>

type Http = Omit<HttpCheck, keyof CheckDefaults> & Partial<CheckDefaults>
type Command = Omit<CommandCheck, 'timeoutMs'> & Partial<Pick<CheckDefaults, 'timeoutMs'>>
export type Check = Http | Command

const KNOWN_FIELDS = 'a YAML list of checks, each with a name and a url or a run'
const FIELDS = [
  'name',
  'url',
  'run',
  'method',
  'headers',
  'body',
  'expect-status',
  'version-from',
  'conditions',
  'timeout',
  'required',
  'warn',
  'stage',
]
const OF_COMMANDS: readonly string[] = ['name', 'run', 'timeout', 'required', 'warn', 'stage']
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
const MAX_CHECKS = 200

/** One probe, from name look-up to the last byte of the body. */
export const probeTimeout = duration(10, 600_000)

const name: Parser<string> = {
  expected: 'a name of at most 100 characters',
  parse(text) {
    if (text.length > 100) return refuse('It is longer than 100 characters.')
    return oneLine('').parse(text)
  },
}

/** One condition a line; all must hold. */
export const conditionList: Parser<readonly AnswerCondition[]> = lines(
  language('a condition such as body.status == "ok" or time < 800ms', parseCondition),
)

/** The input `checks`: a list of different checks. */
export const checkList: Parser<readonly Check[]> = {
  expected: KNOWN_FIELDS,
  parse: (text) => andThen(readYaml(text, KNOWN_FIELDS), parseList),
}

function parseList(value: YamlValue): Checked<readonly Check[], Refusal> {
  if (value.kind !== 'list' || value.items.length === 0) {
    const hint = value.kind === 'map' ? 'Begin each check with a dash: "- name: api".' : undefined
    return refused(value.place, {
      actual: value.kind === 'text' ? value.text : `a ${value.kind}`,
      expected: KNOWN_FIELDS,
      hint,
    })
  }
  if (value.items.length > MAX_CHECKS)
    return refused(value.place, {
      actual: `${value.items.length} checks`,
      expected: `at most ${MAX_CHECKS} checks`,
    })
  return andThen(each(value.items.map((item) => parseCheck(item))), (checks) => {
    const repeated = checks.findIndex(
      (check, index) => checks.findIndex((other) => other.name === check.name) < index,
    )
    const item = value.items[repeated]
    if (item === undefined) return valid(checks)
    return refused(item.place, { actual: checks[repeated]?.name ?? '', expected: 'each name only once' })
  })
}

function parseCheck(value: YamlValue): Checked<Check, Refusal> {
  if (value.kind !== 'map') {
    return refused(value.place, {
      actual: value.kind === 'text' ? value.text : `a ${value.kind}`,
      expected: 'a check with name: and url: or run:',
    })
  }
  const fields = new YamlFields(value)
  const unknown = fields.refuseUnknown(FIELDS)
  const check = fields.value('run') === undefined ? parseHttp(fields) : parseCommand(fields)
  return unknown.ok ? check : invalid(...unknown.problems, ...(check.ok ? [] : check.problems))
}

const command: Parser<string> = {
  expected: 'a command for bash',
  parse(text) {
    if (text === '') return refuse('It is empty.')
    return text.includes('\0') ? refuse('It holds a NUL character.') : valid(text)
  },
}

function parseCommand(fields: YamlFields): Checked<Command, Refusal> {
  if (fields.value('url') !== undefined)
    return fields.refuse('url', { expected: 'a url or a run in one check, not both' })
  if (fields.value('run')?.kind === 'list')
    return fields.refuse('run', {
      actual: 'a list',
      expected: command.expected,
      hint: 'Write it as one text; after `run: |` it can have several lines.',
    })
  const misplaced = FIELDS.filter(
    (field) => fields.value(field) !== undefined && !OF_COMMANDS.includes(field),
  )
  if (misplaced.length > 0) {
    return each(
      misplaced.map((field) =>
        fields.refuse(field, { expected: 'only in a check with a url, not with run' }),
      ),
    ) as Checked<never, Refusal>
  }
  return all<Command, Refusal>({
    name: fields.take('name', name),
    run: fields.take('run', command),
    timeoutMs: fields.takeOptional('timeout', probeTimeout),
    required: parseRequired(fields),
    stage: fields.takeOptional('stage', choice(['test'] as const)),
  })
}

/** `warn: true` says the same as `required: false`. */
function parseRequired(fields: YamlFields): Checked<boolean, Refusal> {
  if (!fields.has('warn')) return orElse(fields.takeOptional('required', boolean), true)
  if (fields.has('required'))
    return fields.refuse('warn', { expected: 'warn or required in one check, not both' })
  return andThen(fields.take('warn', boolean), (warns) => valid(!warns))
}

function parseAddress(fields: YamlFields): Checked<Secret, Refusal> {
  if (fields.value('url') === undefined)
    return fields.refuse('url', {
      actual: '',
      expected: 'an http or https address as url, or a command as run',
    })
  return andThen(fields.take('url', address, showAddress), ({ href }) => valid(new Secret(href)))
}

function parseHttp(fields: YamlFields): Checked<Http, Refusal> {
  const body = parseBody(fields)
  const check = all<Http, Refusal>({
    name: fields.take('name', name),
    url: parseAddress(fields),
    method: orElse(
      fields.takeOptional('method', choice(METHODS)),
      body.ok && body.value !== undefined ? 'POST' : 'GET',
    ),
    headers: parseHeaders(fields),
    body,
    expectStatus: fields.takeOptional('expect-status', statusList),
    versionFrom: fields.takeOptional('version-from', versionSource),
    conditions: fields.takeOptional('conditions', conditionList),
    timeoutMs: fields.takeOptional('timeout', probeTimeout),
    required: parseRequired(fields),
    stage: fields.takeOptional('stage', choice(['test'] as const)),
  })
  return andThen(check, (found) => refuseBodyOfGet(fields, found))
}

function orElse<T>(checked: Checked<T | undefined, Refusal>, preset: T): Checked<T, Refusal> {
  return andThen(checked, (value) => valid(value ?? preset))
}

const hide = () => '***'

/** A map of names to values, or `name: value` lines. */
function parseHeaders(fields: YamlFields): Checked<readonly HeaderConfig[], Refusal> {
  const value = fields.value('headers')
  if (value?.kind !== 'map') return orElse(fields.takeOptional('headers', headerList, hide), [])
  return each(
    [...value.entries].map(([header, entry]) => {
      if (entry.value.kind !== 'text')
        return refused(entry.key, { actual: header, expected: 'a text as the value of a header' })
      const parsed = headerList.parse(`${header}: ${entry.value.text}`)
      if (parsed.ok && parsed.value[0] !== undefined) return valid(parsed.value[0])
      const { hint, mayBeUnset }: Refusal = parsed.ok ? {} : (parsed.problems[0] ?? {})
      return refused(entry.key, {
        actual: header,
        expected: 'name: value',
        hint,
        mayBeUnset,
      })
    }),
  )
}

/** A text is sent as it is; a map or a list as JSON. */
function parseBody(fields: YamlFields): Checked<Secret | undefined, Refusal> {
  const value = fields.value('body')
  if (value === undefined || !fields.has('body')) return valid(undefined)
  return valid(new Secret(value.kind === 'text' ? value.text : JSON.stringify(toJson(value))))
}

function toJson(value: YamlValue): unknown {
  switch (value.kind) {
    case 'list':
      return value.items.map(toJson)
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, toJson(entry.value)]))
    case 'text':
      return value.json
  }
}

function refuseBodyOfGet(fields: YamlFields, check: Http): Checked<Http, Refusal> {
  if (check.body === undefined || !['GET', 'HEAD', 'OPTIONS'].includes(check.method)) return valid(check)
  return fields.refuse('body', { expected: 'only with a method that has a body, such as POST' })
}
