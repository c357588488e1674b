import { INPUT_DEFAULTS } from '../../src/inputs/declarations.ts'
import { ALL_TARGETS } from '../../src/targets/registry.ts'
import { read } from '../repository/files.ts'

const page = read('docs/which-method.md')
const trees = [...page.matchAll(/```mermaid\n([^`]+)```/g)].map(([, tree = '']) => tree)
const inputs = Object.keys(INPUT_DEFAULTS)

test('every target is an end of a tree, and nothing else is called one', () => {
  const named = [...trees.join('\n').matchAll(/target: (\w+)/g)].map(([, kind]) => kind)
  expect([...new Set(named)].toSorted()).toEqual(ALL_TARGETS.map(({ kind }) => kind).toSorted())
})

test('every name in bold or in code that looks like an input is one', () => {
  const bold = [...trees.join('\n').matchAll(/<b>([a-z][a-z-]+)(?::[^<]*)?<\/b>/g)].map(
    ([, name = '']) => name,
  )
  const code = [...page.matchAll(/`([a-z]+(?:-[a-z]+)+)(?:`|: )/g)].map(([, name = '']) => name)
  expect([...bold, ...code].filter((name) => !inputs.includes(name))).toEqual([])
})

test.each(trees.map((tree, index) => [index + 1, tree] as const))(
  'tree %i is whole: each question has answers, each answer leads on, and nothing hangs loose',
  (_, tree) => {
    const edges = [...tree.matchAll(/^ {2}(\w+) -->\|"[^"]+"\| (\w+)([[{])?/gm)]
    const defined = new Map([...tree.matchAll(/(\w+)([[{])"/g)].map(([, id = '', kind = '']) => [id, kind]))
    for (const [, from = '', to = ''] of edges) {
      expect({ from, kind: defined.get(from) }).toEqual({ from, kind: '{' })
      expect(defined.has(to)).toBe(true)
    }
    const reached = new Set(edges.map(([, , to]) => to))
    const asked = new Set(edges.map(([, from]) => from))
    const [root, ...others] = [...defined.keys()]
    expect(reached.has(root)).toBe(false)
    expect(others.filter((id) => !reached.has(id))).toEqual([])
    expect([...defined].filter(([id, kind]) => (kind === '{') !== asked.has(id))).toEqual([])
  },
)
