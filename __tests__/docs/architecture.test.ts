import { dirname, join, normalize } from 'node:path'
import { read, repositoryFiles } from '../repository/files.ts'

const START = ['src/index.ts', 'src/main.ts', 'src/post.ts']

/** A folder of src/ is a layer; of the files beside them, three start the process and the rest are values. */
function layerOf(path: string): string {
  const [, folder = '', file] = path.split('/')
  return file !== undefined ? folder : START.includes(path) ? 'start' : 'values'
}

function importsOf(path: string): readonly string[] {
  const found = read(path).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)
  return [...found].map(([, target = '']) => normalize(join(dirname(path), target)).replaceAll('\\', '/'))
}

const FILES = repositoryFiles('src/**.ts')
const drawing = /```mermaid\n([^`]+)```/.exec(read('docs/architecture.md'))?.[1] ?? ''

test('the picture has every arrow between the layers, and no other', () => {
  const real = FILES.flatMap((path) =>
    importsOf(path).map((target) => `${layerOf(path)} --> ${layerOf(target)}`),
  ).filter((arrow) => new Set(arrow.split(' --> ')).size === 2)
  const drawn = [...drawing.matchAll(/^ {2}(\w+ --> \w+)$/gm)].map(([, arrow]) => arrow)
  expect(drawn.toSorted()).toEqual([...new Set(real)].toSorted())
})

test('the picture has every layer, with the files of those that are no folder', () => {
  const drawn = [...drawing.matchAll(/^ {2}(\w+)\["<b>([\w/]+)<\/b><br\/>(.*)"\]$/gm)]
  expect(drawn.map(([, name]) => name).toSorted()).toEqual([...new Set(FILES.map(layerOf))].toSorted())
  const words = drawn.flatMap(([, name, , text = '']) =>
    name === 'start' || name === 'values' ? text.split(', ') : [],
  )
  expect(words.map((file) => `src/${file}`).toSorted()).toEqual(
    FILES.filter((path) => path.split('/').length === 2).toSorted(),
  )
})

test('every port of the table is one of the domain', () => {
  const ports = [...read('docs/architecture.md').matchAll(/^\| (`\w+`(?:, `\w+`)*) \|/gm)].flatMap(
    ([, cell = '']) => [...cell.matchAll(/\w+/g)].map(([name]) => name),
  )
  const domain = repositoryFiles('src/domain/**.ts').map(read).join('\n')
  expect(ports.length).toBeGreaterThan(5)
  for (const port of ports) expect(domain).toContain(`export interface ${port} {`)
})
