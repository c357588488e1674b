import { ready, refusal } from '../../support/rollback-contract.ts'
import { missing, SshHost } from './host.ts'
import { SshServer } from './server.ts'
import { SshWorld } from './world.ts'

const never = new AbortController().signal
const quiet = () => undefined
const describeHere = missing === undefined ? describe : describe.skip
const UNITS = { services: ['db.service', 'web.service', 'worker.service'] }
let server: SshServer
let world: SshWorld

if (missing === undefined) {
  beforeAll(async () => {
    server = await SshServer.start(new SshHost())
  })
  afterAll(async () => {
    await server.close()
    server.host.close()
  })
  beforeEach(async () => {
    world = await SshWorld.open(server)
    for (const unit of UNITS.services) server.order(`unit-${unit}`, 'active')
  })
  afterEach(() => world.close())
}

const STOPPED = ['stop -- worker.service', 'stop -- web.service', 'stop -- db.service']
const STARTED = ['start -- db.service', 'start -- web.service', 'start -- worker.service']

describeHere('several units', () => {
  it('are stopped in reverse order and started in order, as the plan says', async () => {
    const plan = ready(await world.strategy(UNITS).plan(never))
    expect(plan.steps.filter((step) => step.startsWith('systemctl'))).toEqual([
      'systemctl stop worker.service',
      'systemctl stop web.service',
      'systemctl stop db.service',
      'systemctl start db.service',
      'systemctl start web.service',
      'systemctl start worker.service',
    ])
    const said: string[] = []
    await plan.apply((text) => said.push(text), never)
    expect(server.log()).toEqual([...STOPPED, ...STARTED])
    expect(said.join('\n')).toContain('db.service, web.service, worker.service are active')
    const byHand = plan.manual.filter((line) => line.includes('systemctl'))
    expect(byHand.map((line) => line.replace(/sudo systemctl (\w+) -- '(.*)'/, '$1 -- $2'))).toEqual([
      ...STOPPED,
      ...STARTED,
    ])
  })

  it('run again as before when one of them cannot be stopped', async () => {
    server.order('fail', '^systemctl stop -- web.service')
    const before = await world.snapshot()
    const plan = ready(await world.strategy(UNITS).plan(never))
    await expect(plan.apply(quiet, never)).rejects.toThrow(
      /the step `stop` failed: injected fault; all steps were reverted.*; db.service is active; web.service is active; worker.service is active$/,
    )
    expect(await world.snapshot()).toEqual(before)
    expect(server.log()).toEqual([
      'stop -- worker.service',
      'start -- web.service',
      'start -- worker.service',
    ])
  })

  it('that did not run before are not started when the steps are reverted', async () => {
    server.order('unit-worker.service', 'inactive')
    server.order('fail', '^systemctl start -- web.service')
    const plan = ready(await world.strategy(UNITS).plan(never))
    await expect(plan.apply(quiet, never)).rejects.toThrow(
      /all steps were reverted.*worker.service is inactive$/,
    )
    expect(server.read('unit-worker.service')).toBe('inactive')
    expect(server.read('unit-db.service')).toBe('active')
    expect(server.read('unit-web.service')).toBe('active')
  })

  it('are all waited for, and the one that fails is named', async () => {
    const plan = ready(await world.strategy(UNITS).plan(never))
    server.order('fail', '^systemctl show .*NRestarts.* worker.service')
    const said: string[] = []
    server.order('becomes', 'failed')
    await expect(plan.apply((text) => said.push(text), never)).rejects.toThrow(
      /^db.service did not become active: it is failed; all steps were reverted/,
    )
    expect(server.log().slice(-3)).toEqual(STARTED)
  })

  it.each([
    {
      deny: '^systemctl stop -- worker.service',
      says: /may not run `systemctl stop worker.service` by sudo/,
    },
    { deny: '^systemctl start -- db.service', says: /may not run `systemctl start db.service` by sudo/ },
  ])('need the rights for each of them: $deny', async ({ deny, says }) => {
    server.order('deny', deny)
    const error = await refusal({ strategy: () => world.strategy(UNITS) }, never)
    expect(error.message).toMatch(says)
    for (const unit of UNITS.services) expect(error.hint).toContain(`/usr/bin/systemctl stop -- ${unit}`)
  })
})
