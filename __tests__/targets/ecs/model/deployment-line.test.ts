import { findLeft, traceLine } from '../../../../src/targets/ecs/model/deployment-line.ts'
import type { ServiceDeployment } from '../../../../src/targets/ecs/model/model.ts'
import { entry, history, revision, revisionArn, td } from '../../../support/ecs-facts.ts'

const MINUTE_MS = 60_000
const isSame = () => true
const nameOf = ({ taskDefinition }: { readonly taskDefinition: string }) => taskDefinition.split('/')[1]

/** `2 3 -4>3 2`: deployed one after the other; with a minus, ECS rolled it back to another one. */
function trace(text: string) {
  const entries = text.split(' ').map((word, index): ServiceDeployment => {
    const [, failed, name = '', to] = /^(-?)(\d)(?:>(\d))?$/.exec(word) ?? []
    const at = { createdAtMs: index * MINUTE_MS, arn: `deployment-${index}`, sourceRevisionArns: [] }
    if (failed !== '-') return entry(`web:${name} SUCCESSFUL`, at)
    const rollback = { serviceRevisionArn: revisionArn(`web:${to}`) }
    return entry(`web:${name} ROLLBACK_SUCCESSFUL`, { ...at, rollback })
  })
  const line = traceLine(history(entries), isSame)
  return { versions: line.versions.map(nameOf).join(' '), left: line.left.map(nameOf).join(' ') }
}

test.each([
  { past: '1 2 3', versions: 'web:1 web:2 web:3', left: '', because: 'it went forward only' },
  { past: '1 2 3 2', versions: 'web:1 web:2', left: 'web:3', because: 'whoever deploys 2 again has left 3' },
  { past: '1 2 3 1', versions: 'web:1', left: 'web:2 web:3', because: 'it left both' },
  { past: '1 2 -3>2', versions: 'web:1 web:2', left: 'web:3', because: 'ECS went back' },
  { past: '1 -2>1 3', versions: 'web:1 web:3', left: 'web:2', because: 'what was left stays so' },
  {
    past: '1 -2>1 2',
    versions: 'web:1 web:2',
    left: '',
    because: 'what was left and then landed is on it again',
  },
  {
    past: '1 2 3 1 3',
    versions: 'web:1 web:2 web:3',
    left: '',
    because: 'forward again undoes the way back',
  },
  {
    past: '1 -2>1 3 4 3 4',
    versions: 'web:1 web:3 web:4',
    left: 'web:2',
    because: 'only that way back is undone',
  },
  { past: '1 2 3 1 4', versions: 'web:1 web:4', left: 'web:2 web:3', because: 'another one undoes nothing' },
  { past: '1 2 3 1 4 3', versions: 'web:1 web:4 web:3', left: 'web:2', because: 'it is too late to undo it' },
  { past: '2 2', versions: 'web:2', left: '', because: 'the same again is no other version' },
])('after $past the line is $versions, without $left: $because', ({ past, versions, left }) => {
  expect(trace(past)).toEqual({ versions, left })
})

test('a version that has not landed is no evidence that what was left is good', () => {
  const says = [
    entry('web:1 SUCCESSFUL'),
    entry('web:2 ROLLBACK_SUCCESSFUL', { rollback: { serviceRevisionArn: revisionArn('web:1') } }),
    entry('web:2 IN_PROGRESS', { createdAtMs: 9 * MINUTE_MS, arn: 'again' }),
  ]
  const line = traceLine(history(says), isSame)
  const { images } = revision('web:2')
  expect(findLeft(line, { taskDefinition: td('web:2'), images }, isSame)?.why).toContain(
    'ROLLBACK_SUCCESSFUL',
  )
})
