/** What a role is needed for, beyond what every guard does; each is used by an input that asks for it. */
export const AWS_OPTIONS = [
  'promote',
  'service-health',
  'alarms',
  'metrics',
  'log-errors',
  'remember-good',
  'rehearse',
  'code-deploy',
] as const

export type AwsOption = (typeof AWS_OPTIONS)[number]

export interface AwsPermission {
  /** Completes "it is needed to". */
  readonly purpose: string
  /** What happens if it is missing. */
  readonly without: string
  readonly grants: readonly Grant[]
  /** Absent: every role needs it. */
  readonly option?: AwsOption
  /** `mode: validate` uses it too, so that a role that may only read needs it. */
  readonly isTried?: true
}

export interface Grant {
  readonly actions: readonly string[]
  readonly on: ResourceKind
  /** AWS asks for it when this action is called; nobody calls it. */
  readonly behind?: string
}

/**
 * Words in braces stand for names of the user's own. The types of resources are those of
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
const ECS = 'arn:{partition}:ecs:{region}:{account}'
const SERVICE = `${ECS}:service/{cluster}/{service}`
const CODE_DEPLOY = 'arn:{partition}:codedeploy:{region}:{account}'

interface Resource {
  readonly arns: readonly string[]
  /** As the pages name it. */
  readonly name: string
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export const RESOURCES = {
  service: { arns: [SERVICE], name: 'the service' },
  serviceDeployments: {
    arns: [SERVICE, `${ECS}:service-deployment/{cluster}/{service}/*`],
    name: 'the service and its `service-deployment/…/*`',
  },
  serviceRevisions: {
    arns: [SERVICE, `${ECS}:service-revision/{cluster}/{service}/*`],
    name: 'the service and its `service-revision/…/*`',
  },
  clusterTasks: {
    arns: ['*'],
    name: '`*`, with the condition `ecs:cluster`',
    condition: { ArnEquals: { 'ecs:cluster': `${ECS}:cluster/{cluster}` } },
  },
  anything: { arns: ['*'], name: '`*`' },
  family: { arns: [`${ECS}:task-definition/{family}:*`], name: '`task-definition/FAMILY:*`' },
  taskRoles: {
    arns: ['{task-role}', '{execution-role}'],
    name: 'its task and execution role',
    condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  },
  logGroup: {
    arns: ['arn:{partition}:logs:{region}:{account}:log-group:{log-group}:*'],
    name: 'the log group',
  },
  deploymentGroup: {
    arns: [`${CODE_DEPLOY}:deploymentgroup:{application}/{deployment-group}`],
    name: 'the deployment group',
  },
  application: { arns: [`${CODE_DEPLOY}:application:{application}`], name: 'the application' },
  deploymentConfiguration: {
    arns: [`${CODE_DEPLOY}:deploymentconfig:CodeDeployDefault.ECSAllAtOnce`],
    name: 'the configuration `CodeDeployDefault.ECSAllAtOnce`',
  },
} as const satisfies Readonly<Record<string, Resource>>

export type ResourceKind = keyof typeof RESOURCES

/** Every action that is ever called, and what it is called for. Roles, policies and pages follow from it. */
export const AWS_PERMISSIONS: readonly AwsPermission[] = [
  {
    purpose: 'watch a service',
    grants: [{ actions: ['ecs:DescribeServices'], on: 'service' }],
    without: '`inconclusive`: it cannot watch',
    isTried: true,
  },
  {
    purpose: 'count failed tasks, say why they failed, and judge by container health',
    grants: [{ actions: ['ecs:ListTasks', 'ecs:DescribeTasks'], on: 'clusterTasks' }],
    without:
      'the failed tasks that ECS itself counts are the evidence, without a reason; if ECS also had no room for a task, only the checks and the timeout are',
    isTried: true,
  },
  {
    purpose: 'find the version to go back to',
    grants: [
      { actions: ['ecs:ListServiceDeployments'], on: 'service' },
      { actions: ['ecs:DescribeServiceDeployments'], on: 'serviceDeployments' },
      { actions: ['ecs:DescribeServiceRevisions'], on: 'serviceRevisions' },
    ],
    without: 'only a captured revision, or one that still runs, can be the target',
    isTried: true,
  },
  {
    purpose:
      'check that version, find the logs of failed tasks, and detect a failed init container of a pending task',
    grants: [{ actions: ['ecs:DescribeTaskDefinition'], on: 'anything' }],
    without: 'the version is used unchecked, no log lines are shown, and such a task is not counted',
    isTried: true,
  },
  {
    purpose: 'roll back while the deployment is in flight',
    grants: [{ actions: ['ecs:StopServiceDeployment'], on: 'serviceDeployments' }],
    without: '`UpdateService` is used instead',
  },
  {
    purpose: 'roll back after it has finished',
    grants: [{ actions: ['ecs:UpdateService'], on: 'service' }],
    without: '`rollback-failed`',
  },
  {
    purpose: 'bring back a task definition that was deregistered, or pin a moved tag',
    grants: [
      { actions: ['ecs:RegisterTaskDefinition'], on: 'family' },
      { actions: ['iam:PassRole'], on: 'taskRoles', behind: 'ecs:RegisterTaskDefinition' },
    ],
    without: 'such a target cannot be used',
  },
  {
    purpose: 'keep the tags of such a task definition',
    grants: [{ actions: ['ecs:TagResource'], on: 'family', behind: 'ecs:RegisterTaskDefinition' }],
    without: 'its copy has no tags',
  },
  {
    purpose: 'show the last log lines of a failed task',
    grants: [{ actions: ['logs:GetLogEvents'], on: 'logGroup' }],
    without: 'the lines are left out',
  },
  {
    purpose: '`promote`: answer a deployment hook that waits',
    grants: [{ actions: ['ecs:ContinueServiceDeployment'], on: 'serviceDeployments' }],
    without: 'a healthy version waits for a person (`awaiting-approval`)',
    option: 'promote',
  },
  {
    purpose: 'judge by target-group health (no `health-url`, or `service-health: true`)',
    grants: [{ actions: ['elasticloadbalancing:DescribeTargetHealth'], on: 'anything' }],
    without: 'only running tasks and containers are checked',
    option: 'service-health',
    isTried: true,
  },
  {
    purpose: 'ask for an `alarm` in `rollback-when` or `warn-when`',
    grants: [{ actions: ['cloudwatch:DescribeAlarms'], on: 'anything' }],
    without: 'the trigger has no data, and never fires',
    option: 'alarms',
    isTried: true,
  },
  {
    purpose: 'ask for a `metric` in `rollback-when` or `warn-when`, from CloudWatch',
    grants: [{ actions: ['cloudwatch:GetMetricData'], on: 'anything' }],
    without: 'the same',
    option: 'metrics',
    isTried: true,
  },
  {
    purpose: '`log errors` in `rollback-when` or `warn-when`',
    grants: [{ actions: ['logs:FilterLogEvents'], on: 'logGroup' }],
    without: 'the line cannot be evaluated: `inconclusive` with `rollback-when`, a warning with `warn-when`',
    option: 'log-errors',
    isTried: true,
  },
  {
    purpose: '`remember-good: true`',
    grants: [{ actions: ['ecs:TagResource'], on: 'family' }],
    without: 'verified revisions are not recorded',
    option: 'remember-good',
  },
  {
    purpose: '`mode: rehearse`: note that one is under way',
    grants: [{ actions: ['ecs:TagResource'], on: 'family' }],
    without: 'one that was killed in the middle is not finished by the next',
    option: 'rehearse',
  },
  {
    purpose: 'services that CodeDeploy deploys: follow',
    grants: [{ actions: ['codedeploy:GetDeployment'], on: 'deploymentGroup' }],
    without: 'only their task sets are followed, and they cannot be rolled back',
    option: 'code-deploy',
    isTried: true,
  },
  {
    purpose: 'the same: find the version to go back to',
    grants: [{ actions: ['codedeploy:GetApplicationRevision'], on: 'application' }],
    without: '`no-target`',
    option: 'code-deploy',
    isTried: true,
  },
  {
    purpose: 'the same: roll back in flight',
    grants: [{ actions: ['codedeploy:StopDeployment'], on: 'anything' }],
    without: '`rollback-failed`',
    option: 'code-deploy',
  },
  {
    purpose: 'the same: roll back after it has finished',
    grants: [
      { actions: ['codedeploy:CreateDeployment'], on: 'deploymentGroup' },
      {
        actions: ['codedeploy:RegisterApplicationRevision'],
        on: 'application',
        behind: 'codedeploy:CreateDeployment',
      },
      {
        actions: ['codedeploy:GetDeploymentConfig'],
        on: 'deploymentConfiguration',
        behind: 'codedeploy:CreateDeployment',
      },
    ],
    without: '`rollback-failed`',
    option: 'code-deploy',
  },
  {
    purpose: 'the same: `promote`',
    grants: [{ actions: ['codedeploy:ContinueDeployment'], on: 'anything' }],
    without: 'a healthy version waits for a person (`awaiting-approval`)',
    option: 'code-deploy',
  },
  {
    purpose: 'the same: `promote` in `mode: validate`',
    grants: [{ actions: ['codedeploy:GetDeploymentGroup'], on: 'deploymentGroup' }],
    without: 'what will happen at the wait is not shown',
    option: 'code-deploy',
    isTried: true,
  },
  {
    purpose: 'the same: `rollback-to: -2` and further',
    grants: [{ actions: ['codedeploy:ListDeployments'], on: 'deploymentGroup' }],
    without: 'only the revision before is known',
    option: 'code-deploy',
    isTried: true,
  },
]
