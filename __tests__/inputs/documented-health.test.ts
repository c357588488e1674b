import { readFileSync } from 'node:fs'
import { marked } from 'marked'
import { parse } from 'yaml'
import { parseInputs } from '../../src/main/parse-inputs.ts'
import { given, MINIMAL } from './given.ts'

const NAMES = ['conditions', 'checks', 'rollback-when', 'metrics'] as const

const WITH_LOGS = { ...MINIMAL.none, ...MINIMAL.ecs }

/** The examples of a page as a person would copy them. */
function examplesOf(page: string): Readonly<Record<string, string>>[] {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8')
  return marked.lexer(text).flatMap((token) => {
    if (token.type !== 'code' || token.lang !== 'yaml') return []
    const block: unknown = parse(token.text)
    const isOurs = typeof block === 'object' && block !== null && NAMES.some((name) => name in block)
    return isOurs ? [block as Readonly<Record<string, string>>] : []
  })
}

const CPU = 'cpu: { cloudwatch: { namespace: AWS/ECS, metric: CPUUtilization, stat: Average } }'

describe.each(['conditions.md', 'triggers.md'])('docs/%s', (page) => {
  const examples = examplesOf(page)

  it('has examples', () => expect(examples.length).toBeGreaterThan(1))

  it.each(examples)('shows only what is accepted: %j', (example) => {
    const usesCpu = /metric cpu/.test(example['rollback-when'] ?? '') && example.metrics === undefined
    const target = /\blog errors\b/.test(JSON.stringify(example)) ? WITH_LOGS : MINIMAL.none
    const inputs = { ...target, 'bake-time': '10m', ...(usesCpu && { metrics: CPU }), ...example }
    expect(() => parseInputs(given(inputs))).not.toThrow()
  })
})

const TABLE = readFileSync(new URL('../../docs/triggers.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => /^\| `/.test(line))
  .flatMap((line) => [...(line.split(' |')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, text = '']) => text))

test.each(TABLE)('the table of triggers shows only what is accepted: %s', (line) => {
  const inputs = {
    ...(line.includes('log errors') ? WITH_LOGS : MINIMAL.workflow),
    'bake-time': '10m',
    'expect-version': 'v2',
    'rollback-when': line.replace('NAME', 'cpu'),
    ...(line.startsWith('metric') && { metrics: CPU }),
  }
  expect(() => parseInputs(given(inputs))).not.toThrow()
})
