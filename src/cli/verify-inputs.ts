import { readFileSync } from 'node:fs'
import { INPUT_DEFAULTS, type InputName } from '../inputs/declarations.ts'
import type { InputReader } from '../inputs/parser.ts'
import { VERIFY_ONLY } from '../targets/registry.ts'
import { type Given, type Options, UsageError } from './options.ts'

/** The options of `verify`. Each of the first eight stands for an input of the action. */
export const VERIFY_OPTIONS = {
  url: { value: 'URL', isRepeatable: true, help: 'the address to ask' },
  'expect-version': { value: 'V', help: 'the version that has to answer' },
  condition: { value: 'LINE', isRepeatable: true, help: 'what the answer must hold: \'body.db == "up"\'' },
  retries: { value: 'N', help: 'so many failures in a row are unhealthy (3)' },
  'retry-delay': { value: 'D', help: 'time between two probes (5s)' },
  timeout: { value: 'D', help: 'time in which an answer must come (10s)' },
  bake: { value: 'D', help: 'how long to go on after it is healthy (2m)' },
  checks: { value: 'FILE', help: 'checks as YAML, as in the input `checks`' },
  local: { help: 'one good answer is enough, and no time to start: nothing was deployed' },
  json: { help: 'writes the report as JSON, which `replay` reads' },
} as const satisfies Options

const INPUTS: Partial<Record<InputName, keyof typeof VERIFY_OPTIONS>> = {
  'health-url': 'url',
  'expect-version': 'expect-version',
  conditions: 'condition',
  retries: 'retries',
  interval: 'retry-delay',
  timeout: 'timeout',
  'bake-time': 'bake',
  checks: 'checks',
}
const DURATIONS: readonly InputName[] = ['interval', 'timeout', 'bake-time']

/** What is already running has nothing to start, and nothing to bake. */
const LOCAL: Partial<Record<InputName, string>> = {
  'start-period': '0s',
  'success-threshold': '1',
  'bake-time': '0s',
}

/** The options as the inputs of a step that only watches. Throws a UsageError if there is nothing to ask. */
export function readVerifyInputs({ values, others }: Given): InputReader {
  const [extra] = others
  if (extra !== undefined) {
    throw new UsageError(`${JSON.stringify(extra)} belongs to no option. An address is given as --url URL`)
  }
  if (!values.has('url') && !values.has('checks'))
    throw new UsageError('--url URL or --checks FILE is needed')
  const given = new Map<string, string>([
    ...Object.entries(INPUT_DEFAULTS),
    ['github-token', ''],
    ['target', VERIFY_ONLY.kind],
    ...(values.has('local') ? Object.entries(LOCAL) : []),
  ])
  for (const [input, option] of Object.entries(INPUTS) as [InputName, string][]) {
    const text = values.get(option)?.join('\n')
    if (text !== undefined) given.set(input, readValue(input, text))
  }
  return { get: (name) => given.get(name) ?? '' }
}

/** The name by which a person has given an input. */
export function optionOf(input: string): string {
  const option = INPUTS[input as InputName]
  return option === undefined ? input : `--${option}`
}

function readValue(input: InputName, text: string): string {
  // Scripts give seconds without a unit.
  if (DURATIONS.includes(input) && /^\d+(\.\d+)?$/.test(text)) return `${text}s`
  return input === 'checks' ? readChecks(text) : text
}

function readChecks(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`--checks ${path}: ${error instanceof Error ? error.message : error}`)
  }
}
