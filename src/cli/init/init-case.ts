import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a user wants to guard. The examples are the templates: `examples/cases.json` says which of them fit together. */
export interface InitCase {
  readonly title: string
  /** Of each workflow to write, the example that it is. */
  readonly files: Readonly<Record<string, string>>
  /** What stands in the examples for names of the user's own, and is no variable of the repository. */
  readonly names?: Readonly<Record<string, InitName>>
  /** The same roles by one tool or another. */
  readonly roles?: Readonly<Record<string, string>>
}

export interface InitName {
  readonly 'stands-for': string
  readonly question: string
}

export type InitCases = Readonly<Record<string, InitCase>>

export function readCases(examples: string): InitCases {
  return JSON.parse(readFileSync(join(examples, 'cases.json'), 'utf8')) as InitCases
}

/** A file that is to be written, with the path in the user's repository. */
export interface InitFile {
  readonly path: string
  readonly text: string
}

/** @param roles the tool whose roles are wanted; undefined: none */
export function readFiles(
  examples: string,
  { files, roles = {} }: InitCase,
  tool?: string,
): readonly InitFile[] {
  const read = (example: string) => readFileSync(join(examples, example), 'utf8')
  const source = tool === undefined ? undefined : roles[tool]
  return [
    ...Object.entries(files).map(([name, example]) => ({
      path: `.github/workflows/${name}`,
      text: read(example),
    })),
    ...(source === undefined ? [] : [{ path: source, text: read(source) }]),
  ]
}
