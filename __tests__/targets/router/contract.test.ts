import { describeRollbackContract } from '../../support/rollback-contract.ts'
import { RouterWorld } from './world.ts'

describeRollbackContract('a target that was added by the page about it', RouterWorld.open)
