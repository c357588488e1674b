import { basename } from 'node:path'
import { folderOf, IMPORTS, type Import, isUpward, ORDER, reach, render, SOURCES } from './imports.ts'

/** What does not keep a rule yet. A new one fails the test, and one that was mended has to leave the list. */
const KNOWN = {
  upward: [] as string[],
  betweenTargets: [] as string[],
  inCycles: [] as string[],
}

/** Decides or renders from what it is given, and touches nothing: no clock, network, file or process. */
function isPure(path: string): boolean {
  if (/^src\/(core|health|run)\//.test(path) || path.includes('/model/')) return true
  // What is in deliver/ sends reports to GitHub and to chats.
  return /^src\/report\/(?!deliver\/)/.test(path)
}

/** Pure as well: the form of the configuration, and of a problem with an input. */
const PURE_INPUTS = ['src/inputs/config.ts', 'src/inputs/input-error.ts']

test('every folder of src/ has its place in the order', () => {
  expect(ORDER).toEqual(expect.arrayContaining([...new Set(SOURCES.map(folderOf))]))
})

test('an import between folders goes down the order', () => {
  expect(IMPORTS.length).toBeGreaterThan(500)
  expect(IMPORTS.filter(isUpward).map(render).toSorted()).toEqual(KNOWN.upward)
})

test('no target imports another one', () => {
  const between = IMPORTS.filter(({ from, to }) => {
    const [one, other] = [targetOf(from), targetOf(to)]
    return one !== undefined && other !== undefined && one !== other
  })
  expect(between.map(render).toSorted()).toEqual(KNOWN.betweenTargets)
})

test('no file imports itself through others, not even for a type', () => {
  expect(SOURCES.filter((path) => reach(IMPORTS, path).has(path)).toSorted()).toEqual(KNOWN.inCycles)
})

// What else keeps a pure part pure (globals, packages of Node) is a rule of biome.json.
test('what is pure imports only what is pure', () => {
  const impure = IMPORTS.filter(({ from, to }) => isPure(from) && !isPure(to) && !PURE_INPUTS.includes(to))
  expect(impure.map(render)).toEqual([])
})

test('two files have the same name only where each target has its own', () => {
  const SHARED = ['inputs.ts', 'open.ts', 'strategy.ts', 'capture.ts']
  const names = SOURCES.map((path) => basename(path)).filter((name) => !SHARED.includes(name))
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

function targetOf(path: string): string | undefined {
  return /^src\/targets\/([^/]+)\//.exec(path)?.[1]
}

test('the rules see what they forbid', () => {
  const up: Import = { from: 'src/core/clock.ts', to: 'src/run/event.ts' }
  expect([isUpward(up), isUpward({ from: up.to, to: up.from })]).toEqual([true, false])
  expect(isUpward({ from: 'src/main/main.ts', to: 'src/index.ts' })).toBe(true)
  const circle = [up, { from: up.to, to: up.from }]
  expect(reach(circle, up.from)).toContain(up.from)
})
