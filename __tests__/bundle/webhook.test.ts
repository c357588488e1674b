import { jest } from '@jest/globals'
import { BlueGreen } from '../targets/webhook/blue-green.ts'
import { Landing } from './landing.ts'

jest.setTimeout(60_000)

const QUERY = 'qu3ry-t0ken-4711'
const HEADER = 'h3ader-t0ken-0815'

let gateway: BlueGreen
let landing: Landing

/** Green is new and ill, and blue stands by. */
beforeEach(async () => {
  gateway = await BlueGreen.start()
  landing = await Landing.open({
    live: () => gateway.current,
    with: {
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
  landing.ill.add('green')
})

afterEach(async () => {
  await landing.close()
  await gateway.close()
})

const before = { current: 'green', previous: 'blue', calls: [] }

test('rolled-back: one call with what it is for, and the earlier version is seen to answer', async () => {
  const landed = await landing.run()
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
})

test('rolled-back: the connection drops after the endpoint acted, and it is not called again', async () => {
  gateway.manner = 'drops-after-acting'
  const landed = await landing.run()
  expect(landed.outputs).toMatchObject({ result: 'rolled-back', healthy: 'true' })
  expect(gateway).toMatchObject({ acted: 1, current: 'blue' })
  expect(gateway.calls).toHaveLength(1)
  expect(landed.log).toContain('it is not called again')
})

test('rollback-failed: the endpoint refuses, and its message is reported without the secrets in it', async () => {
  gateway.refusal = { status: 403, body: `{"error": "nobody may with ${HEADER} and ${QUERY}"}` }
  const landed = await landing.run()
  expect(landed).toMatchObject({
    exitCode: 1,
    outputs: { result: 'rollback-failed', 'rolled-back': 'false' },
  })
  expect(landed.outputs.reason).toMatch(
    /the rollback failed: POST http:\S+\/deployment\/rollback was answered with 403: .*nobody may with \*\*\*/,
  )
  expect(landed.summary).toContain('webhook-headers')
  expect(gateway.current).toBe('green')
})

test('rollback-failed: the endpoint accepts, and never acts', async () => {
  gateway.refusal = { status: 202, body: '' }
  const landed = await landing.run({ 'rollback-timeout': '2s' })
  expect(landed).toMatchObject({
    exitCode: 1,
    outputs: {
      result: 'rollback-failed',
      reason: expect.stringContaining('blue was not in place within the rollback timeout'),
    },
  })
  expect(gateway.calls).toHaveLength(1)
})

test('rollback-unhealthy: what came back answers badly too', async () => {
  landing.ill.add('blue')
  const landed = await landing.run()
  expect(landed).toMatchObject({
    exitCode: 1,
    outputs: { result: 'rollback-unhealthy', healthy: 'false', 'rolled-back': 'false' },
  })
  expect(gateway.current).toBe('blue')
  expect(landed.outputs.reason).toContain('blue is back, but it does not verify healthy')
})

test('unhealthy: with auto-rollback: false the plan is shown, and nothing is called', async () => {
  const landed = await landing.run({ 'auto-rollback': 'false' })
  expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'unhealthy', from: 'green', to: 'blue' } })
  expect(landed.summary).toContain(`1. \`POST ${gateway.origin}/deployment/rollback\``)
  expect(landed.summary).toContain(
    `--header 'Authorization: …' --data '…' '${gateway.origin}/deployment/rollback?…'`,
  )
  expect(gateway).toMatchObject(before)
})

test('superseded: another deployment has taken over while the new version was watched', async () => {
  gateway.switchTo('red')
  landing.ill.add('red')
  const landed = await landing.run()
  expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'superseded', 'rolled-back': 'false' } })
  expect(landed.outputs.reason).toContain(
    'says that red is the current one, and green, which was deployed, is not',
  )
  expect(gateway.calls).toEqual([])
})

test('mode: rollback goes where a person says, and is green', async () => {
  gateway.switchTo('green', 'purple')
  const landed = await landing.run({ mode: 'rollback', 'rollback-to': 'purple', 'expect-version': 'purple' })
  expect(landed).toMatchObject({ exitCode: 0, outputs: { result: 'rolled-back', to: 'purple' } })
  expect(landed.outputs).toMatchObject({ reason: 'octocat ordered it', from: 'green' })
  expect(JSON.parse(gateway.calls[0]?.body ?? '')).toMatchObject({ to: 'purple' })
})

test('mode: rollback does not take the version that has to come back for the one that was deployed', async () => {
  const landed = await landing.run({
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
})

test('mode: validate shows the plan and calls nothing', async () => {
  landing.ill.clear()
  const landed = await landing.run({ mode: 'validate' })
  expect(landed).toMatchObject({ exitCode: 0, outputs: { result: 'validated', from: 'green', to: 'blue' } })
  expect(landed.summary).toContain('/deployment/rollback')
  expect(gateway).toMatchObject(before)
})

test('mode: capture passes the version from before to the guard of the same job, without wiring', async () => {
  gateway.switchTo('blue')
  gateway.statusAnswer = { status: 200, body: '{"current": "blue"}' }
  const captured = await landing.run({ mode: 'capture' })
  expect(captured).toMatchObject({ exitCode: 0, outputs: { result: 'captured', healthy: 'true' } })
  gateway.switchTo('green')
  gateway.statusAnswer = { status: 200, body: '{"current": "green"}' }
  const landed = await landing.run({ 'auto-rollback': 'false' })
  expect(landed.outputs).toMatchObject({ result: 'unhealthy', from: 'green', to: 'blue' })
  expect(landed.summary).toContain('mode: capture recorded blue before the deployment')
})

test('not-deployed: the gateway never switched, and a call would bring back one that is older still', async () => {
  gateway.switchTo('blue', 'grey')
  expect((await landing.run({ mode: 'capture' })).outputs.result).toBe('captured')
  landing.ill.add('blue')
  const landed = await landing.run()
  expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'not-deployed', 'rolled-back': 'false' } })
  expect(landed.outputs.reason).toContain('says that blue is the current one, as before the deployment')
  expect(gateway.calls).toEqual([])
})

test('cancelled in the middle of the call: it ends at once, and says that the endpoint was being called', async () => {
  const landed = await landing.run({}, { cancelWhen: gateway.block('rollback') })
  expect(landed).toMatchObject({
    exitCode: 1,
    conclusion: 'cancelled',
    outputs: { result: 'cancelled', 'rolled-back': 'false', to: 'blue' },
  })
  expect(landed.durationMs).toBeLessThan(7_000)
  expect(landed.outputs.reason).toMatch(
    /the job was cancelled while rolling back from green to blue: POST http:\S+\/deployment\/rollback$/,
  )
  expect(gateway.calls).toHaveLength(1)
})

describe('one clear sentence, and nothing is called, where', () => {
  const login = {
    status: 200,
    body: '<html><h1>Log in</h1></html>',
    headers: { 'content-type': 'text/html' },
  }

  test.each([
    { mode: 'guard', result: 'rollback-failed' },
    { mode: 'rollback', result: 'rollback-failed' },
    { mode: 'validate', result: 'inconclusive' },
    { mode: 'capture', result: 'inconclusive' },
  ])('the status is no JSON ($mode)', async ({ mode, result }) => {
    gateway.statusAnswer = login
    const landed = await landing.run({ mode, 'webhook-status-expect': 'body.state == "idle"\nchanged' })
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result } })
    expect(landed.outputs.reason).toContain(
      'webhook-status-expect asks for fields of JSON, and the answer is HTML',
    )
    expect(landed.summary).not.toContain('<h1>')
    expect(gateway).toMatchObject(before)
  })

  test('the status is somewhere else: a redirect is not followed', async () => {
    gateway.statusAnswer = {
      status: 302,
      body: '',
      headers: { location: `http://localhost/login?t=${QUERY}` },
    }
    const landed = await landing.run({ mode: 'validate' })
    expect(landed.outputs.reason).toContain('was answered with 302, a redirect to localhost')
    expect(gateway).toMatchObject(before)
  })

  test('the inputs do not fit together', async () => {
    const landed = await landing.run({
      'webhook-status-url': '',
      'webhook-body': '',
      'rollback-to': 'blue',
      'webhook-url': 'deployment/rollback',
    })
    expect(landed).toMatchObject({ exitCode: 2, outputs: { result: 'invalid' } })
    const told = landed.annotations.map(({ message }) => message).join('\n')
    for (const name of ['webhook-status-url', 'webhook-url', 'rollback-to']) expect(told).toContain(name)
    expect(landing.probes).toBe(0)
    expect(gateway).toMatchObject(before)
  })
})
