import fc from 'fast-check'
import { judgeBeforeWrite, judgeRunning, type RunningQuestion } from '../../src/run/judge-running.ts'

const unknown: RunningQuestion = {
  running: undefined,
  deployed: undefined,
  captured: undefined,
  rollbackTo: { kind: 'previous' },
}
const back = { kind: 'back', count: 1 } as const
const named = { kind: 'revision', revision: 'v0' } as const

test.each<readonly [string, Partial<RunningQuestion>]>([
  ['what was deployed', { running: 'v2', deployed: 'v2', captured: 'v1', earlier: ['v1'] }],
  ['what was deployed, which ran before too', { running: 'v1', deployed: 'v1', captured: 'v1' }],
  ['what was deployed, a second time', { running: 'v2', deployed: 'v2', earlier: ['v2', 'v1'] }],
  ['an unknown version', { deployed: 'v1', captured: 'v0', earlier: ['v1'] }],
  ['an unknown version, where nothing is known', { earlier: [undefined] }],
  ['a version that is reported in other words', { running: 'v2', deployed: '9c5b94b', earlier: ['v1'] }],
  ['a version beside earlier ones that are not known', { running: 'v2', earlier: [undefined] }],
  ['what ran before, from which a person counts back', { running: 'v1', captured: 'v1', rollbackTo: back }],
  ['what ran before, when a person names a target', { running: 'v1', captured: 'v1', rollbackTo: named }],
])('%s may be gone back from', (_, question) => {
  expect(judgeRunning({ ...unknown, ...question })).toBeUndefined()
})

test.each<readonly [string, Partial<RunningQuestion>, string]>([
  ['what ran before', { running: 'v1', captured: 'v1' }, 'not-deployed'],
  ['what ran before the known version', { running: 'v1', deployed: 'v2', captured: 'v1' }, 'not-deployed'],
  [
    'what ran before, though the deployed version ran once',
    { running: 'v1', deployed: 'v2', captured: 'v1', earlier: ['v2'] },
    'not-deployed',
  ],
  [
    'another version than the deployed one, which ran before it',
    { running: 'v3', deployed: 'v2', earlier: ['v2', 'v1'] },
    'superseded',
  ],
  [
    'the same, when a person counts back',
    { running: 'v3', deployed: 'v2', earlier: ['v2'], rollbackTo: back },
    'superseded',
  ],
])('%s may not be gone back from', (_, question, expected) => {
  expect(judgeRunning({ ...unknown, ...question })).toBe(expected)
})

test.each([
  { running: 'v2', from: 'v2', to: 'v1', is: undefined },
  { running: 'v1', from: 'v2', to: 'v1', is: 'in-place' },
  { running: 'v1', from: 'v1', to: 'v1', is: 'in-place' },
  { running: 'v3', from: 'v2', to: 'v1', is: 'superseded' },
  { running: undefined, from: 'v2', to: 'v1', is: 'superseded' },
])('$running before the write from $from to $to: $is', ({ running, is, ...planned }) => {
  expect(judgeBeforeWrite(running, planned)).toBe(is)
})

it('never stands in the way of going back from what was deployed', () => {
  const version = fc.constantFrom('v0', 'v1', 'v2', undefined)
  const rollbackTo = fc.constantFrom({ kind: 'previous' } as const, back, named)
  const earlier = fc.array(version, { maxLength: 3 })
  fc.assert(
    fc.property(version, version, rollbackTo, earlier, (deployed, captured, to, before) => {
      const question = { running: deployed, deployed, captured, rollbackTo: to, earlier: before }
      expect(judgeRunning(question)).toBeUndefined()
    }),
  )
})
