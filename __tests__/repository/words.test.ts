import ts from 'typescript'
import { read, repositoryFiles } from './files.ts'
import { BANNED_NAMES, BANNED_PARTS, BANNED_WORDS } from './words.ts'

interface Text {
  readonly where: string
  readonly text: string
}

/** How many uses of each word there are yet. One more or one less fails the test: lower the number, or remove it. */
const KNOWN: Readonly<Record<'pages' | 'stories' | 'source' | 'tests', Readonly<Record<string, number>>>> = {
  pages: {},
  stories: {},
  source: {},
  tests: {},
}

const KNOWN_NAMES: readonly string[] = []

const PAGES = repositoryFiles('*.md', 'action.yml', '.github/**', '.ci/run', 'examples/**')
  .filter((path) => !path.startsWith('dist/'))
  .flatMap((path) => linesOf(path))
const STORIES = repositoryFiles('demo/**.ts').flatMap((path) =>
  [...read(path).matchAll(/^\s+title:\s+(.+),$/gm)].map(([, text = '']) => ({ where: path, text })),
)
const SOURCES = repositoryFiles('src/**.ts')
const TEST_FILES = repositoryFiles('__tests__/**.test.ts').filter((path) => !path.endsWith('words.test.ts'))

test.each(Object.entries(BANNED_WORDS))(
  'the pattern of "%s" sees the private use and no other',
  (_, word) => {
    expect(word.caught).toMatch(word.pattern)
    for (const text of word.fine ?? []) expect(text).not.toMatch(word.pattern)
  },
)

test('the pages, the workflows and action.yml have no banned word', () => {
  expectNone(PAGES, KNOWN.pages)
})

test('the titles of the demo have no banned word', () => {
  expect(STORIES.length).toBeGreaterThan(20)
  expectNone(STORIES, KNOWN.stories)
})

test('the messages and comments of src/ have no banned word', () => {
  expectNone(SOURCES.flatMap(linesOf), KNOWN.source)
})

test('the names of tests have no banned word', () => {
  const names = TEST_FILES.flatMap(testNames)
  expect(names.length).toBeGreaterThan(1_000)
  expectNone(names, KNOWN.tests)
})

test('no name in src/ has a banned part', () => {
  const names = new Set(SOURCES.flatMap(declaredNames))
  expect(names.size).toBeGreaterThan(1_000)
  expect([...names].filter(isBanned).toSorted()).toEqual(KNOWN_NAMES)
})

/** The uses are shown with the numbers, so that one can be found. */
function expectNone(texts: readonly Text[], known: Readonly<Record<string, number>>): void {
  const uses = Object.entries(BANNED_WORDS).map(([word, { pattern, instead }]) => {
    const everywhere = new RegExp(pattern, 'gi')
    const found = texts.filter(({ text }) => pattern.test(text))
    const count = found.reduce((sum, { text }) => sum + (text.match(everywhere)?.length ?? 0), 0)
    return { word, instead, count, found: found.map(({ where, text }) => `${where}: ${text}`) }
  })
  const wrong = uses.filter(({ word, count }) => count !== (known[word] ?? 0))
  expect(wrong).toEqual([])
}

function linesOf(path: string): Text[] {
  return read(path)
    .split('\n')
    .map((line, index) => ({ where: `${path}:${index + 1}`, text: line.trim() }))
}

function isBanned(name: string): boolean {
  // To look a name up is what the field calls it.
  const parts = name
    .replaceAll(/look_?up/gi, '')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z]+/)
  return BANNED_NAMES.has(name) || parts.some((part) => BANNED_PARTS.has(part.toLowerCase()))
}

/** Of declarations and members, not of what they are used for. */
function declaredNames(path: string): string[] {
  const names: string[] = []
  visit(path, (node) => {
    if (!('name' in node) || ts.isPropertyAccessExpression(node)) return
    const { name } = node as { readonly name?: ts.Node }
    if (name === undefined || !(ts.isIdentifier(name) || ts.isPrivateIdentifier(name))) return
    names.push(name.text.replace('#', ''))
  })
  return names
}

/** The text in `test('…', () => …)`, in `test.each(…)('…', () => …)`, and in what a file of tests has like them. */
function testNames(path: string): Text[] {
  const names: Text[] = []
  visit(path, (node) => {
    if (!ts.isCallExpression(node)) return
    const [name, ...rest] = node.arguments
    if (name === undefined || !ts.isStringLiteralLike(name)) return
    if (rest.some((each) => ts.isArrowFunction(each))) names.push({ where: path, text: name.text })
  })
  return names
}

function visit(path: string, see: (node: ts.Node) => void): void {
  const go = (node: ts.Node): void => {
    see(node)
    node.forEachChild(go)
  }
  go(ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest))
}
