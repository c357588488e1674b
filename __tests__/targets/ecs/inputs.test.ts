import { parseInputs } from '../../../src/main/parse-inputs.ts'
import { given, MINIMAL, refusal } from '../../inputs/given.ts'

const ARN = 'arn:aws:ecs:us-east-1:123456789012'

function target(inputs: Readonly<Record<string, string>>): unknown {
  return parseInputs(given({ ...MINIMAL.ecs, ...inputs })).target.config
}

function messages(inputs: Readonly<Record<string, string>>): readonly string[] {
  return refusal({ ...MINIMAL.ecs, ...inputs }).message.split('\n')
}

describe('the region in the environment', () => {
  const withVariable = (AWS_REGION: string | undefined, inputs = {}) =>
    parseInputs({ ...given({ ...MINIMAL.ecs, ...inputs }), variable: (name) => ({ AWS_REGION })[name] })

  it.each(['', ' '])('is refused when it is set to %j', (region) => {
    expect(() => withVariable(region)).toThrow(/aws-region: .*AWS_REGION is set to nothing/)
  })

  it('may be absent, and does not count beside the input', () => {
    expect(withVariable(undefined).target.region).toBeUndefined()
    expect(withVariable('', { 'aws-region': 'us-east-1' }).target.region).toBe('us-east-1')
  })
})

describe('an ECS service', () => {
  it('is named with cluster, task definition and region', () => {
    expect(target({ 'task-definition': 'web:42', 'aws-region': 'eu-central-1' })).toEqual({
      kind: 'ecs',
      cluster: 'prod',
      services: [{ service: 'web', taskDefinition: 'web:42' }],
      region: 'eu-central-1',
      judgesService: false,
      recordsKnownGood: false,
    })
  })

  it.each(['aws', 'aws-cn', 'aws-us-gov', 'aws-iso-b'])(
    'is named by ARNs of the partition %s',
    (partition) => {
      const arn = `arn:${partition}:ecs:us-east-1:123456789012`
      const inputs = {
        cluster: `${arn}:cluster/prod`,
        service: `${arn}:service/prod/web`,
        'task-definition': `${arn}:task-definition/web:42`,
      }
      expect(target(inputs)).toEqual({
        kind: 'ecs',
        cluster: inputs.cluster,
        services: [{ service: inputs.service, taskDefinition: inputs['task-definition'] }],
        judgesService: false,
        recordsKnownGood: false,
      })
    },
  )

  it('is one of several, each with its own task definition in the same order', () => {
    expect(target({ service: 'web\n worker ', 'task-definition': 'web:42\n\nworker:7\n' })).toMatchObject({
      services: [
        { service: 'web', taskDefinition: 'web:42' },
        { service: 'worker', taskDefinition: 'worker:7' },
      ],
    })
  })

  it.each(['us-east-1', 'us-gov-west-1', 'cn-north-1', 'ap-southeast-2', 'us-isob-east-1', 'eusc-de-east-1'])(
    'runs in %s',
    (region) => expect(target({ 'aws-region': region })).toMatchObject({ region }),
  )

  it('is judged by what AWS says of it too, if that is wanted', () => {
    expect(target({ 'service-health': 'true' })).toMatchObject({ judgesService: true })
  })

  it.each([
    ['-3', { kind: 'back', count: 3 }],
    ['web:41', { kind: 'revision', revision: 'web:41' }],
    [`${ARN}:task-definition/web:41`, { kind: 'revision', revision: `${ARN}:task-definition/web:41` }],
    [
      `${ARN}:service-revision/prod/web/4567`,
      { kind: 'revision', revision: `${ARN}:service-revision/prod/web/4567` },
    ],
  ])('goes back to %s', (text, rollbackTo) => {
    expect(parseInputs(given({ ...MINIMAL.ecs, 'rollback-to': text })).rollbackTo).toEqual(rollbackTo)
  })
})

describe('a wrong ECS service', () => {
  it.each([
    ['cluster', 'my cluster', undefined],
    ['cluster', 'prod/web', 'Did you mean prod? The name after it belongs to the input service.'],
    ['cluster', 'prod, staging', 'A step has one cluster: write a step for each.'],
    ['service', 'prod/web', 'Did you mean web? The name before it belongs to the input cluster.'],
    [
      'service',
      'web,api',
      'Did you mean 2 lines, web and api? Several are written one per line, after `service: |`.',
    ],
    ['service', 'web api', undefined],
    ['rollback-to', '41', 'The family is missing, as in web:41.'],
    ['cluster', `${ARN}:service/prod/web`, 'This is the ARN of a service.'],
    ['cluster', `${ARN}:cluster/a/b`, 'The ARN is not well formed.'],
    ['cluster', 'arn:aws:ecs:us-east-1:123:cluster/prod', 'The ARN is not well formed.'],
    ['cluster', 'prod\nstaging', 'A step has one cluster: write a step for each.'],
    ['service', 'web*', undefined],
    ['service', `${ARN}:service/a/b/c`, 'The ARN is not well formed.'],
    ['service', `${ARN}:service/staging/web`, 'This ARN names the cluster staging.'],
    ['service', 'web\nweb', 'Line 1 already names it.'],
    ['service', `web\n${ARN}:service/prod/web`, 'Line 1 already names it.'],
    ['task-definition', 'web:0', undefined],
    ['task-definition', 'web:latest', undefined],
    ['task-definition', `${ARN}:service/prod/web`, 'This is the ARN of a service.'],
    ['aws-region', 'us-east-1a', 'This is an availability zone; its region is us-east-1.'],
    ['aws-region', 'Frankfurt', undefined],
    ['rollback-to', 'web', 'The revision is missing, as in web:42.'],
    ['rollback-to', `${ARN}:cluster/prod`, undefined],
  ])('%s: %s', (input, text, hint) => {
    const { problems } = refusal({ ...MINIMAL.ecs, [input]: text })
    expect(problems.map((problem) => [problem.input, problem.hint])).toEqual([[input, hint]])
  })

  it('learns how a task definition is passed on', () => {
    expect([
      ...messages({ 'task-definition': 'task.json' }),
      ...messages({ 'task-definition': './deploy/task-definition' }),
      ...messages({ 'task-definition': 'web' }),
      ...messages({ 'task-definition': `${ARN}:task-definition/web` }),
    ]).toMatchInlineSnapshot(`
[
  "task-definition: invalid value "task.json" on line 1: expected the ARN of a task definition, or family:revision such as web:42. A file does not say which revision was deployed: pass what the deploy step says it deployed, such as its output task-definition-arn.",
  "task-definition: invalid value "./deploy/task-definition" on line 1: expected the ARN of a task definition, or family:revision such as web:42. A file does not say which revision was deployed: pass what the deploy step says it deployed, such as its output task-definition-arn.",
  "task-definition: invalid value "web" on line 1: expected the ARN of a task definition, or family:revision such as web:42. The revision is missing: pass what the deploy step says it deployed, such as its output task-definition-arn.",
  "task-definition: invalid value "arn:aws:ecs:us-east-1:123456789012:task-definition/web" on line 1: expected the ARN of a task definition, or family:revision such as web:42. The revision is missing: pass what the deploy step says it deployed, such as its output task-definition-arn.",
]
`)
  })

  it('learns that services and task definitions do not match, beside other problems', () => {
    expect(messages({ service: 'web\nworker\n$', 'task-definition': 'web:42' })).toMatchInlineSnapshot(`
[
  "service: invalid value "$" on line 3: expected the name or ARN of a service, such as web",
]
`)
  })

  it('learns that a revision cannot be meant for several services', () => {
    expect(messages({ service: 'web\nworker', 'rollback-to': 'web:41' })).toMatchInlineSnapshot(`
[
  "rollback-to: invalid value "web:41": expected previous or -N with several services. To go back to a revision, name one service.",
]
`)
  })

  it('learns that an ARN lies in another region', () => {
    const arn = 'arn:aws:ecs:eu-west-1:123456789012'
    expect([
      ...messages({ 'aws-region': 'us-east-1', cluster: `${arn}:cluster/prod` }),
      ...messages({ cluster: `${ARN}:cluster/prod`, service: `${arn}:service/prod/web` }),
      ...messages({ service: `${ARN}:service/prod/web`, 'task-definition': `${arn}:task-definition/web:42` }),
    ]).toMatchInlineSnapshot(`
[
  "cluster: invalid value "arn:aws:ecs:eu-west-1:123456789012:cluster/prod": expected an ARN in the region us-east-1. This one is in eu-west-1.",
  "service: invalid value "arn:aws:ecs:eu-west-1:123456789012:service/prod/web": expected an ARN in the region us-east-1. This one is in eu-west-1.",
  "task-definition: invalid value "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42": expected an ARN in the region us-east-1. This one is in eu-west-1.",
]
`)
  })
})
