import type { Outcome } from '../../src/run/outcome.ts'
import { judgeRecord } from '../../src/run/revision-record.ts'

type Verification = NonNullable<Outcome['verification']>

const verification = (kind: 'unhealthy' | 'inconclusive' | 'rolled-back-by-platform'): Verification => ({
  verdict: { kind, reason: '' } as Verification['verdict'],
  assessment: {} as Verification['assessment'],
  startedAtMs: 0,
  endedAtMs: 1,
})
const plan = { from: 'web:4', to: 'web:3' } as NonNullable<Outcome['plan']>

const rows: readonly (Partial<Outcome> & { readonly is: string | undefined })[] = [
  { result: 'healthy', is: 'verified' },
  { result: 'rolled-back', verification: verification('unhealthy'), plan, is: 'bad' },
  {
    result: 'rolled-back-by-platform',
    verification: verification('rolled-back-by-platform'),
    plan,
    is: 'bad',
  },
  { result: 'unhealthy', verification: verification('unhealthy'), is: 'bad' },
  { result: 'no-target', verification: verification('unhealthy'), is: 'bad' },
  // What was put back is no better: then the version is probably not to blame.
  { result: 'rollback-unhealthy', verification: verification('unhealthy'), plan, is: undefined },
  { result: 'unhealthy-before', verification: verification('unhealthy'), is: undefined },
  // A standing order to roll back is no evidence.
  { result: 'rolled-back', verification: verification('inconclusive'), plan, is: undefined },
  { result: 'superseded', is: undefined },
  { result: 'cancelled', is: undefined },
  // The same task definition with another image is good and bad at once.
  {
    result: 'rolled-back',
    verification: verification('unhealthy'),
    plan: { ...plan, to: 'web:4' },
    is: undefined,
  },
]

test.each(rows)('$result leaves $is', ({ is, ...told }) => {
  expect(judgeRecord({ result: 'healthy', reason: '', timings: {}, ...told })).toBe(is)
})
