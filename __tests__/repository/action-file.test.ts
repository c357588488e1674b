import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { ROOT, read } from './files.ts'

interface Described {
  readonly description?: string
  readonly required?: boolean
  readonly default?: unknown
  readonly deprecationMessage?: string
}

const action: {
  readonly name: string
  readonly description: string
  readonly branding: { readonly icon: string; readonly color: string }
  readonly inputs: Readonly<Record<string, Described>>
  readonly outputs: Readonly<Record<string, Described>>
  readonly runs: Readonly<Record<string, string>>
} = parse(read('action.yml'))

test('it has what the Marketplace asks for', () => {
  expect(action.name).toBe('Safe Landing')
  expect(action.description.length).toBeLessThanOrEqual(125)
  expect(['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark']).toContain(
    action.branding.color,
  )
})

test('it runs on Node 24, from files that are there', () => {
  const { using, ...entries } = action.runs
  expect(using).toBe('node24')
  for (const [key, file] of Object.entries(entries)) {
    if (key.endsWith('-if')) continue
    expect(['main', 'pre', 'post']).toContain(key)
    expect([file, existsSync(join(ROOT, file))]).toEqual([file, true])
  }
})

test.each(Object.entries(action.inputs))('input %s is declared as the runner takes it', (name, input) => {
  expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
  expect(input.description).toMatch(/\S/)
  expect(['description', 'required', 'default', 'deprecationMessage']).toEqual(
    expect.arrayContaining(Object.keys(input)),
  )
  if (input.default !== undefined) expect(typeof input.default).toBe('string')
})

test.each(Object.entries(action.outputs))('output %s is declared as the runner takes it', (name, output) => {
  expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
  expect(Object.keys(output)).toEqual(['description'])
})

// The runner evaluates expressions wherever they stand in this file, in a description too, and refuses to load
// the action when a context is not at hand there: https://github.com/stacklok/mecatl/issues/70
test('expressions stand in defaults only', () => {
  const { inputs, ...rest } = action
  const texts = Object.values(inputs).map(({ default: _, ...input }) => input)
  expect(JSON.stringify([rest, texts])).not.toContain('${{')
})
