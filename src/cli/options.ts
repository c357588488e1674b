import { parseArgs } from 'node:util'
import { nearest } from '../core/nearest.ts'

/** One option of a command, as it is given and as its help describes it. */
export interface Option {
  /** What stands for its value in the help, such as `URL`. Absent: it has none. */
  readonly value?: string
  readonly isRepeatable?: true
  readonly help: string
}

export type Options = Readonly<Record<string, Option>>

/** What was given: the values of each option, in order (`''` for one without a value), and the other arguments. */
export interface Given {
  readonly values: ReadonlyMap<string, readonly string[]>
  readonly others: readonly string[]
}

/** The command was called wrongly: nothing was done. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Throws a {@link UsageError} for what is no option, has no value, or is given twice. */
export function parseOptions(options: Options, args: readonly string[]): Given {
  const types = Object.fromEntries(
    Object.entries(options).map(([name, { value }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: true },
    ]),
  )
  const { tokens } = parseArgs({
    args: [...args],
    options: types,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const values = new Map<string, string[]>()
  const others: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') others.push(token.value)
    if (token.kind !== 'option') continue
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined
    if (option === undefined) throw new UsageError(describeUnknown(token.rawName, Object.keys(options)))
    const before = values.get(token.name) ?? []
    if (before.length > 0 && !option.isRepeatable) throw new UsageError(`${token.rawName} is given twice`)
    values.set(token.name, [...before, readValue(token, option)])
  }
  return { values, others }
}

interface OptionToken {
  readonly rawName: string
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

function readValue({ rawName, value, inlineValue }: OptionToken, option: Option): string {
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value`)
    return ''
  }
  // What follows looks like the next option: the value was forgotten.
  if (value === undefined || value === '' || (!inlineValue && value.startsWith('--')))
    throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value}`)
  return value
}

function describeUnknown(rawName: string, names: readonly string[]): string {
  const meant = nearest(rawName.replace(/^-+/, ''), names)
  return `unknown option ${rawName}${meant === undefined ? '' : `. Did you mean --${meant}?`}`
}

const WIDTH = 26

/** The lines of a help that describe the options. */
export function renderOptions(options: Options): readonly string[] {
  return Object.entries(options).map(([name, { value, isRepeatable, help }]) => {
    const form = `--${name}${value === undefined ? '' : ` ${value}`}${isRepeatable ? ' …' : ''}`
    return `  ${form.padEnd(WIDTH)} ${help}`
  })
}
