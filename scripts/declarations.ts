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
  const defaults = Object.entries(inputs).map(
    ([name, input]) => `  ${key(name)}: ${literal(input.default ?? '')},`,
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

function key(name: string): string {
  return /^[a-z]+$/.test(name) ? name : literal(name)
}

function literal(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}

/** The table of the inputs, in Markdown. */
export function renderInputTable({ inputs }: Declarations): string {
  const rows = Object.entries(inputs).map(([name, input]) => {
    const preset = input.required ? 'required' : input.default === undefined ? '' : `\`${input.default}\``
    return `| \`${name}\` | ${cell(preset)} | ${cell(input.description)} |`
  })
  return ['| Input | Default | Meaning |', '|---|---|---|', ...rows].join('\n')
}

/** The table of the outputs, in Markdown. */
export function renderOutputTable({ outputs }: Declarations): string {
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
