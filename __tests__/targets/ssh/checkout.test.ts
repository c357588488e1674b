import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ready, refusal } from '../../support/rollback-contract.ts'
import { CheckoutWorld } from './checkout-world.ts'
import { missing, SshHost } from './host.ts'
import { SshServer } from './server.ts'

const never = new AbortController().signal
const quiet = () => undefined

const describeHere = missing === undefined ? describe : describe.skip

describeHere('a git checkout on a server', () => {
  let server: SshServer
  let world: CheckoutWorld

  beforeAll(async () => {
    server = await SshServer.start(new SshHost())
  })
  afterAll(async () => {
    await server.close()
    server.host.close()
  })
  beforeEach(async () => {
    world = await CheckoutWorld.open(server)
  })
  afterEach(() => world.close())

  it('goes to the commit that it was at before, keeps what git does not know, and stays its owner’s', async () => {
    writeFileSync(join(world.app, 'upload.bin'), 'kept')
    const plan = ready(await world.strategy().plan(never))
    expect(plan.evidence[0]).toBe(
      `the checkout was at ${world.to.slice(0, 7)} before it moved to ${world.from.slice(0, 7)}`,
    )
    await plan.apply(quiet, never)
    expect(world.git('rev-parse', 'HEAD')).toBe(world.to)
    expect(['only-v1', 'only-v2', 'upload.bin'].map((name) => existsSync(join(world.app, name)))).toEqual([
      true,
      false,
      true,
    ])
    expect(statSync(join(world.app, 'VERSION')).uid).toBe(server.host.user.uid)
    expect(statSync(join(world.app, '.git/index')).uid).toBe(server.host.user.uid)
    expect(server.log()).toEqual(['stop -- app.service', 'start -- app.service'])
  })

  it.each([
    { rollbackTo: { kind: 'back', count: 2 } as const },
    { rollbackTo: { kind: 'revision', revision: 'old' } as const },
  ])('goes where rollback-to says: $rollbackTo', async ({ rollbackTo }) => {
    const first = world.git('rev-list', '--max-parents=0', 'HEAD')
    world.git('tag', 'old', first)
    world.own()
    expect(ready(await world.strategy({}, { rollbackTo }).plan(never)).to).toBe(first)
  })

  it('has nothing to be put back when it is where it was before the deployment', async () => {
    expect(await world.strategy({}, { captured: world.from }).plan(never)).toEqual({
      kind: 'not-deployed',
      reason: `${world.app} on 127.0.0.1 holds ${world.from}, as before the deployment`,
    })
  })

  it('is left alone when it has local changes', async () => {
    writeFileSync(join(world.app, 'VERSION'), 'edited by hand\n')
    await expect(world.strategy().plan(never)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/has local changes, which a reset would destroy: M VERSION$/),
    })
  })

  it('goes back to the bad commit when the unit does not start', async () => {
    const before = await world.snapshot()
    server.order('becomes', 'failed')
    const error = await refusal({ strategy: () => world.strategy() }, never)
    expect(error.message).toMatch(/^app.service did not become active: it is failed; all steps were reverted/)
    expect(await world.snapshot()).toEqual(before)
  })

  it.each(['-x', '$(id)', 'a b', '--upload-pack=x'])('takes %s for no commit', async (revision) => {
    const strategy = world.strategy({}, { rollbackTo: { kind: 'revision', revision } })
    await expect(strategy.plan(never)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('is not the name of a commit'),
    })
  })
})
