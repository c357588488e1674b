import { Secret } from '../../../src/core/secret.ts'
import type { AnswerCondition } from '../../../src/http/model/expectation.ts'
import { createNetwork } from '../../../src/http/network.ts'
import type { RollbackPlan } from '../../../src/run/rollback.ts'
import { webhookCapture } from '../../../src/targets/webhook/capture.ts'
import type { WebhookConfig } from '../../../src/targets/webhook/webhook-config.ts'
import { describeRollbackContract, ready } from '../../support/rollback-contract.ts'
import { CHANGED, WebhookWorld } from './world.ts'

describeRollbackContract('webhook', WebhookWorld.open)

const never = new AbortController().signal
let world: WebhookWorld

beforeEach(async () => {
  world = await WebhookWorld.open()
})
afterEach(() => world.close())

async function planned(...args: Parameters<WebhookWorld['strategy']>): Promise<RollbackPlan> {
  return ready(await world.strategy(...args).plan(never))
}

async function apply(plan: RollbackPlan): Promise<string[]> {
  const said: string[] = []
  await plan.apply((text) => said.push(text), never)
  return said
}

/** `body.current` is one of these; undefined stands for its absence. */
function isCurrent(...names: (string | undefined)[]): AnswerCondition {
  const line = `body.current in ${names.join(', ')}`
  return {
    line,
    field: 'current',
    evaluate: ({ body }) => {
      const value = body.json?.value
      const hasIt = typeof value === 'object' && value !== null && 'current' in value
      const current = hasIt ? String(value.current) : undefined
      return { holds: names.includes(current), text: `${line}: body.current is ${JSON.stringify(current)}` }
    },
  }
}

describe('the call', () => {
  it('is one POST with the headers, the idempotency key and the filled body', async () => {
    const body = new Secret('{"version": "{to}", "why": "{reason}", "keep": {"brace": 1}}')
    const plan = await planned({ body }, { reason: () => 'it said "no"\n' })
    expect(plan.manual).toEqual([
      [
        'curl --silent --show-error --fail-with-body --request POST',
        `--header 'Authorization: '"\${HEADER_AUTHORIZATION:?its value in webhook-headers}"`,
        "--header 'idempotency-key: run-7-1-guard-by-hand' --header 'content-type: application/json'",
        `--data-raw '{"version": "blue", "why": "rolled back by hand", "keep": {"brace": 1}}'`,
        `'${world.gateway.origin}/deployment/rollback?'"\${WEBHOOK_QUERY:?what follows ? in webhook-url}"`,
      ].join(' '),
    ])
    await apply(plan)
    const [call] = world.gateway.calls
    expect(call?.method).toBe('POST')
    expect(call?.headers).toMatchObject({
      authorization: 'Bearer header-token-0815',
      'idempotency-key': 'run-7-1-guard',
      'content-type': 'application/json',
    })
    expect(JSON.parse(call?.body ?? '')).toEqual({
      version: 'blue',
      why: 'it said "no"\n',
      keep: { brace: 1 },
    })
  })

  it.each([
    { manner: 'acts-later', what: 'the endpoint only accepts it' },
    { manner: 'drops-after-acting', what: 'the connection is dropped after it acted' },
    { manner: 'fails-after-acting', what: 'a gateway says 502 after it acted' },
    { manner: 'never-answers', what: 'it acts and never answers' },
  ] as const)('is not repeated when $what: the status decides', async ({ manner }) => {
    world.gateway.manner = manner
    const applied = apply(await planned())
    await world.gateway.hasActed
    if (manner === 'never-answers') await world.clock.pass(60_000)
    const said = await applied
    expect(world.gateway).toMatchObject({ acted: 1, current: 'blue' })
    expect(world.gateway.calls).toHaveLength(1)
    expect(said.at(-1)).toBe(`${world.gateway.origin}/deployment/status: status 200: changed: it is now blue`)
  })

  it('is ambiguous when two minutes of reading prove nothing, and not repeated later', async () => {
    world.gateway.manner = 'drops-without-acting'
    const plan = await planned()
    const expected = { code: 'ambiguous', message: expect.stringContaining('it is still green') }
    await expect(plan.apply(() => undefined, never)).rejects.toMatchObject(expected)
    await expect(plan.apply(() => undefined, never)).rejects.toMatchObject(expected)
    expect(world.gateway.calls).toHaveLength(1)
    expect(world.clock.elapsedMs()).toBeGreaterThanOrEqual(240_000)
  })

  it.each([302, 303])(
    'is ambiguous when %i sends it to a login page, unless the status proves it',
    async (status) => {
      const headers = { location: '/login?next=%2Fdeployment' }
      world.gateway.refusal = { status, body: '', headers }
      const plan = ready(await withoutStatus().plan(never))
      await expect(plan.apply(() => undefined, never)).rejects.toMatchObject({
        code: 'ambiguous',
        message: expect.stringContaining(`it was answered with ${status}, a redirect to a login page`),
      })
      world.gateway.refusal = undefined
      world.gateway.answer = { status, body: '', headers }
      await expect((await planned()).apply(() => undefined, never)).resolves.toEqual({ kind: 'in-place' })
      expect(world.gateway).toMatchObject({ acted: 1, current: 'blue' })
    },
  )

  it('is ambiguous at once when its answer is lost and there is no status address', async () => {
    world.gateway.manner = 'drops-after-acting'
    const plan = ready(await withoutStatus().plan(never))
    await expect(plan.apply(() => undefined, never)).rejects.toMatchObject({ code: 'ambiguous' })
    expect(world.clock.elapsedMs()).toBe(0)
  })

  it('is repeated as long as nothing of it can have arrived', async () => {
    const plan = await planned({ url: new Secret('http://127.0.0.1:1/rollback') })
    const said: string[] = []
    await expect(plan.apply((text) => said.push(text), never)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(
        /^POST http:\/\/127\.0\.0\.1:1\/rollback: .*refused.*; nothing was sent$/,
      ),
    })
    expect(said.filter((text) => text.endsWith('nothing was sent, trying again'))).toHaveLength(2)
  })

  it.each([
    { status: 401, code: 'access-denied', hint: /token/ },
    { status: 404, code: 'not-found', hint: /path of webhook-url/ },
    { status: 409, code: 'refused', hint: /answer says why/ },
    { status: 429, code: 'refused', hint: /later/ },
    { status: 307, code: 'refused', hint: /final address/ },
    { status: 308, code: 'refused', hint: /final address/ },
  ])('that is answered with $status has failed: $code', async ({ status, code, hint }) => {
    const plan = await planned()
    const headers =
      status === 307 || status === 308 ? { location: 'https://login.example.com/?secret=1' } : {}
    world.gateway.refusal = { status, body: '{"error": "busy"}', headers }
    const work = plan.apply(() => undefined, never)
    await expect(work).rejects.toMatchObject({
      code,
      hint: expect.stringMatching(hint),
      message: expect.stringMatching(
        new RegExp(
          `^POST ${world.gateway.origin}/deployment/rollback was answered with ${status}(, a redirect to login.example.com)?: .*busy`,
        ),
      ),
    })
    expect(world.gateway.acted).toBe(0)
  })

  it.each([
    { what: 'nobody has made it', before: () => undefined, count: 1 },
    {
      what: 'it has been made',
      before: (plan: RollbackPlan) => plan.apply(() => undefined, never),
      count: 0,
    },
    {
      what: 'another deployment took over',
      before: async (plan: RollbackPlan) => {
        await world.takeOver()
        await plan.apply(() => undefined, never)
      },
      count: 0,
    },
    {
      what: 'the earlier version is back',
      before: async (plan: RollbackPlan) => {
        await world.putBack()
        await plan.apply(() => undefined, never)
      },
      count: 0,
    },
    {
      what: 'it was refused',
      before: async (plan: RollbackPlan) => {
        await world.refuse()
        await plan.apply(() => undefined, never).catch(() => undefined)
      },
      count: 1,
    },
  ])('is shown to be made by hand $count times where $what', async ({ before, count }) => {
    const plan = await planned()
    await before(plan)
    expect(plan.manualNow?.()).toEqual(plan.manual.slice(0, count))
  })

  it('counts as done when it is accepted and there is no status address', async () => {
    const plan = ready(await withoutStatus().plan(never))
    expect(plan).toMatchObject({ from: 'v42', to: 'the previous version' })
    expect(plan.unknowns[0]).toContain('webhook-status-url')
    expect((await plan.apply(() => undefined, never)).kind).toBe('in-place')
  })
})

describe('the status address', () => {
  it.each([
    { body: '<!doctype html><title>Log in</title>', shown: /the answer is HTML: <!doctype html>/ },
    { body: 'ok', shown: /the answer is not JSON: ok/ },
    { body: '', shown: /the answer is empty$/ },
  ])('that does not answer with JSON is refused in one sentence: $body', async ({ body, shown }) => {
    world.gateway.statusAnswer = { status: 200, body }
    const lines = [{ kind: 'condition' as const, condition: isCurrent('blue') }]
    const strategy = world.strategy({ status: { url: statusUrl(), expect: lines } })
    await expect(strategy.plan(never)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(shown),
    })
    expect(world.gateway.calls).toEqual([])
  })

  it.each([
    { status: 403, code: 'access-denied' },
    { status: 404, code: 'not-found' },
    { status: 503, code: 'unreachable' },
  ])('that answers with $status stops the plan: $code', async ({ status, code }) => {
    world.gateway.statusAnswer = { status, body: '{}' }
    await expect(world.strategy().plan(never)).rejects.toMatchObject({ code })
  })

  it('may fail for a while after the call, as a gateway does that restarts', async () => {
    const plan = await planned()
    world.gateway.manner = 'acts-later'
    const said: string[] = []
    const work = plan.apply((text) => {
      said.push(text)
      if (text.includes('answered with 202')) world.gateway.statusAnswer = { status: 503, body: 'starting' }
      if (text.includes('status 503')) world.gateway.statusAnswer = undefined
    }, never)
    expect((await work).kind).toBe('in-place')
    expect(said).toContainEqual(expect.stringContaining('status 503'))
  })

  it('that says before the call what is asked has to name another deployment after it', async () => {
    world.gateway.manner = 'acts-later'
    const lines = [{ kind: 'condition' as const, condition: isCurrent('green', 'blue') }]
    const said = await apply(await planned({ status: { url: statusUrl(), expect: lines } }))
    expect(world.gateway).toMatchObject({ acted: 1, current: 'blue' })
    expect(said).toContainEqual(expect.stringMatching(/body.current is "green", as it did before the call$/))
  })

  it('that names no deployment and says before the call what is asked is believed after a good answer only', async () => {
    world.gateway.statusAnswer = { status: 200, body: '{"state": "idle"}' }
    const lines = [{ kind: 'condition' as const, condition: isCurrent(undefined) }]
    const plan = await planned({ status: { url: statusUrl(), expect: lines } })
    expect(plan.unknowns[0]).toMatch(/holds before the call too, so add `changed`$/)
    await apply(plan)
    expect(world.gateway.acted).toBe(1)
    world.gateway.manner = 'drops-without-acting'
    const again = await planned({ status: { url: statusUrl(), expect: lines } })
    await expect(again.apply(() => undefined, never)).rejects.toMatchObject({ code: 'ambiguous' })
  })

  it('that names the wanted deployment as the current one makes the rollback a matter of nothing', async () => {
    const body = new Secret('{"version": "{to}"}')
    const rollbackTo = { kind: 'revision' as const, revision: 'green' }
    const plan = await planned({ body }, { rollbackTo })
    expect(plan.steps).toEqual(['nothing: it is the current one already'])
    await apply(plan)
    expect(world.gateway.calls).toEqual([])
  })

  it.each([
    { what: 'the deployed one as the one before', from: 'blue', kind: 'superseded', by: 'green' },
    { what: 'the one that was current before the deployment', captured: 'green', kind: 'not-deployed' },
    {
      what: 'the same one as before, which was deployed again',
      from: 'green',
      captured: 'green',
      kind: 'ready',
    },
    { what: 'names of another kind', from: '4711', captured: 'red', kind: 'ready' },
  ])('that names $what: $kind', async ({ from, captured, kind, by }) => {
    const deps = { ...(from && { from }), ...(captured && { captured }) }
    const planned = await world.strategy({}, deps).plan(never)
    expect(planned).toMatchObject({ kind, ...(by && { by }) })
  })

  it('that names only the one that was current before the deployment: not-deployed too', async () => {
    world.gateway.statusAnswer = { status: 200, body: '{"version": "v1"}' }
    const plan = (deps: { from: string; captured: string }) => world.strategy({}, deps).plan(never)
    expect(await plan({ from: 'v2', captured: 'v1' })).toMatchObject({
      kind: 'not-deployed',
      reason: expect.stringContaining('says that v1 is the current one, as before the deployment'),
    })
    expect((await plan({ from: 'v1', captured: 'v1' })).kind).toBe('ready')
    expect((await plan({ from: 'v1', captured: 'v0' })).kind).toBe('ready')
  })

  it('that names what the checks have read in an answer, and not the deployed one: superseded', async () => {
    const { gateway } = world
    gateway.describe = (current) => ({ current })
    const hasAnswered = (version: string) => version === 'green'
    const plan = async (deps: { from?: string }) =>
      (await world.strategy({}, { ...deps, hasAnswered }).plan(never)).kind
    expect(await plan({ from: 'red' })).toBe('superseded')
    expect(await plan({ from: 'green' })).toBe('ready')
    expect(await plan({})).toBe('ready')
  })

  it('that answers with a login page just before the call says nothing of a newer deployment', async () => {
    const plan = await planned()
    world.gateway.statusAnswer = { status: 200, body: '<html>Sign in</html>' }
    await expect(apply(plan)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('now names none; the endpoint was not called'),
    })
    expect(world.gateway.calls).toEqual([])
  })

  it('is read again after a page, which one node of several shows', async () => {
    const page = { status: 200, body: '<!DOCTYPE html><title>Sign in</title>' }
    let readings = 0
    const statusAnswer = () => (++readings === 1 ? page : undefined)
    Object.defineProperty(world.gateway, 'statusAnswer', { get: statusAnswer })
    expect(await planned()).toMatchObject({ from: 'green', to: 'blue' })
  })

  it('that names a third deployment after the call does not say that the rollback is in place', async () => {
    world.gateway.refusal = { status: 200, body: '<html>Sign in</html>' }
    const plan = await planned()
    const deployOther = (said: string) => {
      if (said.includes('was answered with 200')) world.gateway.switchTo('red')
    }
    expect(await plan.apply(deployOther, never)).toMatchObject({ kind: 'superseded', by: 'red' })
  })

  it('that names a third deployment after the recovery makes it a newer one', async () => {
    const plan = await planned()
    await apply(plan)
    expect(await plan.findNewerDeployment?.(never)).toBeUndefined()
    world.gateway.switchTo('red')
    expect(await plan.findNewerDeployment?.(never)).toMatchObject({ by: 'red' })
  })

  it('that shows no deployment leaves both versions open', async () => {
    world.gateway.statusAnswer = { status: 200, body: '{"uptime": 12}' }
    const plan = await planned({}, { from: 'v42', captured: 'v41' })
    expect(plan).toMatchObject({ from: 'v42', to: 'v41' })
    expect(plan.unknowns).toHaveLength(3)
    expect(plan.unknowns[0]).toContain('no name of a version or an environment to compare')
  })

  it('whose whole answer changes by itself does not stand for a rollback', async () => {
    world.gateway.statusAnswer = { status: 200, body: '{"uptime": 12}' }
    const plan = await planned()
    world.gateway.statusAnswer = { status: 200, body: '{"uptime": 13}' }
    await apply(plan)
    expect(world.gateway.acted).toBe(1)
  })
})

describe('a capture', () => {
  const capture = (config: WebhookConfig) => {
    const network = createNetwork({ userAgent: 'safe-landing/test' })
    return webhookCapture(config, { clock: world.clock, network, redact: String }).capture(never)
  }
  const config = (): WebhookConfig => ({ kind: 'webhook', url: statusUrl(), method: 'POST', headers: [] })
  const status = () => ({ url: statusUrl(), expect: [CHANGED] })

  it('records the current deployment', async () => {
    expect(await capture({ ...config(), status: status() })).toEqual({ revision: 'green', warnings: [] })
    expect(world.gateway.calls).toEqual([])
  })

  it('records nothing when nothing names it', async () => {
    expect(await capture(config())).toEqual({ warnings: [] })
    world.gateway.statusAnswer = { status: 200, body: '{"uptime": 12}' }
    const { revision, warnings } = await capture({ ...config(), status: status() })
    expect(revision).toBeUndefined()
    expect(warnings[0]?.text).toMatch(/does not say which deployment is the current one$/)
  })
})

test('a revision that the endpoint would never get is refused', async () => {
  const strategy = world.strategy({}, { rollbackTo: { kind: 'revision', revision: 'blue' } })
  await expect(strategy.plan(never)).rejects.toMatchObject({
    code: 'refused',
    message: 'rollback-to names a revision, but webhook-body does not pass it on',
  })
})

function statusUrl(): Secret {
  return new Secret(`${world.gateway.origin}/deployment/status`)
}

function withoutStatus() {
  return world.strategy({ status: null }, { from: 'v42' })
}
