import { read, repositoryFiles } from '../repository/files.ts'
import { folderOf, IMPORTS, type Import, isUpward, ORDER, reach, SOURCES } from '../repository/imports.ts'

const page = read('docs/architecture.md')
const drawing = /```mermaid\n([^`]+)```/.exec(page)?.[1] ?? ''
const ARROWS = [...drawing.matchAll(/^ {2}(\w+) --> (\w+)$/gm)].map(([, from = '', to = '']) => ({
  from,
  to,
}))

/** The imports between folders. What goes up is listed in the tests of the repository, and is not drawn. */
const REAL: readonly Import[] = IMPORTS.filter((each) => !isUpward(each))
  .map(({ from, to }) => ({ from: folderOf(from), to: folderOf(to) }))
  .filter(({ from, to }) => from !== to)

test('every import follows the arrows of the picture', () => {
  const astray = REAL.filter(({ from, to }) => !reach(ARROWS, from).has(to))
  expect(new Set(astray.map(({ from, to }) => `${from} --> ${to}`))).toEqual(new Set())
})

test('every arrow of the picture is an import', () => {
  const unreal = ARROWS.filter(
    (arrow) => !REAL.some(({ from, to }) => from === arrow.from && to === arrow.to),
  )
  expect(unreal).toEqual([])
})

test('the picture has every folder, in the order of the imports', () => {
  const drawn = [...drawing.matchAll(/^ {2}(\w+)\["<b>/gm)].map(([, name]) => name)
  expect(drawn).toEqual(ORDER.filter((name) => SOURCES.some((path) => folderOf(path) === name)))
})

test('the picture names every entry', () => {
  const [, named = ''] = /entries\["<b>([^<]+)<\/b>/.exec(drawing) ?? []
  expect(named.split(', ').map((file) => `src/${file}`)).toEqual(
    SOURCES.filter((path) => folderOf(path) === 'entries'),
  )
})

test('every port of the table is an interface of a pure part', () => {
  const ports = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name = '']) => name)
  const pure = repositoryFiles('src/core/**.ts', 'src/health/**.ts', 'src/run/**.ts').map(read).join('\n')
  expect(ports.length).toBeGreaterThan(5)
  for (const port of ports) expect(pure).toContain(`export interface ${port} {`)
})

test('every path of src/ that a page names is there', () => {
  const pages = repositoryFiles('*.md').filter((path) => !path.startsWith('dist/'))
  const all = [...SOURCES, ...SOURCES.map((path) => path.slice(0, path.lastIndexOf('/') + 1))]
  const named = pages.flatMap((where) =>
    [...read(where).matchAll(/src\/[a-z\d./-]*[a-z\d]\/?/g)].map(([path]) => ({ where, path })),
  )
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter(({ path }) => !all.some((known) => known.startsWith(path)))).toEqual([])
})
