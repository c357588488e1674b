import { parse } from 'yaml'
import {
  taskDefinitionIn,
  withTaskDefinition,
} from '../../../../../src/targets/ecs/code-deploy/model/app-spec.ts'

const YAML = `
version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: "arn:aws:ecs:us-east-1:123456789012:task-definition/web:4"
        LoadBalancerInfo:
          ContainerName: web
          ContainerPort: 8080
        PlatformVersion: LATEST
Hooks:
  - AfterAllowTestTraffic: check
`

describe('an AppSpec', () => {
  it('names a task definition', () => {
    expect(taskDefinitionIn(parse(YAML))).toBe('arn:aws:ecs:us-east-1:123456789012:task-definition/web:4')
  })

  it('names it in any case', () => {
    const spec = { resources: [{ myService: { properties: { taskDefinition: 'web:4' } } }] }
    expect(taskDefinitionIn(spec)).toBe('web:4')
    expect(withTaskDefinition(spec, 'web:3')).toEqual({
      resources: [{ myService: { properties: { taskDefinition: 'web:3' } } }],
    })
  })

  it('names the first one where a key is given in two cases', () => {
    const resources = (name: string) => [{ web: { Properties: { TaskDefinition: name } } }]
    expect(taskDefinitionIn({ Resources: resources('web:4'), resources: resources('web:9') })).toBe('web:4')
  })

  it('keeps all but the task definition', () => {
    const before = parse(YAML)
    const after = structuredClone(before)
    after.Resources[0].TargetService.Properties.TaskDefinition = 'web:3'
    expect(withTaskDefinition(before, 'web:3')).toEqual(after)
  })

  it.each([
    [undefined],
    [null],
    ['text'],
    [{}],
    [{ Resources: {} }],
    [{ Resources: [null, 1] }],
    [{ Resources: [{ a: null }] }],
    [{ Resources: [{ a: { Properties: { TaskDefinition: 4 } } }] }],
  ])('of another form names nothing, and stays as it is: %j', (spec) => {
    expect(taskDefinitionIn(spec)).toBeUndefined()
    if (spec === undefined || typeof spec !== 'object') expect(withTaskDefinition(spec, 'web:3')).toBe(spec)
  })
})
