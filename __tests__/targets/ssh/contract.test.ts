import { describeRollbackContract } from '../../support/rollback-contract.ts'
import { CheckoutWorld } from './checkout-world.ts'
import { missing, SshHost } from './host.ts'
import { SshServer } from './server.ts'
import { SshWorld } from './world.ts'

if (missing === undefined) {
  let server: SshServer
  beforeAll(async () => {
    server = await SshServer.start(new SshHost())
  })
  afterAll(async () => {
    await server.close()
    server.host.close()
  })

  describeRollbackContract('ssh by backups', () => SshWorld.open(server))
  describeRollbackContract('ssh by a git checkout', () => CheckoutWorld.open(server))
} else {
  test.skip(`ssh: ${missing}`, () => undefined)
}
