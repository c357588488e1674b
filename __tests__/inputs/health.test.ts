import fc from 'fast-check'
import { checkList } from '../../src/inputs/checks.ts'
import type { HealthConfig } from '../../src/inputs/config.ts'
import { readYaml } from '../../src/inputs/health-yaml.ts'
import { InputError } from '../../src/inputs/input-error.ts'
import { metricList } from '../../src/inputs/metrics.ts'
import { findSecrets } from '../../src/inputs/secrets.ts'
import { parseInputs } from '../../src/main/parse-inputs.ts'
import { ruleOf } from '../../src/targets/registry.ts'
import { fullAnswer } from '../support/answer.ts'
import { anyText } from '../support/any-text.ts'
import { expectLinear } from '../support/linear.ts'
import { given, httpChecks, MINIMAL, refusal } from './given.ts'

function health(inputs: Readonly<Record<string, string>>): HealthConfig {
  return parseInputs(given({ ...MINIMAL.none, ...inputs })).health
}

const NO_URL = { 'health-url': '' }

describe('conditions', () => {
  it('are for every line of health-url', () => {
    const { checks } = health({
      'health-url': 'https://a.example.com/\nhttps://b.example.com/',
      conditions: 'body.status == "ok"\n\n  time < 800ms',
    })
    for (const { conditions = [] } of httpChecks(checks)) {
      expect(conditions.map(({ line }) => line)).toEqual(['body.status == "ok"', 'time < 800ms'])
      expect(conditions[0]?.evaluate(fullAnswer({ body: { status: 'ok' } })).holds).toBe(true)
    }
    expect(checks).toHaveLength(2)
  })

  it('are refused with line and column', () => {
    expect(refusal({ ...MINIMAL.none, conditions: 'status == 200\nbody.status = "ok"' }).message).toBe(
      'conditions: invalid value "=" on line 2, column 13: expected after body.status == != < <= > >= in contains startsWith endsWith matches exists isEmpty. Did you mean ==?',
    )
  })
})

describe('checks', () => {
  const YAML = `
- name: api
  url: https://api.example.com/health?key=s3cret-key
  conditions: |
    body.status == "ok"
    time < 800ms
- name: rpc
  url: https://api.example.com/rpc
  headers: { authorization: Bearer t0ken-t0ken }
  body: { jsonrpc: "2.0", method: ping, params: [1, true, null], id: 1 }
  expect-status: [200, 202-204]
  conditions:
    - body.result == "pong"
  timeout: 3s
  required: false
- name: version
  url: http://api.example.com/version
  method: HEAD
  headers: |
    x-a: 1
    x-b: 2
  version-from: header x-version
`

  it('are different checks, with defaults from the inputs', () => {
    const { checks } = health({
      ...NO_URL,
      checks: YAML,
      'expect-status': '200',
      timeout: '7s',
      'expect-version': 'v2',
    })
    expect(
      httpChecks(checks).map(({ url, headers, body, conditions = [], ...rest }) => ({
        ...rest,
        url: url.reveal(),
        headers: headers.map(({ name, value }) => `${name}: ${value.reveal()}`),
        ...(body && { body: body.reveal() }),
        conditions: conditions.map(({ line }) => line),
      })),
    ).toEqual([
      {
        name: 'api',
        url: 'https://api.example.com/health?key=s3cret-key',
        method: 'GET',
        headers: [],
        expectStatus: [{ from: 200, to: 200 }],
        conditions: ['body.status == "ok"', 'time < 800ms'],
        timeoutMs: 7_000,
        required: true,
      },
      {
        name: 'rpc',
        url: 'https://api.example.com/rpc',
        method: 'POST',
        headers: ['authorization: Bearer t0ken-t0ken'],
        body: '{"jsonrpc":"2.0","method":"ping","params":[1,true,null],"id":1}',
        expectStatus: [
          { from: 200, to: 200 },
          { from: 202, to: 204 },
        ],
        conditions: ['body.result == "pong"'],
        timeoutMs: 3_000,
        required: false,
      },
      {
        name: 'version',
        url: 'http://api.example.com/version',
        method: 'HEAD',
        headers: ['x-a: 1', 'x-b: 2'],
        expectStatus: [{ from: 200, to: 200 }],
        versionFrom: { kind: 'header', name: 'x-version' },
        conditions: [],
        timeoutMs: 7_000,
        required: true,
      },
    ])
  })

  it('stand beside the lines of health-url', () => {
    const { checks } = health({ checks: '- { name: b, url: "https://b.example.com" }' })
    expect(checks.map(({ name }) => name)).toEqual(['api.example.com/health', 'b'])
  })

  it('hold secrets, which are found whether or not they are valid', () => {
    const secretsIn = (checks: string) =>
      findSecrets(given({ ...MINIMAL.none, checks }), ruleOf).map((secret) => secret.reveal())
    expect(secretsIn(YAML)).toEqual(
      expect.arrayContaining(['Bearer t0ken-t0ken', 't0ken-t0ken', 's3cret-key']),
    )
    const broken =
      '- name: x\n  url: [https://h/?k=s3cret-key\n  headers:\n    authorization: "Bearer t0ken-t0ken"'
    expect(secretsIn(broken)).toEqual(expect.arrayContaining(['Bearer t0ken-t0ken', 't0ken-t0ken']))
  })

  it('may not be an empty list, though the target has signals of its own', () => {
    expect(refusal({ ...MINIMAL.ecs, checks: '[]' }).message).toMatch(/^checks: .*"a list"/)
  })

  it('are not needed where a line of rollback-when judges the runs of a workflow', () => {
    const runs = { 'rollback-when': 'run duration > 150% of baseline' }
    expect(parseInputs(given({ ...MINIMAL.workflow, ...NO_URL, ...runs })).health.checks).toEqual([])
    const probes = { 'rollback-when': 'failure rate > 5% over 2m' }
    for (const lines of [{}, probes])
      expect(refusal({ ...MINIMAL.workflow, ...NO_URL, ...lines }).message).toMatch(/at least one address/)
  })

  it('take an item of a list of conditions for one condition, however many lines it has', () => {
    const checks = (item: string) =>
      `- name: a\n  url: https://h\n  conditions:\n    - |\n      ${item}\n    - time < 9s`
    const { checks: read } = health({ ...NO_URL, checks: checks('status\n      == 200') })
    expect(httpChecks(read)[0]?.conditions?.map(({ line }) => line)).toEqual(['status == 200', 'time < 9s'])
    const two = refusal({ ...MINIMAL.none, ...NO_URL, checks: checks('status == 200\n      time < 1s') })
    expect(two.message).toMatch(/^checks: .*"time" on line 5, .*the end of the line/)
  })

  it('may be nested so deep and no deeper', () => {
    const nested = (depth: number) => readYaml('['.repeat(depth) + ']'.repeat(depth), '').ok
    expect([nested(21), nested(22)]).toEqual([true, false])
    const mapped = (depth: number) => readYaml('{a: '.repeat(depth) + '}'.repeat(depth), '').ok
    expect([mapped(20), mapped(21)]).toEqual([true, false])
  })

  it.each([
    ['a', 'a'],
    ['"a"', 'a'],
    ['""', ''],
    ['!!null ""', ''],
    ['5s', '5s'],
    ['007', '007'],
    ['~', '~'],
  ])('%s is read as the text %j', (yaml, text) => {
    expect(readYaml(yaml, '')).toMatchObject({ ok: true, value: { text } })
  })

  it('are refused where they are wrong', () => {
    const wrong = [
      'name: api',
      '- api',
      '- name: a\n  url: api.example.com',
      '- url: https://api.example.com\n  methd: GET',
      '- name: a\n  url: https://u:p4ssword@h/?q=s3cret-key',
      '- name: a\n  url: https://h\n  conditions: |\n    status == 200\n    body.x = 1',
      '- name: a\n  url: https://h\n  conditions: body.x = 1',
      '- name: a\n  url: https://h\n  conditions: [status == 200, body.x = 1]',
      '- name: a\n  url: https://h\n  method: get\n  required: yes\n  timeout: 5',
      '- name: a\n  url: https://h\n  headers: { "x y": s3cret-value }',
      '- name: a\n  url: https://h\n  headers: no-colon-s3cret',
      '- name: a\n  url: https://h\n  method: GET\n  body: x',
      '- name: a\n  url: https://h\n- name: a\n  url: https://h',
      '- name: a\n  url: https://h: 1',
      '- name: "a\n  url: https://h',
      '- name: &x a\n  url: *x',
      '- name: a\n  name: b\n  url: https://h',
      '- name:\n  url: https://h',
      '- name: {}\n  url: https://h',
      `- ${'['.repeat(60)}`,
      `${'['.repeat(60_000)}`,
      `${'- '.repeat(30_000)}`,
      `- name: ${'x'.repeat(70_000)}`,
    ]
    const told = wrong.map((checks) => {
      const { message } = refusal({ ...MINIMAL.none, checks })
      expect(message).not.toMatch(/s3cret|p4ss/)
      return `${checks.length > 500 ? `${checks.slice(0, 10)}…` : checks}\n    ${message}`
    })
    expect(told.join('\n')).toMatchInlineSnapshot(`
"name: api
    checks: invalid value "a map" on line 1, column 1: expected a YAML list of checks, each with a name and a url or a run. Begin each check with a dash: "- name: api".
- api
    checks: invalid value "api" on line 1, column 3: expected a check with name: and url: or run:
- name: a
  url: api.example.com
    checks: invalid value "api.example.com" on line 2, column 8: expected an http or https address, such as https://api.example.com/health. It must begin with https:// or http://.
- url: https://api.example.com
  methd: GET
    checks: invalid value "" on line 1, column 3: expected a name of at most 100 characters. name is needed here.
checks: invalid value "methd" on line 2, column 3: expected name, url, run, method, headers, body, expect-status, version-from, conditions, timeout, required, warn or stage. Did you mean method?
- name: a
  url: https://u:p4ssword@h/?q=s3cret-key
    checks: invalid value "https://***@h/?***" on line 2, column 8: expected an http or https address, such as https://api.example.com/health. A user name or password does not belong here: send them in a header.
- name: a
  url: https://h
  conditions: |
    status == 200
    body.x = 1
    checks: invalid value "=" on line 5, column 8: expected after body.x == != < <= > >= in contains startsWith endsWith matches exists isEmpty. Did you mean ==?
- name: a
  url: https://h
  conditions: body.x = 1
    checks: invalid value "=" on line 3, column 22: expected after body.x == != < <= > >= in contains startsWith endsWith matches exists isEmpty. Did you mean ==?
- name: a
  url: https://h
  conditions: [status == 200, body.x = 1]
    checks: invalid value "=" on line 3, column 38: expected after body.x == != < <= > >= in contains startsWith endsWith matches exists isEmpty. Did you mean ==?
- name: a
  url: https://h
  method: get
  required: yes
  timeout: 5
    checks: invalid value "get" on line 3, column 11: expected GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS. Did you mean GET?
checks: invalid value "yes" on line 4, column 13: expected true or false. Did you mean true?
checks: invalid value "5" on line 5, column 12: expected a duration from 10ms to 10m, such as 30s, 5m, 1m30s or 500ms. A unit is needed: 5s are seconds, 5m are minutes, 5ms are milliseconds.
- name: a
  url: https://h
  headers: { "x y": s3cret-value }
    checks: invalid value "x y" on line 3, column 14: expected name: value. What stands before the colon is not a header name.
- name: a
  url: https://h
  headers: no-colon-s3cret
    checks: invalid value "***" on line 3, column 12: expected name: value. There is no colon between name and value.
- name: a
  url: https://h
  method: GET
  body: x
    checks: invalid value "body" on line 4, column 3: expected only with a method that has a body, such as POST
- name: a
  url: https://h
- name: a
  url: https://h
    checks: invalid value "a" on line 3, column 3: expected each name only once
- name: a
  url: https://h: 1
    checks: invalid value "YAML that cannot be read" on line 2, column 8: expected a YAML list of checks, each with a name and a url or a run. Nested mappings are not allowed in compact mappings. A value with a colon or a # in it needs quotes.
- name: "a
  url: https://h
    checks: invalid value "YAML that cannot be read" on line 2, column 17: expected a YAML list of checks, each with a name and a url or a run. Missing closing "quote. A value with a colon or a # in it needs quotes.
- name: &x a
  url: *x
    checks: invalid value "an anchor" on line 1, column 12: expected plain values. Anchors and aliases (& and *) are not read here.
checks: invalid value "*x" on line 2, column 8: expected plain values. Anchors and aliases (& and *) are not read here.
- name: a
  name: b
  url: https://h
    checks: invalid value "YAML that cannot be read" on line 2, column 3: expected a YAML list of checks, each with a name and a url or a run. Map keys must be unique.
- name:
  url: https://h
    checks: invalid value "" on line 1, column 3: expected a name of at most 100 characters. name is needed here.
- name: {}
  url: https://h
    checks: invalid value "a map" on line 1, column 9: expected a name of at most 100 characters
- [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
    checks: invalid value "YAML that cannot be read" on line 1, column 63: expected a YAML list of checks, each with a name and a url or a run. Flow sequence in block collection must be sufficiently indented and end with a ].
[[[[[[[[[[…
    checks: invalid value "deep nesting" on line 1, column 1: expected values nested at most 20 deep
- - - - - …
    checks: invalid value "deep nesting" on line 1, column 1: expected values nested at most 20 deep
- name: xx…
    checks: invalid value "70008 characters" on line 1, column 1: expected at most 65536 characters"
`)
  })

  test.each([
    [
      { ...NO_URL, checks: '- { name: a, url: "https://h", required: false }' },
      /checks: invalid value "required: false": expected at least one required check/,
    ],
    [
      { ...NO_URL, checks: '- { name: a, url: "https://h" }', 'expect-version': 'v2' },
      /expect-version: invalid value "v2": expected only where a check reads a version/,
    ],
    [
      { ...NO_URL, checks: '- { name: a, url: "https://h" }', conditions: 'status == 200' },
      /conditions: invalid value "status == 200": expected only with health-url/,
    ],
    [
      { checks: '- { name: api.example.com/health, url: "https://h" }' },
      /checks: invalid value "api.example.com\/health": expected names that no line of health-url has/,
    ],
  ])('%j is refused', (inputs, message) => {
    expect(refusal({ ...MINIMAL.none, ...inputs }).message).toMatch(message)
  })
})

describe('rollback-when and metrics', () => {
  const METRICS = `
cpu:
  cloudwatch: { namespace: AWS/ECS, metric: CPUUtilization, stat: Average, period: 60s, dimensions: { ClusterName: prod, ServiceName: web } }
errors:
  prometheus:
    url: https://prometheus.example.com/base?tenant=s3cret-tenant
    query: sum(rate(http_requests_total{code=~"5.."}[1m]))
    bearer-token: t0ken-t0ken
queue:
  prometheus: { url: "http://127.0.0.1:9090", query: queue, username: me, password: p4ss-w0rd }
`
  const LINES =
    'failure rate > 5% over 2m\nmetric cpu > 95 for 2m\nmetric errors > 5 for 1m\nmetric queue > 9 for 1m\nalarm web-5xx in ALARM\nalarm web-5xx in ALARM'
  const inputs = { metrics: METRICS, 'rollback-when': LINES, 'bake-time': '5m' }

  it('say what triggers, and what has to be read for it', () => {
    const { rollbackWhen } = health(inputs)
    expect(rollbackWhen?.triggers.map(({ line }) => line)).toEqual(LINES.split('\n'))
    expect(rollbackWhen).toMatchObject({
      alarms: ['web-5xx'],
      readsRuns: false,
      metrics: [
        {
          name: 'cpu',
          source: {
            kind: 'cloudwatch',
            namespace: 'AWS/ECS',
            metric: 'CPUUtilization',
            stat: 'Average',
            periodMs: 60_000,
            dimensions: [
              { name: 'ClusterName', value: 'prod' },
              { name: 'ServiceName', value: 'web' },
            ],
          },
        },
        { name: 'errors', source: { kind: 'prometheus', auth: { kind: 'bearer' } } },
        {
          name: 'queue',
          source: { kind: 'prometheus', query: 'queue', auth: { kind: 'basic', user: 'me' } },
        },
      ],
    })
    const secrets = findSecrets(given({ ...MINIMAL.none, ...inputs }), ruleOf).map((secret) =>
      secret.reveal(),
    )
    expect(secrets).toEqual(expect.arrayContaining(['t0ken-t0ken', 'p4ss-w0rd', 's3cret-tenant']))
  })

  it('may be lines that only warn, which use metrics as well', () => {
    const { rollbackWhen, warnWhen } = health({ metrics: METRICS, 'warn-when': LINES, 'bake-time': '5m' })
    expect(rollbackWhen).toBeUndefined()
    expect(warnWhen).toMatchObject({
      alarms: ['web-5xx'],
      metrics: [{ name: 'cpu' }, { name: 'errors' }, { name: 'queue' }],
    })
    const split = health({
      ...inputs,
      'rollback-when': LINES.replace('metric cpu > 95 for 2m\n', ''),
      'warn-when': 'metric cpu > 80 for 2m',
    })
    expect(split.warnWhen?.metrics.map(({ name }) => name)).toEqual(['cpu'])
  })

  it.each([
    ['run success rate < 95% over 10 runs', true],
    ['run duration > 150% of baseline', true],
    ['failure rate > 5% over 2m\nrun duration > 150% of baseline', true],
    ['failure rate > 5% over 2m', false],
  ])('%s: read the runs of a workflow: %s', (lines, readsRuns) => {
    const { rollbackWhen } = parseInputs(given({ ...MINIMAL.workflow, 'rollback-when': lines })).health
    expect(rollbackWhen?.readsRuns).toBe(readsRuns)
  })

  test.each([
    [
      { 'warn-when': 'failure rate > 5 over 2m' },
      'warn-when: invalid value "5" on line 1, column 16: expected a percentage up to 100%. Did you mean 5%?',
    ],
    [
      { 'rollback-when': 'failure rate > 5 over 2m' },
      'rollback-when: invalid value "5" on line 1, column 16: expected a percentage up to 100%. Did you mean 5%?',
    ],
    [
      { 'rollback-when': 'failure rate > 5% over 2m\nfailure rate > 5% over 5m' },
      'rollback-when: invalid value "failure rate > 5% over 5m" on line 2, column 1: expected triggers that can fire. It never could: it takes 5m (the window), and bake-time is 2m.',
    ],
    [
      { 'rollback-when': 'run duration > 150% of baseline' },
      'rollback-when: invalid value "run duration > 150% of baseline" on line 1, column 1: expected triggers that can fire. It never could: runs are read with target: workflow or git only.',
    ],
    [
      { timeout: '2s', 'rollback-when': 'mean time > 3s over 1m\nstale rate > 5% over 1m' },
      [
        'rollback-when: invalid value "mean time > 3s over 1m" on line 1, column 1: expected triggers that can fire. It never could: timeout is 2s, and no answer counts for more; raise timeout above 3s, or lower the bound.',
        'rollback-when: invalid value "stale rate > 5% over 1m" on line 2, column 1: expected triggers that can fire. It never could: without expect-version no answer is from another version.',
      ].join('\n'),
    ],
    [
      { ...inputs, 'rollback-when': `${LINES}\nmetric cpx > 1 for 2m` },
      'rollback-when: invalid value "cpx" on line 7, column 1: expected cpu, errors or queue. Did you mean cpu?',
    ],
    [
      { 'rollback-when': 'metric cpu > 95 for 2m' },
      'rollback-when: invalid value "cpu" on line 1, column 1: expected the names in metrics. The input metrics is empty: define the metric there.',
    ],
    [
      { ...inputs, 'rollback-when': 'metric cpu > 95 for 2m' },
      'metrics: invalid value "errors": expected metrics that a line of rollback-when or warn-when reads. For example: metric errors > 95 for 5m',
    ],
    [
      {
        metrics: 'cpu: { cloudwatch: { namespace: A, metric: M, stat: Sum, period: 999ms } }',
        'rollback-when': 'metric cpu > 95 for 2m',
      },
      'metrics: invalid value "999ms" on line 1, column 66: expected a period of 1s, 5s, 10s, 30s or whole minutes. It is too short.',
    ],
    [
      { metrics: 'cpu: 5' },
      'metrics: invalid value "5" on line 1, column 6: expected cloudwatch: or prometheus: with its settings',
    ],
    [
      { metrics: 'cpu: { cloudwach: {} }' },
      'metrics: invalid value "cloudwach" on line 1, column 8: expected cloudwatch or prometheus. Did you mean cloudwatch?',
    ],
    [
      {
        metrics:
          'cpu: { cloudwatch: { namespace: A, metric: M, stat: average, period: 45s, dimensions: x } }',
      },
      [
        'metrics: invalid value "average" on line 1, column 53: expected Average, Sum, Minimum, Maximum, SampleCount or a percentile such as p99. Did you mean Average?',
        'metrics: invalid value "45s" on line 1, column 70: expected a period of 1s, 5s, 10s, 30s or whole minutes',
        'metrics: invalid value "dimensions" on line 1, column 75: expected a map of dimension names to values, such as { ClusterName: prod }',
      ].join('\n'),
    ],
    [
      { metrics: 'e: { prometheus: { url: "https://h", bearer-token: t0ken-t0ken, username: a } }' },
      [
        'metrics: invalid value "" on line 1, column 18: expected a PromQL query that gives one value. query is needed here.',
        'metrics: invalid value "bearer-token" on line 1, column 38: expected either bearer-token, or username and password',
      ].join('\n'),
    ],
  ])('%j is refused', (wrong, message) => {
    expect(refusal({ ...MINIMAL.none, ...wrong }).message).toBe(message)
  })
})

describe('any text', () => {
  const PIECES = [
    '- ',
    'name',
    ': ',
    'url',
    '\n',
    '  ',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ',',
    '|',
    '>',
    '&a',
    '*a',
    '!!int',
    '#',
    '---',
    '? ',
    'conditions',
    'headers',
    'https://h',
    'cloudwatch',
    'prometheus',
    'status == 200',
    '\t',
    '%YAML 1.2',
    '<<',
    '\u0085',
    '\u{1F4A5}',
    '0x1f',
    '.inf',
  ]
  const text = fc.oneof(
    anyText({ maxLength: 80 }),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join('')),
  )

  it('as checks or metrics is answered by located problems only', () => {
    fc.assert(
      fc.property(text, (yaml) => {
        for (const parser of [checkList, metricList]) {
          const parsed = parser.parse(yaml)
          if (parsed.ok) continue
          expect(parsed.problems.length).toBeGreaterThan(0)
          for (const { line, column } of parsed.problems) {
            expect(line).toBeGreaterThanOrEqual(1)
            expect(column ?? 1).toBeGreaterThanOrEqual(1)
          }
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it.each([...PIECES, '[{', '- - ', '{a: ', '? - ', 'a: &a [*a]\n', '"\\u', 'a\n\n', '- |\n'])(
    'takes time in proportion to its length, made of %j',
    (piece) => {
      expectLinear(
        (yaml: string) => readYaml(yaml, ''),
        (size) => piece.repeat(Math.ceil(size / piece.length)),
        20_000,
      )
    },
  )

  it('in any of the four inputs gives a configuration or an input error', () => {
    const words = [
      'failure rate > 5% over 2m',
      'metric cpu > 95 for 5m',
      '\n',
      'body.x',
      ' == ',
      '"ok"',
      'alarm a in ALARM',
    ]
    const lines = fc.oneof(
      text,
      fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(lines, lines, text, text, (conditions, rollbackWhen, checks, metrics) => {
        try {
          health({ conditions, 'rollback-when': rollbackWhen, checks, metrics })
        } catch (error) {
          expect(error).toBeInstanceOf(InputError)
        }
      }),
      { numRuns: 400 },
    )
  })
})

describe('checks with a command', () => {
  const smoke = { name: 'smoke', run: 'python scripts/smoke.py --url https://h', timeoutMs: 10_000 }

  it.each([
    ['', { ...smoke, required: true }],
    ['timeout: 2m', { ...smoke, timeoutMs: 120_000, required: true }],
    ['warn: true', { ...smoke, required: false }],
    ['warn: false', { ...smoke, required: true }],
    ['required: false', { ...smoke, required: false }],
  ])('are read: %s', (line, expected) => {
    const checks = `- name: smoke\n  run: python scripts/smoke.py --url https://h\n  ${line}\n- name: web\n  url: https://h\n`
    expect(health({ ...NO_URL, checks }).checks[0]).toEqual(expected)
  })

  it.each([
    ['run: [python, smoke.py]', /"a list".*a command for bash.*`run: \|`/],
    ['run: x\n  url: https://h', /"url".*a url or a run in one check, not both/],
    ['timeout: 5s', /expected an http or https address as url, or a command as run/],
    ['run:', /a command for bash.*run is needed here/],
    ['run: x\n  headers: "a: b"', /"headers".*only in a check with a url, not with run/],
    ['run: x\n  expect-status: 200', /"expect-status".*only in a check with a url, not with run/],
    ['run: x\n  conditions: status == 200', /"conditions".*only in a check with a url, not with run/],
    ['run: x\n  version-from: body.v', /"version-from".*only in a check with a url, not with run/],
    ['run: x\n  warn: true\n  required: true', /"warn".*warn or required in one check, not both/],
  ])('are refused: %j', (lines, message) => {
    expect(refusal({ ...MINIMAL.none, checks: `- name: smoke\n  ${lines}` }).message).toMatch(message)
  })

  it('read the version only where they name its variable', () => {
    const inputs = { ...NO_URL, 'expect-version': 'v2' }
    const checks = '- name: smoke\n  run: ./smoke "$SAFE_LANDING_VERSION"'
    expect(health({ ...inputs, checks }).expectVersion).toBe('v2')
    const silent = refusal({ ...MINIMAL.none, ...inputs, checks: '- { name: smoke, run: ./smoke }' })
    expect(silent.message).toMatch(/expect-version: .*only where a check reads a version/)
  })
})

describe('log-pattern', () => {
  const inputs = { ...MINIMAL.ecs, 'rollback-when': 'log errors > 5 over 2m' }

  it.each([
    ['(ERROR).*\\1', 'References to groups are not supported.'],
    ['(?=ERROR)', 'Look-ahead, look-behind and inline flags are not supported.'],
    ['/ERROR/g', 'The flag g is not one of i, m and s.'],
    ['(ERROR', 'Unterminated group.'],
    ['.*', 'It matches every line.'],
    ['ERROR\nFATAL', 'Write alternatives with |.'],
  ])('refuses %j with one sentence', (pattern, hint) => {
    const { problems } = refusal({ ...inputs, 'log-pattern': pattern })
    expect(problems).toEqual([expect.objectContaining({ input: 'log-pattern', hint })])
  })

  it('is refused where no line reads the log', () => {
    const { problems } = refusal({ ...MINIMAL.ecs, 'log-pattern': '/timeout/i' })
    expect(problems).toEqual([
      expect.objectContaining({ input: 'log-pattern', expected: 'only with a line that reads the log' }),
    ])
  })

  it.each(['/timeout|refused/i', 'ERROR|FATAL', 'a/b'])('takes %s', (pattern) => {
    expect(() => refusal({ ...inputs, 'log-pattern': pattern })).toThrow('accepted')
  })
})
