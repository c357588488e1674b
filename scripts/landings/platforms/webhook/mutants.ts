import type { Mutant } from '../../mutants.ts'

const CALL = 'targets/webhook/endpoint-rollback.ts'
const STRATEGY = 'targets/webhook/strategy.ts'
const OTHERS = 'no rollback of another deployment'
const TRUE = 'every claim is true'

export const WEBHOOK_MUTANTS: readonly Mutant[] = [
  {
    name: 'a call whose answer is lost is sent again',
    platform: 'webhook',
    file: CALL,
    from: "if (end.kind !== 'unsent') return undefined",
    to: "if (end.kind === 'answered') return undefined",
    breaks: 'one rollback at most',
  },
  {
    name: 'nobody looks whether an endpoint was called by somebody else after the recovery',
    platform: 'webhook',
    file: STRATEGY,
    from: '      findNewerDeployment: rollback.findNewerDeployment.bind(rollback),\n',
    to: '',
    breaks: TRUE,
  },
  {
    name: 'a name that the checks have read may be that of the deployed version',
    platform: 'webhook',
    file: STRATEGY,
    from: 'hasAnswered?.(running) === true',
    to: 'hasAnswered?.(running) === undefined',
    breaks: OTHERS,
  },
]
