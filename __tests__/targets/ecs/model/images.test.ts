import {
  describeTag,
  digestsOf,
  findTwins,
  isSameVersion,
  pinImages,
} from '../../../../src/targets/ecs/model/images.ts'
import { history, revision, td } from '../../../support/ecs-facts.ts'

const image = (text: string, digest?: string, container = 'web') => ({
  container,
  image: text,
  ...(digest !== undefined && { digest }),
})
const definition = (name: string, ...digests: (string | undefined)[]) => ({
  taskDefinition: td(name),
  images: digests.map((digest, index) => image(`web:${index}`, digest, `container ${index}`)),
})
const never = () => false
const always = () => true

describe('one version', () => {
  it.each([
    ['a definition, whose images are unknown', definition('web:1'), definition('web:1'), never, true],
    [
      'a definition, one side of which is unknown',
      definition('web:1', 'a'),
      definition('web:1'),
      never,
      true,
    ],
    ['a definition, the other side of which is', definition('web:1'), definition('web:1', 'a'), never, true],
    ['a definition with the same images', definition('web:1', 'a'), definition('web:1', 'a'), never, true],
    [
      'not a definition whose tag was moved',
      definition('web:1', 'a'),
      definition('web:1', 'b'),
      always,
      false,
    ],
    ['two definitions of the same images', definition('web:1', 'a'), definition('web:2', 'a'), always, true],
    ['not two that differ in more', definition('web:1', 'a'), definition('web:2', 'a'), never, false],
    ['not two with other images', definition('web:1', 'a'), definition('web:2', 'b'), always, false],
    ['not two whose images are unknown', definition('web:1'), definition('web:2'), always, false],
    [
      'not two of which one image is unknown',
      definition('web:1', 'a', undefined),
      definition('web:2', 'a', undefined),
      always,
      false,
    ],
    [
      'a copy and its original',
      { ...definition('web:2', 'a'), copyOf: td('web:1') },
      definition('web:1', 'a'),
      never,
      true,
    ],
    [
      'an original and its copy',
      definition('web:1', 'a'),
      { ...definition('web:2', 'a'), copyOf: td('web:1') },
      never,
      true,
    ],
  ] as const)('is %s', (_, one, other, same, expected) => {
    expect(isSameVersion(one, other, same)).toBe(expected)
  })

  it('has its digests in any order, or none', () => {
    expect(digestsOf(definition('web:1'))).toBeUndefined()
    expect(digestsOf(definition('web:1', 'a', undefined))).toBeUndefined()
    const [one, other] = [image('x', 'a', 'web'), image('y', 'b', 'api')]
    expect(digestsOf({ images: [one, other] })).toBe('api=b web=a')
    expect(digestsOf({ images: [other, one] })).toBe('api=b web=a')
  })
})

test('twins are different definitions of the same images', () => {
  const images = (digest?: string) => ({ images: [image('web', digest)] })
  const revisions = [
    revision('web:1', images('a')),
    revision('web:2', images('a')),
    revision('web:3', images('b')),
    revision('web:4', images()),
    revision('web:5', images()),
  ]
  const known = { ...history([]), revisions: new Map(revisions.map((one) => [one.arn, one])) }
  expect(findTwins(known)).toEqual([td('web:1'), td('web:2')])
  expect(findTwins(undefined)).toEqual([])
})

describe('a tag that has moved is pinned', () => {
  it.each([
    ['to what it meant', 'web:latest', 'web@sha256:old'],
    ['of a registry with a port', 'host:5000/team/web:latest', 'host:5000/team/web@sha256:old'],
    ['of a registry with a port, without a tag', 'host:5000/team/web', 'host:5000/team/web@sha256:old'],
    ['of a path of several parts', 'a/b/c/web:1', 'a/b/c/web@sha256:old'],
    ['without a tag', 'web', 'web@sha256:old'],
  ])('%s', (_, text, pinned) => {
    const { pins, unpinned } = pinImages([image(text, 'sha256:old')], [image(text, 'sha256:new')])
    expect([...pins]).toEqual([['web', pinned]])
    expect(unpinned).toEqual([])
  })

  it.each([
    ['that has not moved', image('web:1', 'sha256:a'), image('web:1', 'sha256:a'), ['web:1']],
    [
      'that the failing version does not use',
      image('web:1', 'sha256:a'),
      image('web:2', 'sha256:b'),
      ['web:1'],
    ],
    ['whose digest is unknown', image('web:1'), image('web:1', 'sha256:b'), ['web:1']],
    ['that is a digest itself', image('web@sha256:a', 'sha256:a'), image('web@sha256:a', 'sha256:b'), []],
  ])('not one %s', (_, target, failing, expected) => {
    const { pins, unpinned } = pinImages([target], [failing])
    expect([...pins]).toEqual([])
    expect(unpinned).toEqual(expected)
  })

  it('and what is not pinned is said', () => {
    expect(describeTag('web:1')).toBe('web:1 is a tag, and nothing shows that it still means the same image')
  })
})

it.each([
  ['web:1', 'web'],
  ['team/web:1', 'team/web'],
  ['registry.example:5000/team/web:1', 'registry.example:5000/team/web'],
  ['registry.example:5000/team/web', 'registry.example:5000/team/web'],
  ['web', 'web'],
])('%s is pinned in the repository %s', (text, repository) => {
  const digest = `sha256:${'a'.repeat(64)}`
  const { pins } = pinImages([image(text, digest)], [image(text, `sha256:${'b'.repeat(64)}`)])
  expect([...pins.values()]).toEqual([`${repository}@${digest}`])
})
