import { jest } from '@jest/globals'
import { describeRollbackContract } from '../../support/rollback-contract.ts'
import { GitWorld, PushWorld } from './world.ts'

jest.setTimeout(30_000)

describeRollbackContract('git by pull request', () => GitWorld.open('pull-request'))
describeRollbackContract('git by push', PushWorld.open)
