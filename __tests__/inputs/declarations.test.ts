import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import {
  readDeclarations,
  renderFirstInputs,
  renderInputPage,
  renderInputTable,
  renderModule,
  renderOutputTable,
} from '../../scripts/declarations.ts'
import { INPUT_DEFAULTS } from '../../src/inputs/declarations.ts'
import { COMMON_INPUTS } from '../../src/inputs/input-rules.ts'
import { renderInvalidOutputs } from '../../src/report/outputs.ts'
import { ALL_TARGETS } from '../../src/targets/registry.ts'

const root = new URL('../../', import.meta.url)
const declarations = await readDeclarations(new URL('action.yml', root))

describe('action.yml', () => {
  it('declares the inputs that are read, with a rule for each', () => {
    expect(Object.keys(declarations.inputs)).toEqual(Object.keys(INPUT_DEFAULTS))
    const ruled = new Set([COMMON_INPUTS, ...ALL_TARGETS.map(({ inputs }) => inputs)].flatMap(Object.keys))
    expect([...ruled].toSorted()).toEqual(Object.keys(INPUT_DEFAULTS).toSorted())
  })

  it('has no input that is of every target and of one of them', () => {
    const own = ALL_TARGETS.flatMap(({ inputs }) => Object.keys(inputs))
    expect(own.filter((name) => Object.hasOwn(COMMON_INPUTS, name))).toEqual([])
  })

  it('names every target, and no other', () => {
    const { description } = declarations.inputs.target ?? { description: '' }
    const named = [...description.matchAll(/`(\w+)`/g)].map(([, name]) => name)
    expect(named).toEqual(ALL_TARGETS.map(({ kind }) => kind))
  })

  it('declares the outputs that are written', () => {
    expect(Object.keys(declarations.outputs)).toEqual(Object.keys(renderInvalidOutputs([])))
  })

  it('is where the defaults, the table of README.md and docs/inputs.md come from', async () => {
    expect(await readFile(new URL('src/inputs/declarations.ts', root), 'utf8')).toBe(
      renderModule(declarations),
    )
    const readme = await readFile(new URL('README.md', root), 'utf8')
    expect(readme).toContain(`<!-- inputs -->\n${renderFirstInputs(declarations)}\n<!-- /inputs -->`)
    const page = await readFile(new URL('docs/inputs.md', root), 'utf8')
    for (const name of Object.keys(declarations.inputs)) expect(page).toContain(`| \`${name}\` |`)
    expect(page).toContain(renderOutputTable(declarations))
  })

  it('passes the check that CI makes', () => {
    const script = fileURLToPath(new URL('scripts/update-readme.ts', root))
    expect(execFileSync(process.execPath, ['--no-warnings', script, '--check'], { encoding: 'utf8' })).toBe(
      '',
    )
  })

  it('describes everything, without expressions: the runner would evaluate them and refuse the action', () => {
    for (const { description } of [
      ...Object.values(declarations.inputs),
      ...Object.values(declarations.outputs),
    ]) {
      expect(description.trim()).toMatch(/^[^$]+\.$/)
    }
  })

  it('gives every default as text, as the runner wants it', () => {
    for (const [name, input] of Object.entries(declarations.inputs)) {
      expect([name, ['undefined', 'string'].includes(typeof input.default)]).toEqual([name, true])
    }
  })
})

describe('the tables', () => {
  it('hold on one line what action.yml says in several, and escape what would end a cell', () => {
    const described = {
      inputs: {
        a: { description: 'One |\n  two.\n', required: true },
        b: { description: 'B.', default: 'x' },
        c: { description: 'C.' },
      },
      outputs: { o: { description: 'O.' } },
    }
    expect(renderInputTable(described.inputs)).toMatchInlineSnapshot(`
"| Input | Default | Meaning |
|---|---|---|
| \`a\` | required | One \\| two. |
| \`b\` | \`x\` | B. |
| \`c\` |  | C. |"
`)
    const grouped = renderInputPage(described, (name) => (name === 'b' ? ['ecs', 'git'] : undefined))
    expect([...grouped.matchAll(/^## (.*)|^\| `(\w)`/gm)].map(([, title, name]) => title ?? name)).toEqual([
      'With every target',
      'a',
      'c',
      'With `target: ecs`, `target: git`',
      'b',
      'Outputs',
      'o',
    ])
    expect(renderOutputTable(described)).toMatchInlineSnapshot(`
"| Output | Meaning |
|---|---|
| \`o\` | O. |"
`)
  })
})

test('the README is short enough to be read: 1,500 words without the table of inputs', async () => {
  const readme = await readFile(new URL('README.md', root), 'utf8')
  const words = readme.replace(/<!-- inputs -->[\s\S]*?<!-- \/inputs -->/, '').split(/\s+/)
  expect(words.length).toBeLessThan(1_500)
})
