import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'

/** What action.yml declares, in its order. */
export interface Declarations {
  readonly inputs: Readonly<Record<string, DeclaredInput>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
}

export interface DeclaredInput {
  readonly description: string
  readonly default?: string
  readonly required?: boolean
}

export async function readDeclarations(actionFile: URL): Promise<Declarations> {
  return parse(await readFile(actionFile, 'utf8')) as Declarations
}

/** The TypeScript module by which the code knows names and defaults; action.yml is not read at run time. */
export function renderModule({ inputs }: Declarations): string {
  const defaults = Object.entries(inputs).map(([name, input]) =>
    entry(key(name), literal(input.default ?? '')),
  )
  return `${[
    '// Generated from action.yml by `npm run readme`.',
    '// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a default may be an expression',
    '',
    '/** Every declared input with its default as the runner gives it, in the order of action.yml. */',
    'export const INPUT_DEFAULTS = {',
    ...defaults,
    '} as const',
    '',
    'export type InputName = keyof typeof INPUT_DEFAULTS',
  ].join('\n')}\n`
}

/** As the formatter would have it. */
function entry(name: string, value: string): string {
  const line = `  ${name}: ${value},`
  return line.length > LINE_WIDTH ? `  ${name}:\n    ${value},` : line
}

const LINE_WIDTH = 110

function key(name: string): string {
  return /^[a-z]+$/.test(name) ? name : literal(name)
}

function literal(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}

/** The inputs that a first workflow has to do with: the README shows no others. */
const FIRST_INPUTS = [
  'mode',
  'target',
  'health-url',
  'expect-version',
  'conditions',
  'start-period',
  'bake-time',
  'retries',
  'rollback-when',
  'rollback-to',
  'auto-rollback',
  'rollout-timeout',
]

/** The table of the inputs that matter most, in Markdown. */
export function renderFirstInputs({ inputs }: Declarations): string {
  const first = Object.entries(inputs).filter(([name]) => FIRST_INPUTS.includes(name))
  return renderInputTable(Object.fromEntries(first))
}

/**
 * The page of all inputs and outputs.
 *
 * @param targetsOf the targets with which an input does something; undefined: with all
 */
export function renderInputPage(
  { inputs, outputs }: Declarations,
  targetsOf: (name: string) => readonly string[] | undefined,
): string {
  const groups = Map.groupBy(Object.entries(inputs), ([name]) => titleOf(targetsOf(name)))
  const tables = [...groups].map(
    ([title, group]) => `## ${title}\n\n${renderInputTable(Object.fromEntries(group))}`,
  )
  return `${[
    '<!-- Generated from action.yml by `npm run readme`. -->',
    '# Inputs and outputs',
    'Durations need a unit (`30s`, `5m`, `1m30s`). All wrong inputs are reported at once, before anything is changed. An input\nthat does nothing with the chosen mode and target is refused, not ignored.',
    ...tables,
    `## Outputs\n\n${renderOutputTable({ outputs })}`,
    'Read next: [what each result means](results.md), [when a version is unhealthy](health.md).',
  ].join('\n\n')}\n`
}

function titleOf(targets: readonly string[] = []): string {
  return targets.length === 0
    ? 'With every target'
    : `With ${targets.map((one) => `\`target: ${one}\``).join(', ')}`
}

/** A table of inputs, in Markdown. */
export function renderInputTable(inputs: Declarations['inputs']): string {
  const rows = Object.entries(inputs).map(([name, input]) => {
    const preset = input.required ? 'required' : input.default === undefined ? '' : `\`${input.default}\``
    return `| \`${name}\` | ${cell(preset)} | ${cell(input.description)} |`
  })
  return ['| Input | Default | Meaning |', '|---|---|---|', ...rows].join('\n')
}

/** The table of the outputs, in Markdown. */
export function renderOutputTable({ outputs }: Pick<Declarations, 'outputs'>): string {
  const rows = Object.entries(outputs).map(
    ([name, output]) => `| \`${name}\` | ${cell(output.description)} |`,
  )
  return ['| Output | Meaning |', '|---|---|', ...rows].join('\n')
}

function cell(text: string): string {
  return text
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|')
}
