import { parse } from 'yaml'
import { lintWorkflow } from '../../src/cli/lint/lint-workflow.ts'
import { INPUT_DEFAULTS, type InputName } from '../../src/inputs/declarations.ts'
import { Fields } from '../../src/inputs/fields.ts'
import { loadYaml } from '../../src/inputs/health-yaml.ts'
import { ALL_TARGETS, ruleOf } from '../../src/targets/registry.ts'
import { read, repositoryFiles } from '../repository/files.ts'

/** Somebody who copies several examples gets parts that fit each other. */

await loadYaml()

interface Step {
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Job {
  readonly uses?: string
  readonly steps?: readonly Step[]
  readonly environment?: string
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': unknown }
  readonly permissions?: Readonly<Record<string, string>>
}

interface Workflow extends Pick<Job, 'concurrency'> {
  readonly name: string
  readonly on: Readonly<Record<string, { readonly inputs?: Readonly<Record<string, unknown>> } | null>>
  readonly jobs: Readonly<Record<string, Job>>
}

const DEPLOYMENTS = 'deploy-production'

/** Of each file: for which target, what it is there for, and the groups that its jobs wait in. */
const STORY: Readonly<Record<string, readonly [target: string, purpose: string, ...groups: string[]]>> = {
  'ecs-blue-green': ['ecs', 'deploy', DEPLOYMENTS],
  'ecs-manual-rollback': ['ecs', 'button', `deploy-\${{ inputs.environment }}`],
  'ecs-promote': ['ecs', 'deploy', DEPLOYMENTS],
  'ecs-promote-canary': ['ecs', 'deploy', DEPLOYMENTS],
  'ecs-promote-code-deploy': ['ecs', 'deploy', DEPLOYMENTS],
  'ecs-reusable': ['ecs', 'deploy', `deploy-\${{ inputs.environment }}`],
  'ecs-reusable-caller': ['', 'deploy'],
  'ecs-rolling': ['ecs', 'deploy', DEPLOYMENTS],
  'ecs-several-regions': ['ecs', 'deploy', DEPLOYMENTS],
  'ecs-several-services': ['ecs', 'deploy', DEPLOYMENTS],
  'git-manual-rollback': ['git', 'button', DEPLOYMENTS],
  'git-pull-request': ['git', 'check', `validate-\${{ github.ref }}`],
  'git-revert': ['git', 'deploy', DEPLOYMENTS],
  kubernetes: ['command', 'deploy', DEPLOYMENTS],
  'kubernetes-manual-rollback': ['command', 'button', DEPLOYMENTS],
  'kubernetes-pull-request': ['command', 'check', `validate-\${{ github.ref }}`],
  'pull-request': ['ecs', 'check', `validate-\${{ github.ref }}`],
  'rollback-drill': ['ecs', 'drill', 'deploy-staging'],
  'scheduled-check': ['ecs', 'check', 'check-production'],
  'ssh-manual-rollback': ['ssh', 'button', DEPLOYMENTS],
  'ssh-pull-request': ['ssh', 'check', `validate-\${{ github.ref }}`],
  'ssh-server': ['ssh', 'deploy', DEPLOYMENTS],
  'webhook-blue-green': ['webhook', 'deploy', DEPLOYMENTS],
  'webhook-manual-rollback': ['webhook', 'button', DEPLOYMENTS],
  'webhook-pull-request': ['webhook', 'check', `validate-\${{ github.ref }}`],
  'workflow-dispatch': ['workflow', 'deploy', DEPLOYMENTS],
  'workflow-dispatch-pull-request': ['workflow', 'check', `validate-\${{ github.ref }}`],
  // It waits for a run that needs the group of the deployments.
  'workflow-manual-rollback': ['workflow', 'button', 'roll-back-production'],
  'workflow-pull-request': ['workflow', 'check', `validate-\${{ github.ref }}`],
  'workflow-rerun': ['workflow', 'deploy', DEPLOYMENTS],
}

/** It has a job for each of several targets, as the others show them. */
const OF_SEVERAL = ['rehearse']

const FILES = Object.entries(STORY).map(([name, [target, purpose, ...groups]]) => {
  const text = read(`examples/${name}.yml`)
  const workflow: Workflow = parse(text)
  const jobs = Object.values(workflow.jobs)
  const steps = jobs.flatMap((job) => (job.steps ?? []).map((step) => ({ job, step })))
  const ours = steps.filter(({ step }) => step.uses?.startsWith('OWNER/safe-landing@'))
  return { name, target, purpose, groups, text, workflow, jobs, ours }
})
const of = (...purposes: string[]) => FILES.filter(({ purpose }) => purposes.includes(purpose))

test('every example has its place in the story', () => {
  const files = repositoryFiles(':(glob)examples/*.yml').map((path) =>
    path.replace(/^examples\/|\.yml$/g, ''),
  )
  expect([...Object.keys(STORY), ...OF_SEVERAL].toSorted()).toEqual(files.toSorted())
})

test.each(FILES)(
  '$name is for its target, and waits in its group',
  ({ target, groups, workflow, jobs, ours }) => {
    expect([...new Set(ours.map(({ step }) => step.with?.target))]).toEqual(target === '' ? [] : [target])
    const found = [workflow, ...jobs].flatMap(({ concurrency }) => concurrency ?? [])
    expect([...new Set(found.map(({ group }) => group))]).toEqual(groups)
    for (const { group, 'cancel-in-progress': cancels } of found)
      expect(cancels).toBe(group.startsWith('validate-'))
  },
)

/** What a person sets once, for the repository or for an environment. */
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  ecs: ['AWS_ROLE', 'AWS_READ_ROLE', 'AWS_REGION', 'CLUSTER', 'SERVICE', 'REGISTRY'],
  ssh: ['SSH_HOST', 'SSH_KNOWN_HOSTS'],
  webhook: ['PLATFORM_URL'],
  command: ['REGISTRY'],
}
const SECRETS = ['SSH_KEY', 'PLATFORM_TOKEN', 'KUBE_CONFIG', 'NOTIFY_URL']

test.each(FILES)('$name has the variables and secrets of the others', ({ target, text }) => {
  const named = (kind: string) =>
    [...text.matchAll(new RegExp(`\\b${kind}\\.([A-Z_]+)`, 'g'))].map(([, name]) => name)
  const known = ['HEALTH_URL', ...(VARIABLES[target] ?? [])]
  expect(named('vars').filter((name = '') => !known.includes(name))).toEqual([])
  expect(named('secrets').filter((name = '') => !SECRETS.includes(name))).toEqual([])
})

test.each(FILES)('$name names the variables that it needs, or the example that does', ({ name, text }) => {
  const [comment = ''] = text.split('\nname:')
  const before = comment.slice(comment.indexOf('Before the first run'))
  if (name === 'ecs-reusable-caller') return
  expect(comment).toContain('Before the first run')
  const other = /\b([a-z-]+)\.yml\b/.exec(before)?.[1]
  const elsewhere = other === undefined || other === 'deploy' ? '' : read(`examples/${other}.yml`)
  const inputs = [...text.matchAll(/\bvars\.([A-Z_]+)/g)].map(([, variable = '']) => variable)
  expect(inputs.filter((variable) => !(before + elsewhere).includes(variable))).toEqual([])
})

test.each(FILES)('$name deploys to production, and records a deployment only where it makes one', (file) => {
  const environments = file.jobs.flatMap(({ environment }) => environment ?? [])
  const isRecorded = ['ecs', 'ssh', 'webhook', 'command'].includes(file.target) && file.purpose !== 'check'
  const deploysElsewhere = file.target === 'workflow' && file.purpose === 'deploy'
  const expected = file.purpose === 'drill' ? ['staging'] : ['production']
  const chosen = environments.map((name) => (name.startsWith(`\${{ inputs.`) ? 'production' : name))
  expect([...new Set(chosen)]).toEqual(isRecorded || deploysElsewhere ? expected : [])
})

test.each(FILES)('$name gives its job what the target needs, and no more', ({ ours, jobs }) => {
  for (const { job, step } of ours) {
    const inputs = step.with ?? {}
    const reader = { get: (name: string) => String(inputs[name] ?? INPUT_DEFAULTS[name as InputName] ?? '') }
    const target = ALL_TARGETS.find(({ kind }) => kind === inputs.target)
    const all = target?.permissions?.(new Fields(reader, ruleOf)) ?? {}
    const needs =
      inputs.mode === 'validate' ? Object.fromEntries(Object.keys(all).map((scope) => [scope, 'read'])) : all
    const others = (job.steps ?? []).flatMap(({ uses = '' }) => [
      ...(uses.startsWith('actions/checkout@') ? [['contents', 'read'] as const] : []),
      ...(uses.startsWith('aws-actions/configure-aws-credentials@') ? [['id-token', 'write'] as const] : []),
    ])
    expect(job.permissions).toEqual({ ...Object.fromEntries(others), ...needs })
  }
  expect(jobs.length).toBeGreaterThan(0)
})

const KINDS = ALL_TARGETS.filter(({ revision }) => revision !== undefined).map(({ kind }) => kind)

test.each(KINDS)('%s has a deploy, a button and a check', (kind) => {
  const purposes = FILES.filter(({ target }) => target === kind).map(({ purpose }) => purpose)
  expect(purposes).toEqual(expect.arrayContaining(['deploy', 'button', 'check']))
})

test.each(of('button'))('$name asks what every button asks, and can be tried', ({ workflow, ours }) => {
  expect([workflow.name, ours.length]).toEqual(['Roll back', 1])
  const asked = workflow.on.workflow_dispatch?.inputs ?? {}
  expect(Object.keys(asked)).toEqual(expect.arrayContaining(['reason', 'dry-run']))
  const [{ step } = { step: {} as Step }] = ours
  expect(step.with?.mode).toBe(`\${{ inputs.dry-run && 'validate' || 'rollback' }}`)
  expect('revision' in asked).toBe(step.with?.['rollback-to'] === `\${{ inputs.revision }}`)
})

/** What a pull request cannot know: it is about one deployment. */
const OF_ONE_DEPLOYMENT = ['task-definition', 'expect-version']

/** Of each check, the guard whose settings it tries. */
const CHECKS: Readonly<Record<string, string>> = {
  'git-pull-request': 'git-revert',
  'kubernetes-pull-request': 'kubernetes',
  'pull-request': 'ecs-rolling',
  'ssh-pull-request': 'ssh-server',
  'webhook-pull-request': 'webhook-blue-green',
  'workflow-dispatch-pull-request': 'workflow-dispatch',
  'workflow-pull-request': 'workflow-rerun',
}

test.each(Object.entries(CHECKS))('%s.yml gives every input of the guard of %s.yml', (check, guard) => {
  const inputsOf = (name: string) => FILES.find((file) => file.name === name)?.ours.at(-1)?.step.with ?? {}
  const { mode, workflow, ...given } = inputsOf(check)
  const wanted = Object.entries(inputsOf(guard)).filter(([input]) => !OF_ONE_DEPLOYMENT.includes(input))
  expect(Object.entries(given)).toEqual(wanted)
  // The guard is in that workflow itself.
  expect([mode, workflow]).toEqual(['validate', guard.startsWith('workflow-') ? 'deploy.yml' : undefined])
})

test('every check of a pull request tries some guard', () => {
  const names = of('check').flatMap(({ name, workflow }) => ('pull_request' in workflow.on ? name : []))
  expect(names.toSorted()).toEqual(Object.keys(CHECKS).toSorted())
})

/** The step that deploys differs, the way in which it is watched does not. */
test.each(of('deploy').filter(({ target }) => target !== ''))(
  '$name watches in the same way',
  ({ name, workflow, ours }) => {
    const { step } = ours.at(-1) ?? { step: {} as Step }
    const { if: condition } = step as { readonly if?: string }
    const guard = Object.values(workflow.jobs).find(({ steps }) => steps?.includes(step)) as {
      readonly if?: string
    }
    // A platform that follows the branch has no step that could have failed.
    if (name !== 'git-revert') expect(condition ?? guard.if).toMatch(/^\$\{\{ !cancelled\(\) && /)
    expect(step.with?.['health-url']).toMatch(
      /^\$\{\{ (vars\.HEALTH_URL|inputs\.health-url|matrix\.health-url) \}\}$/,
    )
    expect(step.with?.['expect-version']).toMatch(/github\.sha|inputs\.tag/)
    expect(step).toMatchObject({ id: 'landing' })
  },
)

test.each(FILES)('$name has nothing that lint would mend', ({ text }) => {
  const own = text.replaceAll(/OWNER\/safe-landing@0{40}/g, 'octo/safe-landing@v1')
  expect(lintWorkflow(own).problems).toEqual([])
})

test('the caller has ten lines', () => {
  const lines = read('examples/ecs-reusable-caller.yml').trimEnd().split('\n')
  expect(lines.filter((line) => !line.startsWith('#'))).toHaveLength(10)
})
