import { readCodeDeployStabilization } from '../../../../../src/targets/ecs/code-deploy/model/code-deploy-stabilization.ts'
import type { CodeDeployment } from '../../../../../src/targets/ecs/code-deploy/model/deployment.ts'
import type { EcsDeployment } from '../../../../../src/targets/ecs/model/model.ts'
import { codeDeployment, taskSet } from '../../../../support/code-deploy-facts.ts'
import { service, td } from '../../../../support/ecs-facts.ts'

const BACK = [taskSet('web:3 PRIMARY')]
const NEW = [taskSet('web:4 PRIMARY'), taskSet('web:3 ACTIVE')]
const STOPPED = codeDeployment('d-4 web:4 Stopped')
const ROLLBACK = codeDeployment('d-5 web:3 InProgress')
const MOVED = { ...ROLLBACK, hasTrafficMoved: true }

describe('a rollback by CodeDeploy', () => {
  it.each([
    [
      'waits while tracked is being stopped',
      BACK,
      { deployment: codeDeployment('d-4 web:4 InProgress') },
      'waiting',
    ],
    [
      'waits for the deployment that carries it',
      NEW,
      { deployment: STOPPED, rollbackDeployment: ROLLBACK },
      'waiting',
    ],
    [
      'waits for the traffic though the service is elsewhere',
      [taskSet('web:2 PRIMARY')],
      { deployment: STOPPED, rollbackDeployment: ROLLBACK },
      'waiting',
    ],
    [
      'waits for a state that this version does not know',
      BACK,
      { rollbackDeployment: codeDeployment('d-5 web:3 Pondering') },
      'waiting',
    ],
    [
      'is stable while CodeDeploy bakes what has the traffic',
      BACK,
      { rollbackDeployment: { ...MOVED, status: 'Baking' } },
      'stable',
    ],
    ['is stable once the traffic has moved', BACK, { rollbackDeployment: MOVED }, 'stable'],
    [
      'is stable with Succeeded',
      BACK,
      { rollbackDeployment: codeDeployment('d-5 web:3 Succeeded') },
      'stable',
    ],
    ['is stable where no traffic ever moved', BACK, { deployment: STOPPED }, 'stable'],
    [
      'waits until the service shows it too',
      NEW,
      { rollbackDeployment: codeDeployment('d-5 web:3 Succeeded') },
      'waiting',
    ],
    [
      'waits while the service still shows what it was given before',
      [taskSet('web:2 PRIMARY')],
      {
        rollbackDeployment: codeDeployment('d-5 web:3 Succeeded', { previousTaskDefinition: td('web:2') }),
      },
      'waiting',
    ],
    ['waits until the service shows anything', [], { rollbackDeployment: MOVED }, 'waiting'],
    [
      'is given up when its deployment fails',
      NEW,
      { rollbackDeployment: codeDeployment('d-5 web:3 Failed') },
      'failed',
    ],
    [
      'is given up when its deployment is stopped',
      NEW,
      { rollbackDeployment: codeDeployment('d-5 web:3 Stopped') },
      'failed',
    ],
    [
      'is superseded when the traffic goes elsewhere',
      [taskSet('web:9 PRIMARY')],
      { rollbackDeployment: codeDeployment('d-5 web:3 Succeeded') },
      'superseded',
    ],
  ] as readonly [
    string,
    EcsDeployment[],
    { deployment?: CodeDeployment; rollbackDeployment?: CodeDeployment },
    string,
  ][])('%s', (_, sets, view, kind) => {
    const settling = readCodeDeployStabilization({
      service: service(sets, { controller: 'CODE_DEPLOY' }),
      tracked: { taskDefinition: td('web:4') },
      target: td('web:3'),
      ...view,
    })
    expect(settling.kind).toBe(kind)
  })
})
