import { dirname, join, normalize } from 'node:path'
import { ALL_TARGETS } from '../../src/targets/registry.ts'
import { read, repositoryFiles } from './files.ts'

const KINDS = ALL_TARGETS.map(({ kind }) => kind)
/** Generated from action.yml, where an input may be called as a target is. */
const GENERATED = 'src/inputs/declarations.ts'

const FILES = repositoryFiles('src/**.ts').filter((path) => path !== GENERATED)
const OUTSIDE = FILES.filter((path) => !path.startsWith('src/targets/'))

/** The target whose folder this file is in. Undefined: it is of all targets, or of none. */
function folderOf(path: string): string | undefined {
  return /^src\/targets\/(\w+)\//.exec(path)?.[1]
}

function importsOf(path: string): readonly string[] {
  const found = read(path).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)
  return [...found].map(([, to = '']) => normalize(join(dirname(path), to)).replaceAll('\\', '/'))
}

const importing = (files: readonly string[], isWrong: (from: string, to: string) => boolean) =>
  files.flatMap((from) =>
    importsOf(from)
      .filter((to) => isWrong(from, to))
      .map((to) => `${from} → ${to}`),
  )

test('no file outside of targets/ names a kind of target', () => {
  const literal = new RegExp(`(['"\`])(?:${KINDS.join('|')})\\1`)
  const named = OUTSIDE.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) => (literal.test(line) ? `${path}:${index + 1}: ${line.trim()}` : [])),
  )
  expect(named).toEqual([])
})

test('no file outside of targets/ imports from the folder of one target', () => {
  expect(importing(OUTSIDE, (_, to) => folderOf(to) !== undefined)).toEqual([])
})

test('no target imports from another', () => {
  const isOfAnother = (from: string, to: string) =>
    folderOf(from) !== undefined && folderOf(to) !== undefined && folderOf(from) !== folderOf(to)
  expect(importing(FILES, isOfAnother)).toEqual([])
})

test('each folder of targets/ is one kind', () => {
  const folders = new Set(FILES.flatMap((path) => folderOf(path) ?? []))
  expect([...folders].toSorted()).toEqual(KINDS.filter((kind) => folders.has(kind)).toSorted())
})
