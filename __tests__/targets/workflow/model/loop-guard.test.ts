import {
  describeCause,
  describeSpentBudget,
  findCause,
  findEarlier,
  findSpentBudget,
  findUnderWay,
  findUnfinishedRehearsal,
  parsePayload,
  rolledBackFrom,
} from '../../../../src/targets/workflow/model/loop-guard.ts'
import { HOUR_MS, mark, NOW_MS } from './runs.ts'

const self = { id: 90, attempt: 1, sha: 'ccccccc3' }

describe('a marker as GitHub returns it', () => {
  const { payload } = mark()
  it.each([
    ['an object', payload, payload],
    ['text', JSON.stringify(payload), payload],
    [
      'one of a dispatch',
      { ...payload, to_run: undefined, to_attempt: undefined },
      expect.not.objectContaining({ to_run: 1 }),
    ],
    ['somebody else’s', { deploy: true }, undefined],
    ['no JSON', 'deploy it', undefined],
    ['nothing', null, undefined],
    ['a number as text', { ...payload, from_run: '90' }, undefined],
  ])('%s', (_, told, parsed) => {
    expect(parsePayload(told)).toEqual(parsed)
  })
})

describe('the loop guard', () => {
  it.each([
    ['the run and attempt that the marker names', {}, { id: 1, attempt: 2, version: 'aaaaaaa1' }, true],
    [
      'a later attempt by a person, once the commit is no longer fresh',
      { createdAtMs: NOW_MS - 2 * HOUR_MS },
      { id: 1, attempt: 3, version: 'aaaaaaa1' },
      false,
    ],
    [
      'the first attempt, long ago',
      { createdAtMs: NOW_MS - 2 * HOUR_MS },
      { id: 1, attempt: 1, version: 'aaaaaaa1' },
      false,
    ],
    ['a run of the same commit, soon after', {}, { id: 7, attempt: 1, version: 'aaaaaaa1' }, true],
    ['a run of another commit', {}, { id: 7, attempt: 1, version: 'ddddddd4' }, false],
    [
      'the run that a dispatch started',
      { rollbackRunId: 8, payload: { to_run: undefined } },
      { id: 8, attempt: 1, version: 'ddddddd4' },
      true,
    ],
    [
      'a run of its own version, which shares only the commit',
      { payload: { to_sha: 'aaaaaaa1', to_version: 'run 1' } },
      { id: 7, attempt: 1, version: 'run 7' },
      false,
    ],
    [
      'a later attempt of the run that was put back, soon after',
      { payload: { to_version: 'run 1' } },
      { id: 1, attempt: 3, version: 'run 1' },
      true,
    ],
    [
      'a marker of a rollback that was refused',
      { state: 'error' },
      { id: 1, attempt: 2, version: 'aaaaaaa1' },
      false,
    ],
  ] as const)('%s', (_, told, who, isRollback) => {
    const found = findCause([mark(told as Parameters<typeof mark>[0])], who, NOW_MS)
    expect(found !== undefined).toBe(isRollback)
  })

  it('says whose rollback this run is', () => {
    expect(describeCause(mark())).toBe(
      'this run is itself the rollback that run 90 (ccccccc) asked for, and a rollback is never rolled back',
    )
  })
})

describe('the budget', () => {
  it.each([
    ['one within the window', [mark({ payload: { from_run: 80 } })], 1],
    ['one before the window', [mark({ createdAtMs: NOW_MS - HOUR_MS, payload: { from_run: 80 } })], 0],
    ['one that was refused', [mark({ state: 'error', payload: { from_run: 80 } })], 0],
    [
      'one that failed, or that a later deployment made inactive',
      [mark({ state: 'inactive', payload: { from_run: 80 } })],
      1,
    ],
    ['our own, of this attempt', [mark()], 0],
    ['our own, of an earlier attempt', [mark({ payload: { from_attempt: 0 } })], 1],
    [
      'our own, of an earlier attempt that ended before its rollback',
      [mark({ state: 'queued', payload: { from_attempt: 0 } })],
      0,
    ],
    ['the same without even a status', [mark({ state: undefined, payload: { from_attempt: 0 } })], 0],
    ['the same of another run', [mark({ state: 'queued', payload: { from_run: 80, from_attempt: 0 } })], 1],
    ['our own, of a later attempt', [mark({ state: 'queued', payload: { from_attempt: 2 } })], 1],
    ['none', [], 0],
  ])('%s', (_, marks, spending) => {
    expect(findSpentBudget(marks, self, NOW_MS)).toHaveLength(spending)
  })

  it('says what it was spent on', () => {
    expect(describeSpentBudget([mark()], 'production', NOW_MS)).toBe(
      'production may be rolled back 1 time in 60m, and run 90 (ccccccc) rolled back 30m ago',
    )
  })

  it('lets the earlier of two marks that were written together go on', () => {
    const ours = mark({ id: 502 })
    const theirs = mark({ id: 501, payload: { from_run: 80 } })
    expect(findEarlier([ours, theirs], 502, NOW_MS)).toBe(theirs)
    expect(findEarlier([ours, theirs], 501, NOW_MS)).toBeUndefined()
  })
})

it('remembers which versions were rolled back from, and when last', () => {
  const marks = [
    mark({ createdAtMs: 2_000 }),
    mark({ createdAtMs: 1_000 }),
    mark({ createdAtMs: 3_000, state: 'error', payload: { from_sha: 'eeeeeee5' } }),
  ]
  expect([...rolledBackFrom(marks)]).toEqual([['ccccccc3', 2_000]])
  const ofOneCommit = [400, 500].map((id) =>
    mark({ createdAtMs: id, payload: { from_version: `run ${id}` } }),
  )
  expect([...rolledBackFrom(ofOneCommit)]).toEqual([
    ['run 400', 400],
    ['run 500', 500],
  ])
})

it.each([
  ['is requested', { state: 'queued' }, true],
  ['runs', { state: 'in_progress' }, true],
  ['was verified', { state: 'success' }, false],
  ['failed', { state: 'failure' }, false],
  ['was refused', { state: 'error' }, false],
  ['began long ago', { state: 'in_progress', createdAtMs: NOW_MS - HOUR_MS }, false],
  ['is from another version', { state: 'in_progress', payload: { from_version: 'run 7' } }, false],
] as const)('a rollback that %s is under way: %s', (_, facts, isUnderWay) => {
  expect(findUnderWay([mark(facts)], 'ccccccc3', NOW_MS) !== undefined).toBe(isUnderWay)
})

describe('a marker of a rehearsal', () => {
  const rehearsed = (rehearsal: 'back' | 'forward', more = {}) => {
    const marker = mark(more)
    return { ...marker, payload: { ...marker.payload, rehearsal } }
  }

  it('is read back with the half that it is of, and nothing else is', () => {
    const { payload } = rehearsed('back')
    expect(parsePayload(JSON.parse(JSON.stringify(payload)))).toEqual(payload)
    expect(parsePayload({ ...payload, rehearsal: 'sideways' })).not.toHaveProperty('rehearsal')
  })

  it('counts neither for the budget nor against a version, so that a guard may roll back right after it', () => {
    const markers = [rehearsed('back'), rehearsed('forward')]
    expect(findSpentBudget(markers, self, NOW_MS)).toEqual([])
    expect(findEarlier(markers, 1_000, NOW_MS)).toBeUndefined()
    expect(rolledBackFrom(markers).size).toBe(0)
  })

  it('still says of the very run that it started that this is no deployment of its own', () => {
    const marker = rehearsed('back')
    const { to_run = 0, to_attempt = 0 } = marker.payload
    expect(findCause([marker], { id: to_run, attempt: to_attempt }, NOW_MS)).toBe(marker)
    expect(
      findCause([marker], { id: 77, attempt: 1, version: marker.payload.to_sha }, NOW_MS),
    ).toBeUndefined()
  })

  it('that went back is unfinished only while what it put back runs, and nothing came after it', () => {
    const back = rehearsed('back', { id: 5 })
    const now = { runId: 0, version: back.payload.to_sha }
    expect(findUnfinishedRehearsal([back], now)).toBe(back)
    expect(findUnfinishedRehearsal([back], { runId: 0, version: 'another' })).toBeUndefined()
    expect(findUnfinishedRehearsal([back, rehearsed('forward', { id: 6 })], now)).toBeUndefined()
    expect(findUnfinishedRehearsal([back, mark({ id: 6 })], now)).toBeUndefined()
  })
})

it('of several, the first that fits is the one that is named', () => {
  const [one, two] = [mark({ id: 1, state: 'in_progress' }), mark({ id: 2, state: 'in_progress' })]
  expect(findUnderWay([one, two], 'ccccccc3', NOW_MS)?.id).toBe(1)
  const [three, four] = [
    mark({ id: 3, payload: { from_run: 80 } }),
    mark({ id: 4, payload: { from_run: 81 } }),
  ]
  expect(findEarlier([three, four], 9, NOW_MS)?.id).toBe(3)
  expect(findCause([three, four], { id: 1, attempt: 2, version: 'aaaaaaa1' }, NOW_MS)?.id).toBe(3)
})
