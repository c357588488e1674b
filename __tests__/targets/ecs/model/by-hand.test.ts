import {
  copyCommand,
  placeOf,
  quote,
  stopCommand,
  updateCommand,
  waitCommand,
} from '../../../../src/targets/ecs/model/by-hand.ts'
import { renderServices, rollbackToOf } from '../../../../src/targets/ecs/model/service-revisions.ts'
import { td } from '../../../support/ecs-facts.ts'

const PLACE = placeOf(td('web:4'), { cluster: 'prod', service: "it's web" })

test('the commands name the region, the cluster and the service, each of them quoted where it has to be', () => {
  expect(PLACE.region).toBe('us-east-1')
  expect(placeOf('web:4', { cluster: 'prod', service: 'web' }).region).toBe('')
  const where = `--region us-east-1 --cluster prod`
  expect(updateCommand(PLACE, 'web:3')).toBe(
    `aws ecs update-service ${where} --service 'it'\\''s web' --task-definition web:3`,
  )
  expect(waitCommand(PLACE)).toBe(`aws ecs wait services-stable ${where} --services 'it'\\''s web'`)
  expect(stopCommand(PLACE, 'arn:aws:ecs:a/b')).toBe(
    'aws ecs stop-service-deployment --region us-east-1 --service-deployment-arn arn:aws:ecs:a/b --stop-type ROLLBACK',
  )
})

test.each([
  ['web-1.prod_a/b:c@d', 'web-1.prod_a/b:c@d'],
  ['', "''"],
  ['a b', "'a b'"],
  ['$HOME', "'$HOME'"],
  ['web;rm', "'web;rm'"],
  [';web', "';web'"],
])('%j is quoted as %s', (text, quoted) => {
  expect(quote(text)).toBe(quoted)
})

test.each([
  [
    'as it is',
    { images: [undefined], tags: [] },
    '{family:taskDefinition.family,containerDefinitions:taskDefinition.containerDefinitions}',
  ],
  [
    'with an image in the place of another, and with tags',
    { images: ['web@sha256:a', undefined], tags: ['team', 'stage'] },
    "{family:taskDefinition.family,containerDefinitions:[taskDefinition.containerDefinitions[0].merge(@,{image:'web@sha256:a'}),taskDefinition.containerDefinitions[1]],tags:tags[?key=='team'||key=='stage']}",
  ],
])('a copy is registered from the definition %s', (_, copy, query) => {
  const command = copyCommand(PLACE, { of: td('web:3'), fields: ['family', 'containerDefinitions'], ...copy })
  expect(command).toBe(
    `"$(aws ecs register-task-definition --region us-east-1 --output text --query taskDefinition.taskDefinitionArn --cli-input-json "$(aws ecs describe-task-definition --region us-east-1 --task-definition web:3 --include TAGS --output json --query "${query}")")"`,
  )
})

describe('the revisions of services', () => {
  const [web, api] = [
    { label: 'web', revision: 'web:3' },
    { label: 'api', revision: 'api:7' },
  ]
  it.each([
    [[web], false, 'web:3'],
    [[web], true, 'web=web:3'],
    [[web, api], true, 'web=web:3\napi=api:7'],
    [[web, api], false, 'web=web:3\napi=api:7'],
    [[], false, ''],
  ])('%j, of several: %s', (services, isOfSeveral, text) => {
    expect(renderServices(services, isOfSeveral)).toBe(text)
  })
  it.each([
    [
      { kind: 'revision' as const, revision: 'web=web:3\napi=api:7' },
      { kind: 'revision', revision: 'api:7' },
    ],
    [{ kind: 'revision' as const, revision: 'web=web:3' }, undefined],
    [
      { kind: 'revision' as const, revision: 'web:3' },
      { kind: 'revision', revision: 'web:3' },
    ],
    [
      { kind: 'back' as const, count: 2 },
      { kind: 'back', count: 2 },
    ],
    [{ kind: 'previous' as const }, { kind: 'previous' }],
  ])('%j means for api: %j', (rollbackTo, meant) => {
    expect(rollbackToOf(rollbackTo, 'api')).toEqual(meant)
  })
})
