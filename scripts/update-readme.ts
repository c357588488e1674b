/**
 * Writes what follows from action.yml: the table in README.md, docs/inputs.md and src/inputs/declarations.ts.
 * With `--check` it writes nothing, and fails if one of them is out of date.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import type { InputName } from '../src/inputs/declarations.ts'
import { COMMON_INPUTS } from '../src/inputs/input-rules.ts'
import { ruleOf } from '../src/targets/registry.ts'
import { readDeclarations, renderFirstInputs, renderInputPage, renderModule } from './declarations.ts'

const root = new URL('../', import.meta.url)
const readmeFile = new URL('README.md', root)
const moduleFile = new URL('src/inputs/declarations.ts', root)

const pageFile = new URL('docs/inputs.md', root)

const EMPTY_README = '# Safe Landing\n\n<!-- inputs -->\n<!-- /inputs -->\n'

const declarations = await readDeclarations(new URL('action.yml', root))
await keep(
  readmeFile,
  fill((await read(readmeFile)) ?? EMPTY_README, 'inputs', renderFirstInputs(declarations)),
)
await mkdir(new URL('.', pageFile), { recursive: true })
await keep(pageFile, renderInputPage(declarations, targetsOf))
await keep(moduleFile, renderModule(declarations))

/** What every target with a rollback has is not of some targets only. */
function targetsOf(name: string): readonly string[] | undefined {
  return Object.hasOwn(COMMON_INPUTS, name) ? undefined : ruleOf(name as InputName).targets
}

function fill(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`README.md has no ${start}…${end}: the table goes between them`)
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`
}

async function keep(file: URL, content: string): Promise<void> {
  if ((await read(file)) === content) return
  if (process.argv.includes('--check')) {
    console.error(`${file.pathname} does not match action.yml: run npm run readme`)
    process.exitCode = 1
    return
  }
  await writeFile(file, content)
}

async function read(file: URL): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
