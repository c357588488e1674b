import { describeRollbackContract } from '../../support/rollback-contract.ts'
import { GitWorld, PushWorld } from './world.ts'

describeRollbackContract('git by pull request', () => GitWorld.open('pull-request'))
describeRollbackContract('git by push', PushWorld.open)
