import {
  isSameDefinition,
  type RegisteredDefinition,
  readTaskDefinition,
} from '../../../../src/targets/ecs/api/task-definition.ts'
import { startEcsBench } from '../../../support/ecs-world.ts'

it('is read by its short name, and known by its ARN', async () => {
  const bench = await startEcsBench()
  bench.world.createService({ name: 'web' })
  const read = await readTaskDefinition(bench.api, 'web:2', new AbortController().signal)
  expect(read).toMatchObject({
    arn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:2',
    isActive: true,
    definition: { family: 'web', revision: 2 },
  })
  await bench.close()
})

describe('two task definitions say the same', () => {
  const registered = (definition: RegisteredDefinition['definition']): RegisteredDefinition => ({
    arn: 'arn',
    isActive: true,
    definition: { family: 'web', ...definition },
    tags: [],
  })
  const one = registered({
    revision: 1,
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'a', image: 'x' }],
  })

  it.each<[string, RegisteredDefinition['definition'], boolean]>([
    [
      'with their fields in another order',
      { containerDefinitions: [{ image: 'x', name: 'a' }], memory: '512', cpu: '256' },
      true,
    ],
    [
      'whatever ECS has added',
      { ...one.definition, revision: 2, status: 'INACTIVE', registeredBy: 'me' },
      true,
    ],
    ['not with another value', { ...one.definition, cpu: '512' }, false],
    ['not with a field more', { ...one.definition, networkMode: 'host' }, false],
    [
      'not with their containers in another order',
      {
        ...one.definition,
        containerDefinitions: [
          { name: 'b', image: 'y' },
          { name: 'a', image: 'x' },
        ],
      },
      false,
    ],
  ])('%s', (_, definition, isSame) => {
    expect(isSameDefinition(one, registered(definition))).toBe(isSame)
  })
})
