import { describeRollbackContract } from '../../support/rollback-contract.ts'
import { GitWorld } from './world.ts'

describeRollbackContract('git by pull request', () => GitWorld.open('pull-request'))
describeRollbackContract('git by push', () => GitWorld.open('push'))
