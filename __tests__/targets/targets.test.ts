import { INPUT_DEFAULTS } from '../../src/inputs/declarations.ts'
import { parseInputs } from '../../src/main/parse-inputs.ts'
import { ALL_TARGETS } from '../../src/targets/registry.ts'
import type { WebhookConfig } from '../../src/targets/webhook/webhook-config.ts'
import { given, MINIMAL, refusal } from '../inputs/given.ts'

type Inputs = Readonly<Record<string, string>>

function config(kind: keyof typeof MINIMAL, inputs: Inputs) {
  return parseInputs(given({ ...MINIMAL[kind], ...inputs }))
}

function hints(kind: keyof typeof MINIMAL, inputs: Inputs): readonly (readonly (string | undefined)[])[] {
  return refusal({ ...MINIMAL[kind], ...inputs }).problems.map(({ input, hint }) => [input, hint])
}

const SHA = '0123456789abcdef0123456789abcdef01234567'

describe('a workflow', () => {
  it('is run again by default', () => {
    expect(config('workflow', {}).target.config).toEqual({
      kind: 'workflow',
      strategy: { kind: 'rerun' },
      token: expect.anything(),
    })
  })

  it('is dispatched with inputs', () => {
    const inputs = {
      workflow: 'deploy.yml',
      'workflow-strategy': 'dispatch',
      'deploy-job': 'Deploy (prod)',
      environment: 'prod/eu',
      'dispatch-ref': 'main',
      'dispatch-inputs': 'sha: {sha}\nbuild_id:{run_id}\nnote: a: {"b": 1}\nempty:',
    }
    expect(config('workflow', inputs).target.config).toMatchObject({
      workflow: 'deploy.yml',
      deployJob: 'Deploy (prod)',
      environment: 'prod/eu',
      strategy: {
        kind: 'dispatch',
        ref: 'main',
        inputs: [
          { name: 'sha', value: '{sha}' },
          { name: 'build_id', value: '{run_id}' },
          { name: 'note', value: 'a: {"b": 1}' },
          { name: 'empty', value: '' },
        ],
      },
    })
  })

  it.each([
    [SHA.toUpperCase(), SHA],
    ['0123abc', '0123abc'],
    ['12345678901', '12345678901'],
  ])('goes back to %s', (text, revision) => {
    expect(config('workflow', { 'rollback-to': text }).rollbackTo).toEqual({ kind: 'revision', revision })
  })

  const dispatch = { 'workflow-strategy': 'dispatch' }
  it.each<[Inputs, string, string | undefined]>([
    [{ workflow: '.github/workflows/deploy.yml' }, 'workflow', 'Without the folder: deploy.yml.'],
    [
      { workflow: '.github/workflows/deploy.yml@refs/heads/main' },
      'workflow',
      'Without the folder: deploy.yml.',
    ],
    [{ workflow: 'Deploy' }, 'workflow', undefined],
    [{ 'workflow-strategy': 're-run' }, 'workflow-strategy', 'Did you mean rerun?'],
    [{ 'rollback-to': 'main' }, 'rollback-to', undefined],
    [
      { 'github-token': '' },
      'github-token',
      `If it is set from an expression, the expression is empty; left out, it is ${INPUT_DEFAULTS['github-token']}.`,
    ],
    [{ 'dispatch-ref': 'main' }, 'dispatch-ref', undefined],
    [{ 'dispatch-inputs': 'sha: {sha}' }, 'dispatch-inputs', undefined],
    [{ ...dispatch, 'dispatch-ref': SHA }, 'dispatch-ref', 'This is a commit; a branch or tag is needed.'],
    [{ ...dispatch, 'dispatch-ref': 'a..b' }, 'dispatch-ref', undefined],
    [
      { ...dispatch, 'dispatch-inputs': 'sha {sha}' },
      'dispatch-inputs',
      'There is no colon between name and value.',
    ],
    [{ ...dispatch, 'dispatch-inputs': '1a: x' }, 'dispatch-inputs', undefined],
    [{ ...dispatch, 'dispatch-inputs': 'sha: {SHA}' }, 'dispatch-inputs', 'Did you mean {sha}?'],
    [{ ...dispatch, 'dispatch-inputs': 'id: {runid}' }, 'dispatch-inputs', 'Did you mean {run_id}?'],
    [{ ...dispatch, 'dispatch-inputs': 'a: 1\na: 2' }, 'dispatch-inputs', 'Line 1 already names it.'],
  ])('refuses %j', (inputs, input, hint) => expect(hints('workflow', inputs)).toEqual([[input, hint]]))
})

describe('a webhook', () => {
  it('takes everything, and shows none of its secrets', () => {
    const webhook = config('webhook', {
      'webhook-method': 'PUT',
      'webhook-headers': 'x-key: s3cret',
      'webhook-body': '{"to": "{to}", "token": "s3cret"}',
      'webhook-status-url': 'https://api.example.com/deployment/status?key=s3cret',
      'webhook-status-expect':
        'changed\nbody.current changed\nheader x-version changed\nbody.state == "idle"',
      'rollback-to': 'blue',
    })
    const target = webhook.target.config as WebhookConfig
    expect(JSON.stringify(target)).not.toContain('s3cret')
    expect([target.url, target.body, target.status?.url].map((secret) => secret?.reveal())).toEqual([
      'https://api.example.com/deployment/rollback',
      '{"to": "{to}", "token": "s3cret"}',
      'https://api.example.com/deployment/status?key=s3cret',
    ])
    expect(target).toMatchObject({
      method: 'PUT',
      headers: [{ name: 'x-key' }],
      status: {
        expect: [
          { kind: 'changed', line: 'changed' },
          { kind: 'changed', source: { kind: 'body', path: ['current'] } },
          { kind: 'changed', source: { kind: 'header', name: 'x-version' } },
          { kind: 'condition', condition: { line: 'body.state == "idle"', field: 'state' } },
        ],
      },
    })
  })

  const secretGone =
    'It is needed here; if it is set from a secret, that is not set here (pull requests from forks get none).'
  it.each<[Inputs, string, string | undefined]>([
    [{ 'webhook-url': '' }, 'webhook-url', secretGone],
    [
      { 'webhook-url': 'https://a.b/x\nhttps://a.b/y' },
      'webhook-url',
      'It has white space in it; if these are several addresses, write one per line.',
    ],
    [{ 'webhook-method': 'post' }, 'webhook-method', 'Did you mean POST?'],
    [{ 'webhook-method': 'GET', 'webhook-body': '{}' }, 'webhook-body', undefined],
    [{ 'rollback-to': 'blue', 'webhook-body': '{}' }, 'rollback-to', undefined],
    [{ 'webhook-status-expect': 'changed' }, 'webhook-status-url', secretGone],
    [
      { 'webhook-status-url': 'https://a.b/' },
      'webhook-status-expect',
      'It is needed here; if it is set from an expression, the expression is empty.',
    ],
  ])('refuses %j', (inputs, input, hint) => expect(hints('webhook', inputs)).toEqual([[input, hint]]))

  it('learns where a condition on its status stops making sense', () => {
    const status = {
      'webhook-status-url': 'https://a.b/',
      'webhook-status-expect': 'changed\nbody.state = "idle"\nbody',
    }
    expect(refusal({ ...MINIMAL.webhook, ...status }).message).toMatchInlineSnapshot(`
"webhook-status-expect: invalid value "=" on line 2, column 12: expected after body.state == != < <= > >= in contains startsWith endsWith matches exists isEmpty. Did you mean ==?
webhook-status-expect: invalid value "" on line 3, column 5: expected after body == != < <= > >= in contains startsWith endsWith matches exists isEmpty. For example: body == "ok""
`)
  })
})

describe('a git branch', () => {
  it.each(['main', 'release/1.2', 'refs/heads/main', 'a@b', 'feature-#1'])('may be called %s', (branch) => {
    const inputs = { 'git-branch': branch, 'git-method': 'push', environment: 'prod' }
    expect(config('git', inputs).target.config).toMatchObject({
      kind: 'git',
      branch,
      method: 'push',
      environment: 'prod',
    })
  })

  it.each([
    'a b',
    'a..b',
    '-x',
    '/x',
    'x/',
    'x.lock',
    'a.lock/b',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
    'a[',
    'a\\b',
    'a@{1}',
    '@',
    'a//b',
    '.a',
    'a/.b',
    'a.',
  ])('may not be called %s', (branch) =>
    expect(hints('git', { 'git-branch': branch })).toEqual([['git-branch', undefined]]),
  )

  it.each<[Inputs, string, string | undefined]>([
    [{ 'rollback-to': 'abc' }, 'rollback-to', 'It takes at least 7 characters.'],
    [{ 'rollback-to': 'HEAD~1' }, 'rollback-to', undefined],
    [{ 'git-method': 'pull request' }, 'git-method', 'Did you mean pull-request?'],
    [{ 'github-token': 'a b' }, 'github-token', 'It has white space in it.'],
  ])('refuses %j', (inputs, input, hint) => expect(hints('git', inputs)).toEqual([[input, hint]]))
})

describe('a command', () => {
  it('may have several lines, and a plan', () => {
    const inputs = {
      command: 'set -x\nhelm rollback web\n',
      'plan-command': 'echo \'{"from":"2","to":"1"}\'',
    }
    expect(config('command', inputs).target.config).toEqual({
      kind: 'command',
      command: 'set -x\nhelm rollback web',
      planCommand: 'echo \'{"from":"2","to":"1"}\'',
    })
  })

  it('is needed', () => {
    expect(hints('command', { command: ' \n' })).toEqual([
      ['command', 'It is needed here; if it is set from an expression, the expression is empty.'],
    ])
  })
})

test.each([
  ['kubernetes', 'command'],
  ['K8s', 'command'],
  ['server', 'ssh'],
  ['fargate', 'ecs'],
  ['GitOps', 'git'],
  ['github-actions', 'workflow'],
  ['ECS', 'ecs'],
])('target: %s is taken for %s', (text, kind) => {
  const { message } = refusal({ ...MINIMAL.ecs, target: text })
  expect(message).toMatch(new RegExp(`^target: invalid value "${text}": expected .* Did you mean ${kind}\\?`))
})

test('no other word for a target is a target, or stands for two', () => {
  const words = ALL_TARGETS.flatMap(({ kind, aliases = [] }) => [kind, ...aliases])
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([])
})
