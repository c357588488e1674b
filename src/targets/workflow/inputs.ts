import { nearest } from '../../core/nearest.ts'
import { all, andThen, type Checked, each, valid } from '../../inputs/checked.ts'
import type { Fields } from '../../inputs/fields.ts'
import type { InputProblem } from '../../inputs/input-error.ts'
import { type Parser, refuse } from '../../inputs/parser.ts'
import { choice } from '../../inputs/values/choice.ts'
import { commit, refName } from '../../inputs/values/git-names.ts'
import { environmentName, githubToken, isRunId, workflowFile } from '../../inputs/values/github.ts'
import { lines } from '../../inputs/values/lines.ts'
import { oneLine } from '../../inputs/values/text.ts'
import { defineTarget } from '../target.ts'
import type { WorkflowConfig, WorkflowStrategy } from './workflow-config.ts'

export const workflow = defineTarget<'workflow', WorkflowConfig>({
  kind: 'workflow',
  aliases: ['github', 'github-actions', 'rerun'],
  inputs: {
    workflow: {},
    'workflow-strategy': {},
    'deploy-job': {},
    'dispatch-ref': {},
    'dispatch-inputs': {},
  },
  revision: {
    expected: 'a commit SHA or a run id',
    parse: (text) => (isRunId(text) ? valid(text) : commit.parse(text)),
  },
  hasOwnSignals: false,
  hasRuns: true,
  passesEnvironment: false,
  keepsRecordUnplanned: true,
  rerunsItself: (fields) => !fields.isSet('workflow'),
  permissions: () => ({ actions: 'write', contents: 'read', deployments: 'write' }),
  parse(fields) {
    return all<WorkflowConfig, InputProblem>({
      kind: valid('workflow'),
      workflow: parseWorkflow(fields),
      deployJob: fields.takeOptional('deploy-job', oneLine('the name of a job')),
      environment: fields.takeOptional('environment', environmentName),
      strategy: parseStrategy(fields),
      token: fields.take('github-token', githubToken),
    })
  },
  whoMay: ({ environment }) => [
    'Whoever may run workflows of the repository (write access); in a job, `actions: write`, `contents: read` and `deployments: write`.',
    ...(environment === undefined
      ? []
      : [`Where the environment \`${environment}\` has reviewers, one of them has to approve.`]),
  ],
  place: ({ workflow, environment }) => ['workflow', workflow, environment].filter(Boolean).join(' '),
  location: ({ workflow }) => (workflow === undefined ? [] : [{ name: 'workflow', value: workflow }]),
  subject: ({ workflow, environment }) => [workflow, environment && `environment ${environment}`],
  isDeployAhead: ({ deployJob }, { GITHUB_JOB: job = '' }) =>
    deployJob === undefined || deployJob.toLowerCase() === job.toLowerCase(),
  isDeployedSinceStart: () => false,
  async open(own, config, deps) {
    return (await import('./open.ts')).openWorkflow(config, own, deps)
  },
})

/** The run that goes back would rehearse again, and so on. */
function parseWorkflow(fields: Fields): Checked<string | undefined, InputProblem> {
  if (fields.text('mode') !== 'rehearse' || fields.isSet('workflow'))
    return fields.takeOptional('workflow', workflowFile)
  return fields.refuse('workflow', {
    expected: 'the file of the workflow that deploys, with mode: rehearse',
    hint: 'Rehearse in a workflow of its own: a rehearsal runs the deploy workflow again, with all its steps.',
  })
}

function parseStrategy(fields: Fields): Checked<WorkflowStrategy, InputProblem> {
  const kind = fields.take('workflow-strategy', choice(['rerun', 'dispatch'] as const))
  return andThen(kind, (found) => (found === 'rerun' ? rerun(fields) : dispatch(fields)))
}

function rerun(fields: Fields): Checked<WorkflowStrategy, InputProblem> {
  const unused = (['dispatch-ref', 'dispatch-inputs'] as const).filter((name) => fields.isSet(name))
  const refused = unused.map((name) =>
    fields.refuse(name, { expected: 'only with workflow-strategy: dispatch' }),
  )
  return andThen(each<unknown, InputProblem>(refused), () => valid<WorkflowStrategy>({ kind: 'rerun' }))
}

type Dispatch = Extract<WorkflowStrategy, { kind: 'dispatch' }>

function dispatch(fields: Fields): Checked<WorkflowStrategy, InputProblem> {
  return all<Dispatch, InputProblem>({
    kind: valid('dispatch'),
    ref: fields.takeOptional('dispatch-ref', refName),
    inputs: fields.takeList(
      'dispatch-inputs',
      lines(dispatchInput, ({ name }) => name),
    ),
  })
}

const PLACEHOLDERS = ['sha', 'ref', 'run_id'] as const

const dispatchInput: Parser<{ readonly name: string; readonly value: string }> = {
  expected: 'name: value',
  parse(line) {
    const [, name = '', value = ''] = /^([A-Za-z_][\w-]*)\s*:\s*(.*)$/.exec(line) ?? []
    if (name === '')
      return refuse(line.includes(':') ? undefined : 'There is no colon between name and value.')
    const unknown = [...value.matchAll(/\{(\w+)\}/g)].map(([, word = '']) => word)
    const misspelt = unknown.find((word) => !PLACEHOLDERS.some((known) => known === word) && guess(word))
    return misspelt === undefined ? valid({ name, value }) : refuse(`Did you mean {${guess(misspelt)}}?`)
  },
}

function guess(word: string): string | undefined {
  const meant = nearest(word, ['sha', 'ref', 'run-id'])
  return meant?.replace('-', '_')
}
