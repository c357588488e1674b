import { findProgram } from '../../../src/targets/command/preflight.ts'

test.each([
  { script: 'kubectl rollout undo deployment/web', program: 'kubectl' },
  { script: '\n  # back\n  ./scripts/rollback.sh --to "$SAFE_LANDING_TO"', program: './scripts/rollback.sh' },
  { script: 'true; exit 1', program: 'true' },
  { script: 'helm', program: 'helm' },
  { script: 'REGION=eu aws lambda', program: undefined },
  { script: '"$TOOL" undo', program: undefined },
  { script: '(cd app && make undo)', program: undefined },
  { script: 'undo() { :; }', program: undefined },
  { script: '# nothing', program: undefined },
])('$script starts with $program', ({ script, program }) => {
  expect(findProgram(script)).toBe(program)
})
