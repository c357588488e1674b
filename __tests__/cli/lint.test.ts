import { lintWorkflow } from '../../src/cli/lint/lint-workflow.ts'
import { valid } from '../../src/inputs/checked.ts'
import { loadYaml } from '../../src/inputs/health-yaml.ts'
import { read, repositoryFiles } from '../repository/files.ts'

beforeAll(() => loadYaml())

const GOOD = `name: Deploy
on:
  push:
    branches: [main]
permissions: {}
concurrency:
  group: deploy
  cancel-in-progress: false
jobs:
  deploy:
    runs-on: ubuntu-24.04
    timeout-minutes: 90
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v6
      - uses: aws-actions/configure-aws-credentials@v6
        with:
          role-to-assume: \${{ vars.AWS_ROLE }}
          aws-region: us-east-1
      - id: before
        uses: octo/safe-landing@v1
        with: { mode: capture, target: ecs, cluster: prod, service: web }
      - id: deploy
        uses: aws-actions/amazon-ecs-deploy-task-definition@v2
        with:
          cluster: prod
          service: web
          task-definition: task-definition.json
      - uses: octo/safe-landing@v1
        if: \${{ !cancelled() && steps.deploy.outputs.task-definition-arn != '' }}
        with:
          target: ecs
          cluster: prod
          service: web
          task-definition: \${{ steps.deploy.outputs.task-definition-arn }}
          health-url: https://api.example.com/health
          conditions: |
            body.status == "ok"
            body.db.up == true
`

/** Every problem after a change of the good file. */
function lint(...changes: readonly (readonly [string, string])[]): readonly string[] {
  const source = changes.reduce((text, [from, to]) => {
    expect(text).toContain(from)
    return text.replace(from, to)
  }, GOOD)
  return render(source)
}

function render(source: string): readonly string[] {
  return lintWorkflow(source).problems.map(({ level, message }) => `${level}: ${message}`)
}

test('a workflow that is as it should be has no problem', () => {
  expect(lint()).toEqual([])
  expect(lintWorkflow(GOOD).steps).toBe(2)
})

test.each(repositoryFiles(':(glob)examples/*.yml'))(
  '%s has no problem but the name of the release',
  (path) => {
    expect(render(read(path)).filter((problem) => !problem.includes('is a placeholder'))).toEqual([])
    const isCaller = path === 'examples/ecs-reusable-caller.yml'
    expect(lintWorkflow(read(path)).steps > 0).toBe(!isCaller)
  },
)

const IF = `if: \${{ !cancelled() && steps.deploy.outputs.task-definition-arn != '' }}`
const HEALTH = 'health-url: https://api.example.com/health'

test.each<[situation: string, change: readonly [string, string], problem: string]>([
  [
    'a name that stands for another',
    ['octo/safe-landing@v1\n        if', 'OWNER/safe-landing@v1\n        if'],
    'warning: OWNER/safe-landing@v1 is a placeholder, and GitHub would look for an action of that name',
  ],
  [
    'a release that init did not know',
    ['octo/safe-landing@v1\n        if', `octo/safe-landing@${'0'.repeat(40)}\n        if`],
    `warning: octo/safe-landing@${'0'.repeat(40)} is a placeholder, and GitHub would look for an action of that name`,
  ],
  [
    'an input with a typing mistake',
    [HEALTH, `${HEALTH}\n          intervall: 5s`],
    'error: intervall is no input of Safe Landing',
  ],
  [
    'an input that is nothing like one',
    [HEALTH, `${HEALTH}\n          slack: x`],
    'error: slack is no input of Safe Landing',
  ],
  [
    'a duration without a unit',
    [HEALTH, `${HEALTH}\n          bake-time: 90`],
    'error: bake-time: invalid value "90": expected',
  ],
  [
    'a condition that cannot be read, in a block',
    ['body.db.up == true', 'body.db.up === true'],
    'error: conditions: invalid value',
  ],
  [
    'a target that does not exist',
    ['target: ecs\n          cluster', 'target: esc\n          cluster'],
    'error: target: invalid value "esc"',
  ],
  [
    'an input of another target',
    [HEALTH, `${HEALTH}\n          ssh-host: web1`],
    'error: ssh-host: invalid value "web1": expected only with target: ssh',
  ],
  [
    'no token for AWS',
    ['      id-token: write\n', ''],
    'error: the permissions of the job deploy lack id-token: write (AWS credentials by OIDC)',
  ],
  [
    'an incident issue without the permission',
    [HEALTH, `${HEALTH}\n          incident-issue: true`],
    'error: the permissions of the job deploy lack issues: write (incident-issue)',
  ],
  [
    'a comment without the permission',
    [HEALTH, `${HEALTH}\n          pr-comment: true`],
    'error: the permissions of the job deploy lack pull-requests: write (pr-comment)',
  ],
  [
    'a report of the stages without the permission',
    [HEALTH, `${HEALTH}\n          landing-report: true`],
    'error: the permissions of the job deploy lack actions: read (landing-report)',
  ],
  [
    'no `if`',
    [`        ${IF}\n`, ''],
    'warning: this step is skipped if the deploy fails half-way, when it is needed most',
  ],
  [
    'an `if` without a status function',
    [IF, `if: steps.deploy.outputs.task-definition-arn != ''`],
    'warning: this step is skipped if the deploy fails half-way, when it is needed most (an `if` without a status function means success())',
  ],
  [
    'an `if` for failures only',
    [IF, 'if: failure()'],
    'error: this step runs only after a failure: a deployment that succeeds is never watched',
  ],
  [
    'a run that is cancelled by the next one',
    ['cancel-in-progress: false', 'cancel-in-progress: true'],
    'warning: cancel-in-progress ends a guard, and a rollback under way, whenever the next run starts',
  ],
  [
    'a red result that is hidden',
    [IF, `continue-on-error: true\n        ${IF}`],
    'warning: continue-on-error makes the job green, whatever was found',
  ],
  [
    'a job that ends in the middle of a rollback',
    ['timeout-minutes: 90', 'timeout-minutes: 2'],
    // The task definition is an expression, so that the inputs are not known.
    '',
  ],
  [
    'a private address',
    [HEALTH, 'health-url: http://10.0.0.7/health'],
    'warning: 10.0.0.7 is private, and a runner of GitHub (ubuntu-24.04) cannot reach it',
  ],
  [
    'a deploy step that waits',
    [
      'task-definition: task-definition.json',
      'task-definition: t.json\n          wait-for-service-stability: true',
    ],
    'warning: the deploy step waits until the service is stable, up to half an hour for a version that fails',
  ],
  [
    'a credential in the file',
    [
      HEALTH,
      `${HEALTH}\n          headers: 'authorization: Bearer ghp_aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5'`,
    ],
    'warning: headers holds what looks like a credential, for everybody who can read this file',
  ],
])('%s', (_, change, problem) => {
  const problems = lint(change)
  if (problem === '') expect(problems).toEqual([])
  else expect(problems).toEqual([expect.stringContaining(problem)])
})

test('no permissions at all: what a token may do is then a setting of the repository', () => {
  const found = lint(
    ['permissions: {}\n', ''],
    ['    permissions:\n      contents: read\n      id-token: write\n', ''],
  )
  expect(found).toEqual([
    expect.stringContaining('warning: the job deploy says no permissions, and needs id-token: write'),
    expect.stringContaining('warning: the job deploy says no permissions, and needs id-token: write'),
  ])
})

const GUARD_ONLY = `on: push
permissions: {}
jobs:
  guard:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v6
      - uses: octo/safe-landing@v1
        if: \${{ !cancelled() }}
        with: { target: none, health-url: "https://api.example.com" }
`

test.each<[situation: string, source: string, problem: string | undefined]>([
  ['a guard before anything was deployed', GUARD_ONLY, 'error: nothing before this step deploys anything'],
  [
    'a guard that waits for the version',
    GUARD_ONLY.replace(', health-url', ', expect-version: "7", health-url'),
    undefined,
  ],
  ['a guard after another workflow', GUARD_ONLY.replace('on: push', 'on: workflow_run'), undefined],
  [
    'a capture after the deploy',
    GUARD_ONLY.replace('target: none', 'mode: capture, target: none'),
    'error: nothing after this capture deploys anything',
  ],
  [
    'a rollback at every push',
    GUARD_ONLY.replace('target: none', 'mode: rollback, target: ecs, cluster: prod, service: web').replace(
      `        if: \${{ !cancelled() }}\n`,
      '',
    ),
    'error: mode: rollback rolls back at once, and this workflow also runs on push',
  ],
  [
    'validation with the secrets of everybody',
    GUARD_ONLY.replace('on: push', 'on: pull_request_target').replace(
      'target: none',
      'mode: validate, target: none',
    ),
    'error: pull_request_target runs with the secrets of this repository',
  ],
  [
    'the commit of a workflow_run',
    GUARD_ONLY.replace('on: push', 'on: workflow_run').replace(
      'target: none',
      `target: none, expect-version: "\${{ github.sha }}"`,
    ),
    'warning: on workflow_run, github.sha is the newest commit of the default branch',
  ],
  [
    'a guard that is skipped with the deploy job',
    GUARD_ONLY.replace('  guard:\n', '  deploy:\n    runs-on: x\n  guard:\n    needs: deploy\n'),
    'warning: the job guard is skipped if the deploy fails half-way',
  ],
  [
    'a job that ends in the middle of a rollback',
    GUARD_ONLY.replace('    steps:', '    timeout-minutes: 10\n    steps:').replace(
      'target: none,',
      'target: webhook, webhook-url: "https://deploy.example.com/rollback", expect-version: "7",',
    ),
    'warning: timeout-minutes: 10 may end the job in the middle of a rollback',
  ],
])('%s', (_, source, problem) => {
  const found = render(source)
  if (problem === undefined) expect(found).toEqual([])
  else expect(found).toEqual([expect.stringContaining(problem)])
})

const RERUN = `on: push
jobs:
  deploy:
    runs-on: ubuntu-24.04
    concurrency: deploy-production
    steps: [{ run: ./deploy.sh }]
  guard:
    needs: deploy
    if: \${{ !cancelled() }}
    runs-on: ubuntu-24.04
    permissions: { actions: write, contents: read, deployments: write }
    steps:
      - uses: octo/safe-landing@v1
        with: { target: workflow, deploy-job: deploy, health-url: "https://api.example.com" }
`

test.each<[situation: string, from: string, to: string, problem: string | undefined]>([
  ['the group on the job that deploys', 'on: push', 'on: push', undefined],
  [
    'the group on the workflow',
    'on: push',
    'on: push\nconcurrency: { group: deploy-production }',
    'error: this run holds the concurrency group deploy-production',
  ],
  [
    'the same group on the guard',
    '    needs: deploy',
    '    concurrency: deploy-production\n    needs: deploy',
    'error: this run holds the concurrency group deploy-production',
  ],
  [
    'a group of its own on the guard',
    '    needs: deploy',
    '    concurrency: guard\n    needs: deploy',
    undefined,
  ],
  [
    'a token that may only read',
    'actions: write',
    'actions: read',
    'error: the permissions of the job guard lack actions: write (target: workflow)',
  ],
])('re-run of the good run, with %s', (_, from, to, problem) => {
  const found = render(RERUN.replace(from, to))
  if (problem === undefined) expect(found).toEqual([])
  else expect(found).toEqual([expect.stringContaining(problem)])
})

test('a file that is no YAML has its place', () => {
  expect(render('on: push\njobs:\n  a: {\n')).toEqual([expect.stringMatching(/^error: no YAML: /)])
})

test.each([
  '',
  'a',
  '[1]',
  'jobs: 3',
  'jobs: { a: { steps: [1, null, { uses: [x] }] } }',
  'on: { }\njobs: { a: }',
])('a file of another form has no step: %j', (source) => {
  expect(lintWorkflow(source)).toEqual({ problems: [], steps: 0 })
})

/** What stands at the place of each problem. */
function placesOf(source: string): readonly string[] {
  const lines = source.split('\n')
  return lintWorkflow(source).problems.map(({ line, column }) => (lines[line - 1] ?? '').slice(column - 1))
}

test.each<[what: string, from: string, to: string, at: string]>([
  ['the name of an input', HEALTH, `${HEALTH}\n          intervall: 5s`, 'intervall: 5s'],
  ['its value', HEALTH, `${HEALTH}\n          bake-time: 90`, '90'],
  ['a quoted value', HEALTH, `${HEALTH}\n          bake-time: "90"`, '"90"'],
  ['a column of a line of a block', 'body.db.up == true', 'body.db.up === true', '=== true'],
  [
    'a line of a block',
    HEALTH,
    'health-url: |\n            https://a.example.com\n            http://10.0.0.7',
    'http://10.0.0.7',
  ],
  ['the permissions', '      id-token: write\n', '', 'contents: read'],
  ['the condition', IF, 'if: failure()', 'failure()'],
  ['the step, by what it uses', `        ${IF}\n`, '', 'octo/safe-landing@v1'],
])('a problem stands at %s', (_, from, to, at) => {
  expect(placesOf(GOOD.replace(from, to))).toEqual([at])
})

describe('a check by a command', () => {
  const CHECKOUT = '      - uses: actions/checkout@v6\n'
  const smoke = (...lines: string[]): readonly [string, string] => [
    '          conditions: |\n            body.status == "ok"\n            body.db.up == true\n',
    ['          checks: |', ...lines.map((line) => `            ${line}`), ''].join('\n'),
  ]
  const SMOKE = smoke(
    '- name: smoke',
    '  run: python scripts/smoke.py --url https://api.example.com',
    '  timeout: 1m',
  )

  it('is nothing wrong after a checkout', () => {
    expect(lint(SMOKE)).toEqual([])
  })

  it('is warned of without one, at its line', () => {
    const source = [[CHECKOUT, ''] as const, SMOKE].reduce((text, [from, to]) => text.replace(from, to), GOOD)
    const [problem, ...others] = lintWorkflow(source).problems
    expect(others).toEqual([])
    expect(problem).toMatchObject({
      level: 'warning',
      message:
        'scripts/smoke.py is a file of the repository, and no step before brings the repository to the runner',
    })
    expect(source.split('\n')[(problem?.line ?? 0) - 1]).toContain('scripts/smoke.py')
  })

  it.each([
    'curl --fail https://api.example.com/health',
    'kubectl rollout status deployment/web',
    '/opt/smoke/run.sh',
    'smoke --url https://api.example.com/scripts/x.py',
  ])('needs none for %s', (run) => {
    expect(lint([CHECKOUT, ''], smoke('- name: smoke', `  run: ${run}`))).toEqual([])
  })

  it('needs none where a step before fetches the files', () => {
    expect(lint([CHECKOUT, '      - run: git clone https://example.com/x.git .\n'], SMOKE)).toEqual([])
  })

  it.each([
    [
      ['- name: both', '  run: x', '  url: https://x.example.com'],
      'expected a url or a run in one check, not both',
    ],
    [['- name: empty', "  run: ''"], 'expected a command for bash'],
    [
      ['- name: odd', '  run: x', '  expect-status: 200'],
      'expected only in a check with a url, not with run',
    ],
  ] as const)('that is wrong is one sentence: %j', (lines, says) => {
    const problems = lint(smoke(...lines))
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(says)
  })
})

describe('a template of messages', () => {
  const TEMPLATED = GOOD.replace(
    HEALTH,
    `${HEALTH}\n          notify-url: \${{ secrets.HOOK }}\n          notify-template: failed .github/failed.txt`,
  )

  const problems = (source: string, files: Readonly<Record<string, string>> = {}) =>
    lintWorkflow(source, (path) => {
      const text = files[path]
      return text === undefined ? undefined : valid(text)
    }).problems.map(({ level, line, message }) => `${level} on line ${line}: ${message}`)

  it('is read where it is in the repository', () => {
    expect(problems(TEMPLATED, { '.github/failed.txt': 'Down: {{reason}}' })).toEqual([])
    expect(problems(TEMPLATED, { '.github/failed.txt': 'Down: {{reson}}' })).toEqual([
      'error on line 40: notify-template: invalid value "{{reson}}": expected a field of messages',
    ])
  })

  it('may be written by an earlier step, and be anywhere where the repository is unknown', () => {
    expect(problems(TEMPLATED)).toEqual([])
    expect(render(TEMPLATED)).toEqual([])
  })

  it('needs a checkout', () => {
    const without = TEMPLATED.replace('      - uses: actions/checkout@v6\n', '')
    expect(render(without)).toEqual([
      'warning: notify-template names files of the repository, and no step before brings the repository to the runner',
    ])
  })
})

test('the permissions to copy keep the checkout, which a block without `contents` would take away', () => {
  const own = '    permissions:\n      contents: read\n      id-token: write\n'
  const hints = (source: string) => lintWorkflow(source).problems.map(({ hint }) => hint)
  expect(hints(GOOD.replace(own, ''))).toEqual([
    'Give the job: permissions: { contents: read, id-token: write }',
  ])
  const bare = GOOD.replace(own, '').replace('      - uses: actions/checkout@v6\n', '')
  expect(hints(bare)).toEqual(['Give the job: permissions: { id-token: write }'])
})
