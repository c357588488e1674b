import type { Verdict } from '../../src/health/observation.ts'
import type { RolloutInProgress, RolloutState } from '../../src/health/rollout.ts'
import { decideAtGate, findGates, hasLeft, type OpenGate } from '../../src/run/gate.ts'
import { complete, inProgress } from '../support/scripted-watch.ts'

const at = (id: string, traffic: RolloutInProgress['traffic'] = 'nothing'): RolloutState =>
  inProgress([], false, {
    traffic,
    waitsFor: {
      by: 'person',
      what: 'an answer',
      gate: { id, stage: 'PAUSE', otherwise: 'it is rolled back' },
    },
  })
const forPerson = inProgress([], false, { waitsFor: { by: 'person', what: 'an answer' } })
const landed = inProgress([], false, { traffic: 'all' })
const superseded: RolloutState = { kind: 'superseded', reason: 'web:5 took over' }

const pollOf = (states: readonly RolloutState[]) => ({
  atMs: 0,
  news: [],
  services: states.map((state, index) => ({ service: `service-${index}`, state })),
})

test.each([
  { name: 'one that waits', states: [at('1')], gates: ['1'] },
  { name: 'one that waits for a person', states: [forPerson], gates: [] },
  { name: 'one that was answered', states: [at('answered')], gates: [] },
  { name: 'two that wait', states: [at('1'), at('2')], gates: ['1', '2'] },
  { name: 'one that waits, and one on its way', states: [at('1'), inProgress()], gates: [] },
  { name: 'one that waits, and one that has landed', states: [at('1'), landed], gates: ['1'] },
  {
    name: 'one that waits, and one without a pause that is complete',
    states: [complete(), at('1')],
    gates: ['1'],
  },
  { name: 'one that waits, and one that was answered', states: [at('1'), at('answered')], gates: [] },
  { name: 'one that waits, and one that another deployment took', states: [at('1'), superseded], gates: [] },
])('of $name $gates.length can be judged now', ({ states, gates }) => {
  expect(findGates(pollOf(states), new Set(['answered'])).map(({ gate }) => gate.id)).toEqual(gates)
})

const OPEN: OpenGate = { service: 'service-0', gate: { id: '1', stage: 'PAUSE' }, traffic: 'nothing' }

test.each([
  { name: 'waits still', state: at('1'), left: false },
  { name: 'waits at the next pause', state: at('2'), left: true },
  { name: 'goes on', state: inProgress(), left: true },
  { name: 'is complete', state: complete(), left: true },
  { name: 'was taken, which the platform says itself', state: superseded, left: false },
])('a deployment that $name has left its gate: $left', ({ state, left }) => {
  expect(hasLeft(pollOf([state]), [OPEN])).toBe(left)
})

const said = (kind: 'healthy' | 'unhealthy' | 'inconclusive' | 'not-deployed' | 'superseded'): Verdict => ({
  kind,
  reason: 'so it is',
})

test.each([
  { verdict: said('healthy'), becomes: undefined },
  { verdict: said('unhealthy'), becomes: 'unhealthy' },
  { verdict: said('inconclusive'), becomes: 'awaiting-approval' },
  { verdict: said('not-deployed'), becomes: 'awaiting-approval' },
  { verdict: said('superseded'), becomes: 'superseded' },
])('at a gate, $verdict.kind becomes $becomes', ({ verdict, becomes }) => {
  for (const onInconclusive of ['fail', 'pass'] as const)
    expect(decideAtGate(verdict, [OPEN], onInconclusive)?.kind).toBe(becomes)
})

test('the order to roll back what is inconclusive holds at a gate, and for nothing else', () => {
  expect(decideAtGate(said('inconclusive'), [OPEN], 'rollback')?.kind).toBe('inconclusive')
  expect(decideAtGate(said('not-deployed'), [OPEN], 'rollback')?.kind).toBe('awaiting-approval')
})
