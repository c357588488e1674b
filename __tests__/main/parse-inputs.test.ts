import { INPUT_DEFAULTS, type InputName } from '../../src/inputs/declarations.ts'
import { parseInputs, type RunConfig } from '../../src/main/parse-inputs.ts'
import { ruleOf } from '../../src/targets/registry.ts'
import { given, httpChecks, MINIMAL, refusal } from '../inputs/given.ts'

type Target = keyof typeof MINIMAL

const TARGETS = Object.keys(MINIMAL) as readonly Target[]
const MODES = ['guard', 'rollback', 'validate', 'capture'] as const
const NAMES = Object.keys(INPUT_DEFAULTS) as readonly InputName[]

function parse(inputs: Readonly<Record<string, string>>): RunConfig {
  return parseInputs(given(inputs))
}

function namesOf(inputs: Readonly<Record<string, string>>): readonly string[] {
  return [...new Set(refusal(inputs).problems.map(({ input }) => input))]
}

describe('right inputs', () => {
  it('gives the defaults of action.yml', () => {
    const { health, target, ...rest } = parse(MINIMAL.ecs)
    expect(rest).toEqual({
      mode: 'guard',
      autoRollback: true,
      landingReport: false,
      rollbackTo: { kind: 'previous' },
      rolloutTimeoutMs: 900_000,
      isRolloutTimeoutGiven: false,
      rollbackTimeoutMs: 900_000,
      pollIntervalMs: 5_000,
      notify: { addresses: [], templates: {} },
      onInconclusive: 'fail',
      failOnRollback: true,
      knownBad: 'warn',
      githubToken: expect.anything(),
      network: { ipVersion: 'auto' },
    })
    expect(target.config).toEqual({
      kind: 'ecs',
      cluster: 'prod',
      services: [{ service: 'web' }],
      judgesService: false,
      recordsKnownGood: false,
    })
    expect(health).toMatchObject({
      checks: [],
      intervalMs: 5_000,
      startPeriodMs: 90_000,
      successThreshold: 3,
      bakeTimeMs: 120_000,
      retries: 3,
    })
  })

  it.each(TARGETS)('takes target %s in every mode in which there is something to do', (target) => {
    const possible = MODES.filter((mode) => target !== 'none' || mode !== 'rollback')
    for (const mode of possible) {
      expect(parse({ ...MINIMAL[target], mode })).toMatchObject({ mode, target: { kind: target } })
    }
  })

  it('makes a check of each address, with what all of them share', () => {
    const { health } = parse({
      ...MINIMAL.none,
      'health-url':
        'https://api.example.com/health?deep=1\n\nhttp://api.example.com/health\nhttps://b.example:8443',
      headers: 'authorization: Bearer abc',
      'expect-status': '200, 204',
      'expect-version': 'v2',
      'version-from': 'header X-Version',
      timeout: '3s',
    })
    expect(health.expectVersion).toBe('v2')
    expect(httpChecks(health.checks).map(({ name, url }) => [name, url.reveal()])).toEqual([
      ['api.example.com/health (line 1)', 'https://api.example.com/health?deep=1'],
      ['api.example.com/health (line 3)', 'http://api.example.com/health'],
      ['b.example:8443/', 'https://b.example:8443/'],
    ])
    for (const check of httpChecks(health.checks)) {
      expect(check).toMatchObject({
        method: 'GET',
        required: true,
        timeoutMs: 3_000,
        expectStatus: [
          { from: 200, to: 200 },
          { from: 204, to: 204 },
        ],
        versionFrom: { kind: 'header', name: 'x-version' },
      })
      expect(check.headers.map(({ name, value }) => [name, value.reveal()])).toEqual([
        ['authorization', 'Bearer abc'],
      ])
    }
  })

  it('cuts a long name of a check, and keeps it unique', () => {
    const long = `https://api.example.com/${'a'.repeat(200)}`
    const { health } = parse({ ...MINIMAL.none, 'health-url': `${long}/1\n${long}/2` })
    expect(health.checks.map(({ name }) => name)).toEqual([
      `api.example.com/${'a'.repeat(83)}… (line 1)`,
      `api.example.com/${'a'.repeat(83)}… (line 2)`,
    ])
  })

  it('takes the classic "five tries, thirty seconds apart"', () => {
    const classic = {
      'start-period': '0s',
      retries: '5',
      interval: '30s',
      'success-threshold': '1',
      'bake-time': '0s',
    }
    expect(parse({ ...MINIMAL.none, ...classic }).health).toMatchObject({
      startPeriodMs: 0,
      retries: 5,
      intervalMs: 30_000,
      successThreshold: 1,
      bakeTimeMs: 0,
    })
  })

  it.each(Object.values(MINIMAL))(
    'says of an input that does not belong with $target only that',
    (minimal) => {
      for (const name of NAMES) {
        if (name in minimal || name === 'mode') continue
        const { problems } = refusal({ ...minimal, retries: '%', [name]: '%' })
        const own = problems.filter(({ input }) => input === name)
        if (own.some(({ expected }) => expected.startsWith('only with target:'))) expect(own).toHaveLength(1)
      }
    },
  )

  it.each(['start-period', 'bake-time'])('%s may be 0s, as it says', (name) => {
    expect(refusal({ ...MINIMAL.none, [name]: 'soon' }).message).toContain('from 0s to 24h')
  })

  it.each([
    '.github/workflows/Deploy.YML',
    './.github/workflows/Deploy.YML@main',
    '.GitHub/Workflows/Deploy.YML',
  ])('takes no path of a workflow such as %s, and says what to write', (workflow) => {
    expect(refusal({ ...MINIMAL.workflow, workflow }).message).toContain('Without the folder: Deploy.YML.')
  })

  it('ignores white space around a value, and an empty value where it does not belong', () => {
    const { target, autoRollback } = parse({
      ...MINIMAL.none,
      target: ' none\n',
      cluster: ' ',
      'auto-rollback': 'true\n',
    })
    expect([target.config, autoRollback]).toEqual([{ kind: 'none' }, true])
  })

  it('says who is notified and whether an incident is opened', () => {
    const { notify, incident, captured } = parse({
      ...MINIMAL.ecs,
      'notify-url': 'https://hooks.example.com/T0/B0/x',
      'notify-on': 'always',
      'incident-issue': 'TRUE',
      'incident-labels': 'incident\nteam: web',
      captured: '{"v":1}',
    })
    expect(notify.addresses.map(({ url, on }) => [url.reveal(), on])).toEqual([
      ['https://hooks.example.com/T0/B0/x', 'always'],
    ])
    expect([incident?.labels, incident?.token.reveal()]).toEqual([
      ['incident', 'team: web'],
      'ghs_0123456789',
    ])
    expect(captured).toBe('{"v":1}')
  })
})

describe('wrong inputs', () => {
  it('reports everything at once, in the order of action.yml', () => {
    const { message } = refusal({
      target: 'ecs',
      mode: 'gaurd',
      cluster: '',
      service: 'web\nworker\nweb',
      'task-definition': 'task.json\nweb',
      'health-url': 'api.example.com/health?token=s3cret\nhttps://user:s3cret@api.example.com/',
      headers: 'authorization Bearer s3cret',
      'expect-status': '2xx',
      interval: '5',
      retries: '0',
      'auto-rollback': 'yes',
      'rollback-to': 'web',
      'on-inconclusive': 'ignore',
    })
    expect(message).not.toContain('s3cret')
    expect(message).toMatchInlineSnapshot(`
"mode: invalid value "gaurd": expected guard, rollback, validate, capture or rehearse. Did you mean guard?
auto-rollback: invalid value "yes": expected true or false. Did you mean true?
rollback-to: invalid value "web": expected previous, -N for the Nth good version back, or family:revision such as web:42, or the ARN of a task definition or of a service revision. The revision is missing, as in web:42.
health-url: invalid value "api.example.com/health?***" on line 1: expected an http or https address, such as https://api.example.com/health. It must begin with https:// or http://.
health-url: invalid value "https://***@api.example.com/" on line 2: expected an http or https address, such as https://api.example.com/health. A user name or password does not belong here: send them in a header.
headers: invalid value "***" on line 1: expected name: value. There is no colon between name and value.
expect-status: invalid value "2xx": expected status codes from 100 to 599 and ranges of them, such as 200-299, 301. Did you mean 200-299?
interval: invalid value "5": expected a duration from 10ms to 1h, such as 30s, 5m, 1m30s or 500ms. A unit is needed: 5s are seconds, 5m are minutes, 5ms are milliseconds.
retries: invalid value "0": expected a whole number from 1 to 1000
on-inconclusive: invalid value "ignore": expected fail, pass or rollback
cluster: invalid value "": expected the name or ARN of a cluster, such as prod. It is needed here; if it is set from an expression, the expression is empty.
service: invalid value "web" on line 3: expected each only once. Line 1 already names it.
task-definition: invalid value "task.json" on line 1: expected the ARN of a task definition, or family:revision such as web:42. A file does not say which revision was deployed: pass what the deploy step says it deployed, such as its output task-definition-arn.
task-definition: invalid value "web" on line 2: expected the ARN of a task definition, or family:revision such as web:42. The revision is missing: pass what the deploy step says it deployed, such as its output task-definition-arn."
`)
  })

  it('names the targets when there is none', () => {
    expect(refusal({}).message).toMatchInlineSnapshot(
      `"target: invalid value "": expected ecs, workflow, webhook, ssh, git, command or none. It is needed here; if it is set from an expression, the expression is empty."`,
    )
  })

  it('refuses what does not apply, and says where it does', () => {
    const inputs = {
      ...MINIMAL.none,
      mode: 'guard',
      cluster: 'prod',
      'rollback-to': '-2',
      'auto-rollback': 'false',
      'on-inconclusive': 'rollback',
      'webhook-url': 'https://hooks.example.com/s3cret',
      'ssh-key': 's3cret',
    }
    const { message } = refusal(inputs)
    expect(message).not.toContain('s3cret')
    expect(message).toMatchInlineSnapshot(`
"auto-rollback: invalid value "false": expected only with target: ecs, workflow, webhook, ssh, git or command. This step has target: none.
rollback-to: invalid value "-2": expected only with target: ecs, workflow, webhook, ssh, git or command. This step has target: none.
on-inconclusive: invalid value "rollback": expected fail or pass with target: none
cluster: invalid value "prod": expected only with target: ecs. This step has target: none.
webhook-url: invalid value "https://hooks.example.com/***": expected only with target: webhook. This step has target: none.
ssh-key: invalid value "***": expected only with target: ssh. This step has target: none."
`)
  })

  it('refuses inputs that decide about a manual rollback', () => {
    const deciding = { 'auto-rollback': 'false', 'fail-on-rollback': 'false', 'on-inconclusive': 'pass' }
    expect(namesOf({ ...MINIMAL.ecs, ...deciding, mode: 'rollback' })).toEqual(
      Object.keys(deciding).toSorted(byOrder),
    )
    for (const mode of ['guard', 'validate', 'capture'])
      expect(parse({ ...MINIMAL.ecs, ...deciding, mode }).mode).toBe(mode)
  })

  it('refuses to roll back without a target', () => {
    expect(refusal({ ...MINIMAL.none, mode: 'rollback' }).message).toMatchInlineSnapshot(
      `"mode: invalid value "rollback": expected guard, validate or capture with target: none. There is nothing to put back without a target."`,
    )
  })

  it.each(TARGETS.filter((target) => target !== 'ecs'))(
    'needs something to look at with target %s',
    (target) => {
      expect(namesOf({ ...MINIMAL[target], 'health-url': '' })).toEqual(['health-url'])
    },
  )

  it('refuses what is about an address when there is none', () => {
    const inputs = {
      headers: 'a: b',
      'expect-status': '200',
      'expect-version': 'v2',
      'version-from': 'body.v',
      timeout: '1s',
    }
    expect(namesOf({ ...MINIMAL.ecs, ...inputs })).toEqual(Object.keys(inputs))
  })

  it('explains an expression that gave nothing', () => {
    expect(refusal({ ...MINIMAL.ecs, interval: '', service: '' }).message).toMatchInlineSnapshot(`
"interval: invalid value "": expected a duration from 10ms to 1h, such as 30s, 5m, 1m30s or 500ms. If it is set from an expression, the expression is empty; left out, it is 5s.
service: invalid value "": expected the name or ARN of a service, such as web, one per line. It is needed here; if it is set from an expression, the expression is empty."
`)
  })

  it.each([
    { 'incident-labels': 'incident' },
    { 'notify-on': 'always' },
    { 'incident-issue': 'true', 'github-token': '' },
  ])('refuses %j, where the other half is missing', (inputs) => {
    expect(refusal({ ...MINIMAL.ecs, ...inputs }).problems).toHaveLength(1)
  })

  it('forgives a missing notification address where secrets may be missing', () => {
    expect(parse({ ...MINIMAL.ecs, mode: 'validate', 'notify-on': 'always' }).notify.addresses).toEqual([])
  })
})

describe('every declared input', () => {
  it.each(NAMES)('%s is read', (name) => {
    const places: readonly string[] = ruleOf(name).targets ?? ['ecs']
    const target = TARGETS.find((kind) => places.includes(kind)) ?? 'ecs'
    const others = name.startsWith('dispatch-') ? { 'workflow-strategy': 'dispatch' } : {}
    // No parser takes a control character, so that only an input that nobody reads would let it pass.
    expect(namesOf({ ...MINIMAL[target], ...others, [name]: 'a\u0007b' })).toContain(name)
  })

  it.each(NAMES)('%s is refused wherever it does not apply', (name) => {
    const { modes = MODES, targets = TARGETS } = ruleOf(name)
    for (const target of TARGETS) {
      for (const mode of MODES) {
        if (name === 'mode' || name === 'target' || (modes.includes(mode) && targets.includes(target)))
          continue
        const value = INPUT_DEFAULTS[name] === 'true' ? 'false' : 'x'
        const problems = refusal({ ...MINIMAL[target], mode, [name]: value }).problems
        const about = problems.filter(({ input }) => input === name)
        expect(about.map(({ expected: allowed }) => allowed).join('; ')).toMatch(
          /^only with (?:mode|target): /,
        )
      }
    }
  })
})

function byOrder(one: string, other: string): number {
  const order: readonly string[] = NAMES
  return order.indexOf(one) - order.indexOf(other)
}
