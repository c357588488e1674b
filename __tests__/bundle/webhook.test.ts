import { BlueGreen } from '../targets/webhook/blue-green.ts'
import { type Ended, Stage, testWith } from './stage.ts'
import { ROLLS_BACK, VersionedSite } from './versioned-site.ts'

const QUERY = 'qu3ry-t0ken-4711'
const HEADER = 'h3ader-t0ken-0815'

/** Green is new and unhealthy, and blue stands by. */
async function open() {
  const gateway = await BlueGreen.start()
  const site = new VersionedSite(() => gateway.current)
  site.unhealthy.add('green')
  const stage = await Stage.open({
    site: site.answer,
    with: {
      ...ROLLS_BACK,
      target: 'webhook',
      'webhook-url': `${gateway.origin}/deployment/rollback?token=${QUERY}`,
      'webhook-headers': `Authorization: Bearer ${HEADER}`,
      'webhook-body': '{"to": "{to}", "from": "{from}", "why": "{reason}"}',
      'webhook-status-url': `${gateway.origin}/deployment/status?token=${QUERY}`,
      'webhook-status-expect': 'changed',
      'expect-version': 'green',
    },
    secrets: [QUERY, HEADER],
  })
  const close = async () => {
    await stage.close()
    await gateway.close()
  }
  return { run: stage.run.bind(stage), site, gateway, close }
}

const staged = testWith(open)

const BY_HAND = 'To roll back by hand'

/** A second call would roll back once more. */
function expectNotRepeated({ summary, report }: Ended): void {
  expect(summary).not.toContain('curl')
  expect(JSON.parse(report)).toMatchObject({ outcome: { plan: { manual: [] } } })
}
const before = { current: 'green', previous: 'blue', calls: [] }

staged(
  'rolled-back: one call with what it is for, and the earlier version is seen to answer',
  async ({ run, gateway }) => {
    const landed = await run()
    expect(landed).toMatchObject({
      exitCode: 1,
      outputs: { result: 'rolled-back', healthy: 'true', 'rolled-back': 'true', from: 'green', to: 'blue' },
    })
    expect(landed.summary).toContain('blue')
    expect(gateway.current).toBe('blue')
    expect(gateway.calls).toHaveLength(1)
    const [call] = gateway.calls
    expect(call).toMatchObject({ method: 'POST', headers: { authorization: `Bearer ${HEADER}` } })
    expect(call?.headers['idempotency-key']).toMatch(/\S/)
    expect(JSON.parse(call?.body ?? '')).toEqual({
      from: 'green',
      to: 'blue',
      why: expect.stringContaining('500'),
    })
  },
)

staged(
  'rolled-back: the connection drops after the endpoint acted, and it is not called again',
  async ({ run, gateway }) => {
    gateway.manner = 'drops-after-acting'
    const landed = await run()
    expect(landed.outputs).toMatchObject({ result: 'rolled-back', healthy: 'true' })
    expect(gateway).toMatchObject({ acted: 1, current: 'blue' })
    expect(gateway.calls).toHaveLength(1)
    expect(landed.log).toContain('it is not called again')
  },
)

staged(
  'rollback-failed: the endpoint refuses, and its message is reported without the secrets in it',
  async ({ run, gateway }) => {
    gateway.refusal = { status: 403, body: `{"error": "nobody may with ${HEADER} and ${QUERY}"}` }
    const landed = await run()
    expect(landed).toMatchObject({
      exitCode: 1,
      outputs: { result: 'rollback-failed', 'rolled-back': 'false' },
    })
    expect(landed.outputs.reason).toMatch(
      /the rollback failed: POST http:\S+\/deployment\/rollback was answered with 403: .*nobody may with \*\*\*/,
    )
    expect(landed.summary).toContain('webhook-headers')
    expect(landed.summary).toContain(BY_HAND)
    expect(gateway.current).toBe('green')
  },
)

for (const [what, manner] of [
  ['the connection drops', 'drops-without-acting'],
  ['a gateway answers 502', 'fails-after-acting'],
] as const) {
  staged(
    `rollback-failed: ${what} and no status shows what became of the call, which nobody is told to repeat`,
    async ({ run, gateway }) => {
      gateway.manner = manner
      const landed = await run({ 'webhook-status-url': '', 'webhook-status-expect': '' })
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed' } })
      expect(landed.outputs.reason).toContain('could not determine whether the rollback happened')
      expect(gateway.calls).toHaveLength(1)
      expectNotRepeated(landed)
    },
  )
}

const ACCEPTED = [201, 202, 302, 303]
for (const status of ACCEPTED) {
  staged(`rolled-back: the endpoint answers ${status} once it has acted`, async ({ run, gateway }) => {
    gateway.answer = { status, body: '', headers: { location: '/deployment/status' } }
    const landed = await run()
    expect(landed.outputs).toMatchObject({ result: 'rolled-back', to: 'blue' })
    expect(gateway.calls).toHaveLength(1)
  })
}

staged('rolled-back: a count beside the slot is no version', async ({ run, gateway }) => {
  gateway.describe = (current) => ({ slot: current, active: gateway.calls.length + 3 })
  const landed = await run()
  expect(landed.outputs).toMatchObject({ result: 'rolled-back', from: 'green' })
  expect(gateway.calls).toHaveLength(1)
})

staged(
  'not-deployed: what the checks saw when the job began is still the current one',
  async ({ run, site, gateway }) => {
    gateway.switchTo('blue', 'grey')
    await run({}, { entry: 'pre' })
    site.unhealthy.add('blue')
    const landed = await run()
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'not-deployed' } })
    expect(gateway.calls).toEqual([])
  },
)

/** The slots say nothing of versions: only the site does. */
function servesFromSlots({ site, gateway }: Awaited<ReturnType<typeof open>>): void {
  site.versionOf = (slot) => (slot === 'blue' ? 'v2' : 'v1')
  site.unhealthy.clear()
  gateway.describe = (slot, other) => ({ slot, standby: other })
}

staged(
  'not-deployed: the slot that the status named when the job began is still the current one',
  async (world) => {
    const { run, site, gateway } = world
    servesFromSlots(world)
    await run({ 'expect-version': 'v2' }, { entry: 'pre' })
    site.unhealthy.add('green')
    const landed = await run({ 'expect-version': 'v2' })
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'not-deployed' } })
    expect(landed.outputs.reason).toContain('says that green is the current one, as before the deployment')
    expect(gateway.calls).toEqual([])
  },
)

staged('rolled-back: the slot is another one than when the job began', async (world) => {
  const { run, site, gateway } = world
  servesFromSlots(world)
  site.unhealthy.add('blue')
  await run({ 'expect-version': 'v2' }, { entry: 'pre' })
  gateway.switchTo('blue')
  const landed = await run({ 'expect-version': 'v2' })
  expect(landed.outputs).toMatchObject({ result: 'rolled-back', from: 'blue', to: 'green' })
  expect(gateway).toMatchObject({ current: 'green', acted: 1 })
})

staged(
  'rolled-back: a job that begins after the deploy takes the slot of then for no slot from before',
  async (world) => {
    const { run, site, gateway } = world
    servesFromSlots(world)
    gateway.switchTo('blue')
    await run({ 'expect-version': 'v2' }, { entry: 'pre' })
    site.unhealthy.add('blue')
    const landed = await run({ 'expect-version': 'v2' })
    expect(landed.outputs).toMatchObject({ result: 'rolled-back', from: 'blue' })
  },
)

staged('the status is not needed when the job begins', async (world) => {
  const { run, gateway } = world
  servesFromSlots(world)
  gateway.statusAnswer = { status: 503, body: 'starting' }
  const begun = await run({ 'expect-version': 'v2' }, { entry: 'pre' })
  expect(begun.exitCode).toBe(0)
  expect(begun.log).toContain('what runs before the deploy could not be read from the target')
})

staged('rollback-failed: the endpoint accepts, and never acts', async ({ run, gateway }) => {
  gateway.refusal = { status: 202, body: '' }
  const landed = await run({ 'rollback-timeout': '5s' })
  expect(landed).toMatchObject({
    exitCode: 1,
    outputs: {
      result: 'rollback-failed',
      reason: expect.stringContaining('blue was not in place within the rollback timeout'),
    },
  })
  expect(gateway.calls).toHaveLength(1)
  expectNotRepeated(landed)
})

staged('rollback-unhealthy: what came back answers badly too', async ({ run, site, gateway }) => {
  site.unhealthy.add('blue')
  const landed = await run()
  expect(landed).toMatchObject({
    exitCode: 1,
    outputs: { result: 'rollback-unhealthy', healthy: 'false', 'rolled-back': 'false' },
  })
  expect(gateway.current).toBe('blue')
  expect(landed.outputs.reason).toContain('blue is back, but it does not verify healthy')
})

staged(
  'unhealthy: with auto-rollback: false the plan is shown, and nothing is called',
  async ({ run, gateway }) => {
    const landed = await run({ 'auto-rollback': 'false' })
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'unhealthy', from: 'green', to: 'blue' } })
    expect(landed.summary).toContain(`1. \`POST ${gateway.origin}/deployment/rollback\``)
    expect(landed.summary).toContain(
      `--header 'Authorization: '"\${HEADER_AUTHORIZATION:?its value in webhook-headers}"`,
    )
    expect(landed.summary).toContain(
      `'${gateway.origin}/deployment/rollback?'"\${WEBHOOK_QUERY:?what follows ? in webhook-url}"`,
    )
    expect(gateway).toMatchObject(before)
  },
)

staged(
  'superseded: another deployment has taken over while the new version was watched',
  async ({ run, site, gateway }) => {
    gateway.switchTo('red')
    site.unhealthy.add('red')
    const landed = await run()
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'superseded', 'rolled-back': 'false' } })
    expect(landed.outputs.reason).toContain(
      'says that red is the current one, and green, which was deployed, is not',
    )
    expect(gateway.calls).toEqual([])
  },
)

staged('mode: rollback goes where a person says, and is green', async ({ run, gateway }) => {
  gateway.switchTo('green', 'purple')
  const landed = await run({ mode: 'rollback', 'rollback-to': 'purple', 'expect-version': 'purple' })
  expect(landed).toMatchObject({ exitCode: 0, outputs: { result: 'rolled-back', to: 'purple' } })
  expect(landed.outputs).toMatchObject({ reason: 'octocat requested it', from: 'green' })
  expect(JSON.parse(gateway.calls[0]?.body ?? '')).toMatchObject({ to: 'purple' })
})

staged(
  'mode: rollback does not take the version that has to come back for the one that was deployed',
  async ({ run, gateway }) => {
    const landed = await run({
      mode: 'rollback',
      'webhook-status-url': '',
      'webhook-status-expect': '',
      'expect-version': 'blue',
    })
    expect(landed).toMatchObject({ exitCode: 0, outputs: { result: 'rolled-back' } })
    expect(JSON.parse(gateway.calls[0]?.body ?? '')).toMatchObject({
      from: 'the current version',
      to: 'the previous version',
    })
  },
)

staged('mode: validate shows the plan and calls nothing', async ({ run, site, gateway }) => {
  site.unhealthy.clear()
  const landed = await run({ mode: 'validate' })
  expect(landed).toMatchObject({ exitCode: 0, outputs: { result: 'validated', from: 'green', to: 'blue' } })
  expect(landed.summary).toContain('/deployment/rollback')
  expect(gateway).toMatchObject(before)
})

staged(
  'mode: capture passes the version from before to the guard of the same job, without wiring',
  async ({ run, gateway }) => {
    gateway.switchTo('blue')
    gateway.statusAnswer = { status: 200, body: '{"current": "blue"}' }
    const captured = await run({ mode: 'capture' })
    expect(captured).toMatchObject({ exitCode: 0, outputs: { result: 'captured', healthy: 'true' } })
    gateway.switchTo('green')
    gateway.statusAnswer = { status: 200, body: '{"current": "green"}' }
    const landed = await run({ 'auto-rollback': 'false' })
    expect(landed.outputs).toMatchObject({ result: 'unhealthy', from: 'green', to: 'blue' })
    expect(landed.summary).toMatch(/→ `blue`, which ran before the deployment, as was recorded then/)
  },
)

staged(
  'not-deployed: the gateway never switched, and a call would bring back one that is older still',
  async ({ run, site, gateway }) => {
    gateway.switchTo('blue', 'grey')
    expect((await run({ mode: 'capture' })).outputs.result).toBe('captured')
    site.unhealthy.add('blue')
    const landed = await run()
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'not-deployed', 'rolled-back': 'false' } })
    expect(landed.outputs.reason).toContain('says that blue is the current one, as before the deployment')
    expect(gateway.calls).toEqual([])
  },
)

staged(
  'cancelled in the middle of the call: it ends at once, and says that the endpoint was being called',
  async ({ run, gateway }) => {
    const landed = await run({}, { cancelWhen: gateway.block('rollback') })
    expect(landed).toMatchObject({
      exitCode: 1,
      conclusion: 'cancelled',
      lastSignal: 'SIGINT',
      outputs: { result: 'cancelled', 'rolled-back': 'false', to: 'blue' },
    })
    expect(landed.outputs.reason).toMatch(
      /the job was cancelled while rolling back from green to blue: POST http:\S+\/deployment\/rollback$/,
    )
    expect(gateway.calls).toHaveLength(1)
    expectNotRepeated(landed)
  },
)

describe('one clear sentence, and nothing is called, where', () => {
  const login = {
    status: 200,
    body: '<html><h1>Log in</h1></html>',
    headers: { 'content-type': 'text/html' },
  }

  const cases = [
    { mode: 'guard', result: 'rollback-failed' },
    { mode: 'rollback', result: 'rollback-failed' },
    { mode: 'validate', result: 'inconclusive' },
    { mode: 'capture', result: 'inconclusive' },
  ]
  for (const { mode, result } of cases) {
    staged(`the status is no JSON (${mode})`, async ({ run, gateway }) => {
      gateway.statusAnswer = login
      const landed = await run({ mode, 'webhook-status-expect': 'body.state == "idle"\nchanged' })
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result } })
      expect(landed.outputs.reason).toContain(
        'webhook-status-expect asks for fields of JSON, and the answer is HTML',
      )
      expect(landed.summary).not.toContain('<h1>')
      expect(gateway).toMatchObject(before)
    })
  }

  staged('the status is somewhere else: a redirect is not followed', async ({ run, gateway }) => {
    gateway.statusAnswer = {
      status: 302,
      body: '',
      headers: { location: `http://localhost/login?t=${QUERY}` },
    }
    const landed = await run({ mode: 'validate' })
    expect(landed.outputs.reason).toContain('was answered with 302, a redirect to localhost')
    expect(gateway).toMatchObject(before)
  })

  staged('the inputs do not fit together', async ({ run, site, gateway }) => {
    const landed = await run({
      'webhook-status-url': '',
      'webhook-body': '',
      'rollback-to': 'blue',
      'webhook-url': 'deployment/rollback',
    })
    expect(landed).toMatchObject({ exitCode: 2, outputs: { result: 'invalid' } })
    const told = landed.annotations.map(({ message }) => message).join('\n')
    for (const name of ['webhook-status-url', 'webhook-url', 'rollback-to']) expect(told).toContain(name)
    expect(site.probes).toBe(0)
    expect(gateway).toMatchObject(before)
  })
})
