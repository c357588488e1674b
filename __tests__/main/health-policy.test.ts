import { recoveryPolicy, verificationPolicy } from '../../src/main/health-policy.ts'
import { parseInputs } from '../../src/main/parse-inputs.ts'
import { given, MINIMAL } from '../inputs/given.ts'

const LINES = [
  'failure rate > 5% over 2m',
  '2 consecutive failures',
  'mean time > 3s over 2m',
  'p95 time > 150% of baseline',
  'alarm web-5xx in ALARM',
]

test('what was put back is judged by the lines that count probes, and by none that only warns', () => {
  const lines = LINES.join('\n')
  const config = parseInputs(given({ ...MINIMAL.none, 'rollback-when': lines, 'warn-when': lines }))
  const linesOf = (triggers: readonly { readonly line: string }[] = []) => triggers.map(({ line }) => line)
  const [verification, recovery] = [verificationPolicy(config), recoveryPolicy(config)]
  expect([linesOf(verification.triggers), linesOf(verification.warnings)]).toEqual([LINES, LINES])
  expect([linesOf(recovery.triggers), linesOf(recovery.warnings)]).toEqual([LINES.slice(0, 3), []])
})
