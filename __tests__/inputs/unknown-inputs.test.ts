import { findMisspelt } from '../../src/inputs/unknown-inputs.ts'

const problemsOf = (...names: string[]) => findMisspelt({ get: () => '', given: () => names })

test.each([
  ['heatlh-url', 'health-url'],
  ['bake_time', 'bake-time'],
  ['rollback_when', 'rollback-when'],
  ['task-defintion', 'task-definition'],
  ['ssh-kye', 'ssh-key'],
])('%s is refused, without its value, and %s offered', (name, meant) => {
  expect(problemsOf(name)).toEqual([
    { input: name, actual: '***', expected: 'only names of inputs', hint: `Did you mean ${meant}?` },
  ])
})

test('what is right, and what resembles nothing, passes', () => {
  expect(problemsOf('health-url', 'mode', 'dockerfile', 'x')).toEqual([])
})
