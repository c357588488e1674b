import { InputError } from '../../src/inputs/input-error.ts'
import { readGivenCapture } from '../../src/main/capture.ts'
import { parseInputs } from '../../src/main/parse-inputs.ts'
import type { Capture } from '../../src/run/capture.ts'
import { given, MINIMAL } from '../inputs/given.ts'

const SERVICE = { service: 'web', taskDefinition: 'web:41', isProven: true, images: [], settings: {} }
const OF_ECS: Capture = { schemaVersion: 1, subject: 'ecs prod web', takenAt: 'then', state: [SERVICE] }
const OF_GIT: Capture = { schemaVersion: 1, subject: 'git', takenAt: 'then', revision: 'abc' }

function read(kind: keyof typeof MINIMAL, captured: string): Capture | undefined {
  return readGivenCapture(parseInputs(given({ ...MINIMAL[kind], captured })), {})
}

describe('what another job captured', () => {
  it('is read as it was recorded', () => {
    expect(read('ecs', JSON.stringify(OF_ECS))).toEqual(OF_ECS)
    expect(read('git', JSON.stringify(OF_GIT))).toEqual(OF_GIT)
  })

  it.each([
    ['no JSON', 'ecs', '{"schemaVersion":1,"sub'],
    ['another version', 'ecs', JSON.stringify({ ...OF_ECS, schemaVersion: 7 })],
    ['a revision that is no text', 'git', JSON.stringify({ ...OF_GIT, revision: { toString: 'abc' } })],
    ['another target', 'ecs', JSON.stringify(OF_GIT)],
    ['a state that is no list', 'ecs', JSON.stringify({ ...OF_ECS, state: SERVICE })],
    [
      'a service without its task definition',
      'ecs',
      JSON.stringify({ ...OF_ECS, state: [{ service: 'web' }] }),
    ],
    ['a state that this target never records', 'git', JSON.stringify({ ...OF_GIT, state: [SERVICE] })],
  ] as const)('is refused where it is %s', (_, kind, text) => {
    expect(() => read(kind, text)).toThrow(InputError)
  })
})
