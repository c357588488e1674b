import type { CodeDeployment } from '../../src/targets/ecs/code-deploy/model/deployment.ts'
import type { EcsDeployment } from '../../src/targets/ecs/model/model.ts'
import { deployment, td } from './ecs-facts.ts'

/** `d-4 web:4 InProgress`, created four minutes after the world began, after `web:3`. */
export function codeDeployment(text: string, changes: Partial<CodeDeployment> = {}): CodeDeployment {
  const [id = '', name = '', status = ''] = text.split(' ')
  const number = Number(id.split('-')[1])
  return {
    id,
    application: 'AppECS-prod-web',
    group: 'DgpECS-prod-web',
    status,
    createdAtMs: number * 60_000,
    createdAt: `2026-01-05T10:${String(number).padStart(2, '0')}:00Z`,
    taskDefinition: td(name),
    previousTaskDefinition: td(`web:${Number(name.split(':')[1]) - 1}`),
    hasTrafficMoved: false,
    ...changes,
  }
}

/** `web:4 PRIMARY 2/2`. */
export function taskSet(text: string, stability = 'STEADY_STATE'): EcsDeployment {
  const [name = '', status = '', counts = '2/2'] = text.split(' ')
  return deployment(`${name} ${status} - ${counts}`, { taskSet: { stability } })
}
