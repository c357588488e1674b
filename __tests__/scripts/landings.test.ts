import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { MUTANTS } from '../../scripts/landings/mutants.ts'
import { INVARIANTS } from '../../scripts/landings/oracle/judge.ts'
import { drawPlan } from '../../scripts/landings/plan.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const ORACLE = join(ROOT, 'scripts/landings/oracle')
/** Fixed, so that a change is judged by itself: the weekly run and `npm run simulate -- landings` take fresh ones. */
const SEED = 777_000

interface Simulated {
  readonly stdout: string
  readonly code?: number
}

/** In a process of its own, whose clock and chance it takes over. */
async function simulate(...args: string[]): Promise<Simulated> {
  const command = ['--no-warnings', join(ROOT, 'scripts/simulate.ts'), ...args]
  return await promisify(execFile)(process.execPath, command, { cwd: ROOT }).catch(
    (error: Simulated) => error,
  )
}

test(`300 landings from seed ${SEED} on break nothing of the contract`, async () => {
  const { stdout, code = 0 } = await simulate('landings', '--seed', String(SEED), '--count', '300')
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('no invariant was broken') })
}, 600_000)

test.each([
  { platform: 'ecs', seed: '4', request: 'DescribeServices ok' },
  { platform: 'webhook', seed: '4', request: 'GET /deployment/status 200' },
  { platform: 'code-deploy', seed: '4', request: 'GetDeployment ok' },
  { platform: 'workflow', seed: '5', request: '/rerun 201' },
])('the same seed gives the same trace to the byte: $platform', async ({ platform, seed, request }) => {
  const trace = () => simulate('landings', '--platform', platform, '--seed', seed, '--count', '8', '--trace')
  const [one, other] = await Promise.all([trace(), trace()])
  const ofTraces = ({ stdout }: Simulated) => stdout.replace(/, [\d.]+ a second.*/, '')
  expect(ofTraces(one)).toBe(ofTraces(other))
  expect(one.stdout).toContain(request)
})

test('no fault that the simulation has found is back', async () => {
  const { stdout, code = 0 } = await simulate('found')
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(' 0 of them are back') })
})

test('a plan is drawn from its seed alone', () => {
  expect(drawPlan(17)).toEqual(drawPlan(17))
  expect(drawPlan(17)).not.toEqual(drawPlan(18))
})

test('the oracle knows nothing of the product: it imports its own folder only', () => {
  const files = readdirSync(ORACLE)
  const imports = files.flatMap((name) =>
    [...readFileSync(join(ORACLE, name), 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from),
  )
  expect(imports.length).toBeGreaterThan(5)
  expect(imports.filter((from) => !/^\.\/[\w-]+\.ts$/.test(from ?? ''))).toEqual([])
})

describe('the planted faults', () => {
  it('are forty at least, each with a name of its own', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(40)
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length)
  })

  it.each(MUTANTS)('$name: the text is in the file, exactly once', ({ file, from, to, breaks }) => {
    expect(readFileSync(join(ROOT, 'src', file), 'utf8').split(from)).toHaveLength(2)
    expect(to).not.toBe(from)
    expect(Object.keys(INVARIANTS)).toContain(breaks)
  })

  it('break every invariant', () => {
    const broken = new Set<string>(MUTANTS.map(({ breaks }) => breaks))
    const unbroken = Object.keys(INVARIANTS).filter((name) => !broken.has(name))
    expect(unbroken).toEqual([])
  })
})
