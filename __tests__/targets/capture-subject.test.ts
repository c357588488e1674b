import { Secret } from '../../src/core/secret.ts'
import { parseInputs } from '../../src/main/parse-inputs.ts'
import { ALL_TARGETS } from '../../src/targets/registry.ts'
import { shownAddress } from '../../src/targets/webhook/explanation.ts'
import { given, MINIMAL } from '../inputs/given.ts'

type Kind = keyof typeof MINIMAL
type Inputs = Readonly<Record<string, string>>

function subject(kind: Kind, inputs: Inputs, env: Inputs = {}): string {
  const config = parseInputs(given({ ...MINIMAL[kind], ...inputs }))
  return config.target.subject({ config, env })
}

const SCRIPT = 'kubectl rollout undo deployment/web'
const STATUS = { 'webhook-status-expect': 'changed' }

/** Two steps of one job that deploy to two places, and what tells them apart. */
const APART: readonly (readonly [Kind, string, Inputs, Inputs])[] = [
  ['ecs', 'services', { service: 'web' }, { service: 'api' }],
  ['ecs', 'clusters', { cluster: 'blue' }, { cluster: 'green' }],
  ['ecs', 'regions', { 'aws-region': 'us-east-1' }, { 'aws-region': 'eu-west-1' }],
  ['workflow', 'workflows', { workflow: 'web.yml' }, { workflow: 'api.yml' }],
  ['workflow', 'environments', { environment: 'eu' }, { environment: 'us' }],
  ['workflow', 'a workflow from an environment', { workflow: '7' }, { environment: '7' }],
  ['webhook', 'paths', { 'webhook-url': 'https://a.b/web' }, { 'webhook-url': 'https://a.b/api' }],
  ['webhook', 'bodies', { 'webhook-body': '{"service": "web"}' }, { 'webhook-body': '{"service": "api"}' }],
  [
    'webhook',
    'status addresses',
    { ...STATUS, 'webhook-status-url': 'https://a.b/web' },
    { ...STATUS, 'webhook-status-url': 'https://a.b/api' },
  ],
  ['webhook', 'environments', { environment: 'eu' }, { environment: 'us' }],
  ['ssh', 'hosts', { 'ssh-host': 'web1' }, { 'ssh-host': 'web2' }],
  ['ssh', 'ports of one host', { 'ssh-port': '2201' }, { 'ssh-port': '2202' }],
  ['ssh', 'folders', { 'ssh-path': '/opt/web' }, { 'ssh-path': '/opt/api' }],
  ['ssh', 'parts of one folder', { 'ssh-only': 'data' }, { 'ssh-only': 'config' }],
  ['ssh', 'a folder and a part of it', {}, { 'ssh-only': 'config' }],
  ['git', 'parts of one branch', { 'git-paths': 'data' }, { 'git-paths': 'config' }],
  ['git', 'branches', { 'git-branch': 'main' }, { 'git-branch': 'release' }],
  ['git', 'environments', { environment: 'eu' }, { environment: 'us' }],
  ['command', 'scripts', { command: SCRIPT }, { command: SCRIPT.replace('web', 'api') }],
  ['command', 'environments', { environment: 'eu' }, { environment: 'us' }],
  ['none', 'addresses', { 'health-url': 'https://web.b/health' }, { 'health-url': 'https://api.b/health' }],
]

describe('two targets of one job share no capture', () => {
  it.each(APART)('%s: %s', (kind, _, one, other) => {
    expect(subject(kind, one)).not.toBe(subject(kind, other))
  })

  it('ecs: regions that only the environment of the step says', () => {
    const [here, there] = [{ AWS_REGION: 'us-east-1' }, { AWS_REGION: 'eu-west-1' }]
    expect(subject('ecs', {}, here)).not.toBe(subject('ecs', {}, there))
  })

  it('of each kind', () => {
    expect(new Set(APART.map(([kind]) => kind))).toEqual(new Set(ALL_TARGETS.map(({ kind }) => kind)))
    const subjects = ALL_TARGETS.map(({ kind }) => subject(kind, {}))
    expect(new Set(subjects).size).toBe(subjects.length)
  })
})

describe('the steps before and after the deploy of one target share one', () => {
  it.each<[Kind, Inputs]>([
    ['ecs', { 'task-definition': 'web:42', 'service-health': 'true' }],
    [
      'workflow',
      { 'deploy-job': 'Deploy', 'workflow-strategy': 'dispatch', 'dispatch-inputs': 'sha: {sha}' },
    ],
    ['webhook', { 'webhook-method': 'PUT', 'webhook-headers': 'x-key: s3cret' }],
    ['ssh', { 'ssh-service': 'web', 'ssh-user': 'other' }],
    ['git', { 'git-method': 'push' }],
    ['command', { 'plan-command': 'echo \'{"from": "2", "to": "1"}\'' }],
    ['none', { 'expect-version': '2' }],
  ])('%s', (kind, after) => {
    expect(subject(kind, { ...after, 'bake-time': '10m' })).toBe(subject(kind, {}))
  })

  it('ecs, where one says the region and the other has it from its environment', () => {
    expect(subject('ecs', { 'aws-region': 'us-east-1' })).toBe(
      subject('ecs', {}, { AWS_REGION: 'us-east-1' }),
    )
  })
})

it('holds no secret of an address, since it is shown and passed between jobs', () => {
  const url = 'https://gateway.example.com/rollback?token=4711'
  expect(subject('webhook', { 'webhook-url': url })).toBe('webhook https://gateway.example.com/rollback')
  const withUser = new Secret('https://user:word@gateway.example.com/rollback?token=4711')
  expect(shownAddress(withUser)).toBe('https://gateway.example.com/rollback')
})

it('holds no text of a script or a body, which may hold secrets', () => {
  expect(subject('command', { command: 'undo --key s3cret' })).toMatch(/^command [0-9a-f]{8}$/)
  expect(subject('webhook', { 'webhook-body': '{"key": "s3cret"}' })).not.toContain('s3cret')
})
