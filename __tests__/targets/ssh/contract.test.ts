import { jest } from '@jest/globals'
import { describeRollbackContract } from '../../support/rollback-contract.ts'
import { CheckoutWorld } from './checkout-world.ts'
import { missing, SshServer } from './server.ts'
import { SshWorld } from './world.ts'

jest.setTimeout(60_000)

if (missing === undefined) {
  let server: SshServer
  beforeAll(async () => {
    server = await SshServer.start()
  })
  afterAll(() => server.close())

  describeRollbackContract('ssh by backups', () => SshWorld.open(server))
  describeRollbackContract('ssh by a git checkout', () => CheckoutWorld.open(server))
} else {
  test.skip(`ssh: ${missing}`, () => undefined)
}
