/**
 * Writes what follows from action.yml: the table in README.md, docs/inputs.md and src/inputs/declarations.ts.
 * And what follows from the table of permissions on AWS: docs/permissions.md and the roles in examples/aws/.
 * With `--check` it writes nothing, and fails if one of them is out of date.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import type { InputName } from '../src/inputs/declarations.ts'
import { COMMON_INPUTS } from '../src/inputs/input-rules.ts'
import { ruleOf } from '../src/targets/registry.ts'
import { renderCloudFormation } from './aws-roles/cloud-formation.ts'
import { renderPermissionTable, renderPolicy } from './aws-roles/page.ts'
import { renderTerraform } from './aws-roles/terraform.ts'
import { readDeclarations, renderFirstInputs, renderInputPage, renderModule } from './declarations.ts'

const root = new URL('../', import.meta.url)
const readmeFile = new URL('README.md', root)
const moduleFile = new URL('src/inputs/declarations.ts', root)

const pageFile = new URL('docs/inputs.md', root)

const EMPTY_README = '# Safe Landing\n\n<!-- inputs -->\n<!-- /inputs -->\n'

const EMPTY_PERMISSIONS =
  '# Permissions\n\n<!-- permissions -->\n<!-- /permissions -->\n<!-- policy -->\n<!-- /policy -->\n'

const declarations = await readDeclarations(new URL('action.yml', root))
await keep(
  readmeFile,
  fill((await read(readmeFile)) ?? EMPTY_README, 'inputs', renderFirstInputs(declarations)),
)
await mkdir(new URL('.', pageFile), { recursive: true })
await keep(pageFile, renderInputPage(declarations, targetsOf))
await keep(moduleFile, renderModule(declarations))

const permissionsFile = new URL('docs/permissions.md', root)
const permissions = (await read(permissionsFile)) ?? EMPTY_PERMISSIONS
await keep(
  permissionsFile,
  fill(fill(permissions, 'permissions', renderPermissionTable()), 'policy', renderPolicy()),
)
await keep(new URL('examples/aws/roles.tf', root), renderTerraform())
await keep(new URL('examples/aws/roles.yml', root), renderCloudFormation())

/** What every target with a rollback has is not of some targets only. */
function targetsOf(name: string): readonly string[] | undefined {
  return Object.hasOwn(COMMON_INPUTS, name) ? undefined : ruleOf(name as InputName).targets
}

function fill(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`a page has no ${start}…${end}: the table goes between them`)
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`
}

async function keep(file: URL, content: string): Promise<void> {
  if ((await read(file)) === content) return
  if (process.argv.includes('--check')) {
    console.error(`${file.pathname} is out of date: run npm run readme`)
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
