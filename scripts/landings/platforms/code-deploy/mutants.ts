import type { Mutant } from '../../mutants.ts'

const ACTION = 'targets/ecs/code-deploy/model/code-deploy-action.ts'

export const CODE_DEPLOY_MUTANTS: readonly Mutant[] = [
  {
    name: 'what somebody else deploys by CodeDeploy is stopped',
    platform: 'code-deploy',
    file: ACTION,
    from: 'if (other !== undefined) return decideAfterOther(facts, other)',
    to: "if (other !== undefined) return { kind: 'stop', deploymentId: other.id }",
    breaks: 'no rollback of another deployment',
  },
  {
    name: 'a deployment that keeps the original tasks for a while has not landed',
    platform: 'code-deploy',
    file: 'targets/ecs/code-deploy/model/deployment.ts',
    from: "return deployment.status === 'Succeeded' || (isUnderWay(deployment) && deployment.hasTrafficMoved)",
    to: "return deployment.status === 'Succeeded'",
    breaks: 'within the time bounds',
  },
  {
    name: 'what CodeDeploy rolls back by itself is deployed once more',
    platform: 'code-deploy',
    file: ACTION,
    from: 'if (deployment.rollbackId !== undefined) return decideByRollback',
    to: "if (deployment.rollbackId === '') return decideByRollback",
    breaks: 'nothing is done twice',
  },
  {
    name: 'where the traffic has stayed after a stop, another version is deployed',
    platform: 'code-deploy',
    file: ACTION,
    from: 'const stayed = facts.target === undefined ?',
    to: "const stayed = facts.target === '' ?",
    breaks: 'no rollback of a well version',
  },
]
