import { marked, type Token } from 'marked'
import { parse, parseAllDocuments } from 'yaml'
import { parseTriggerLine } from '../../src/health/triggers/parse-trigger.ts'
import { checkList, conditionList } from '../../src/inputs/checks.ts'
import { loadYaml } from '../../src/inputs/health-yaml.ts'
import { metricList } from '../../src/inputs/metrics.ts'
import { read, repositoryFiles } from './files.ts'

await loadYaml()

/** Every place in which this action is used: examples, our own workflows, and what people copy from the pages. */
interface Use {
  readonly where: string
  readonly inputs: Readonly<Record<string, unknown>>
}

const action: { readonly inputs: Readonly<Record<string, unknown>> } = parse(read('action.yml'))
const WORKFLOWS = repositoryFiles(':(glob)examples/*.yml', '.github/workflows/*.yml')
const PAGES = repositoryFiles('*.md').filter((path) => !path.startsWith('dist/'))

const BLOCKS = PAGES.flatMap((page) =>
  blocksOf(page, 'yaml').map((text, index) => ({ where: `${page}, block ${index + 1}`, text })),
)
const USES = [...WORKFLOWS.map((path) => ({ where: path, text: read(path) })), ...BLOCKS].flatMap(usesIn)

test.each(BLOCKS)('$where is valid YAML', ({ text }) => {
  expect(parseAllDocuments(text).flatMap(({ errors }) => errors)).toEqual([])
})

test.each(
  PAGES.flatMap((page) =>
    blocksOf(page, 'json').map((text, index) => ({ where: `${page}, block ${index + 1}`, text })),
  ),
)('$where is valid JSON', ({ text }) => {
  expect(() => JSON.parse(text)).not.toThrow()
})

test.each(USES)('$where gives only inputs that action.yml has', ({ inputs }) => {
  expect(Object.keys(inputs).filter((name) => !(name in action.inputs))).toEqual([])
})

const LANGUAGES: Readonly<Record<string, { readonly parse: (text: string) => { readonly ok: boolean } }>> = {
  checks: checkList,
  conditions: conditionList,
  metrics: metricList,
}

test.each(USES)('$where speaks the languages of the inputs', ({ inputs }) => {
  for (const [name, { parse: read }] of Object.entries(LANGUAGES)) {
    if (typeof inputs[name] === 'string') expect(read(inputs[name])).toMatchObject({ ok: true })
  }
  const triggers = String(inputs['rollback-when'] ?? '').split('\n')
  for (const line of triggers.filter((text) => text.trim() !== '')) {
    expect(parseTriggerLine(line)).toMatchObject({ ok: true })
  }
})

test('the uses are found', () => {
  const places = new Set(USES.map(({ where }) => where.replace(/, .*/, '')))
  expect([...places]).toEqual(
    expect.arrayContaining(['README.md', 'docs/ecs.md', '.github/workflows/ci.yml']),
  )
})

function blocksOf(page: string, language: string): string[] {
  const blocks: string[] = []
  void marked.walkTokens(marked.lexer(read(page)), (token: Token) => {
    if (token.type === 'code' && token.lang === language) blocks.push(token.text)
  })
  return blocks
}

/** Steps with `uses` of this action, and blocks that show its `with` alone. */
function usesIn({ where, text }: { where: string; text: string }): Use[] {
  const document: unknown = parse(text)
  const alone = isRecord(document) && 'with' in document && !('uses' in document) ? [document] : []
  return [
    ...alone,
    ...recordsIn(document).filter(({ uses }) => /^(OWNER\/safe-landing@|\.\/$)/.test(String(uses))),
  ].map((step) => ({ where, inputs: isRecord(step.with) ? step.with : {} }))
}

function recordsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(recordsIn)
  return isRecord(value) ? [value, ...Object.values(value).flatMap(recordsIn)] : []
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
