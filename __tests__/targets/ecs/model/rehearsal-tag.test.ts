import {
  findReplacement,
  isWayBack,
  readRehearsalTag,
  writeRehearsalEnd,
  writeRehearsalTag,
} from '../../../../src/targets/ecs/model/rehearsal-tag.ts'
import { entry, history, revision, td } from '../../../support/ecs-facts.ts'

const AT = '2026-01-05T10:00:00Z'
const beganAtMs = Date.parse(AT)
const MINUTE_MS = 60_000

test('the note of a rehearsal says when it began and what it goes back to, until it has ended', () => {
  expect(readRehearsalTag([writeRehearsalTag(AT, 'web:41')])).toEqual({ beganAtMs, to: 'web:41' })
  expect(readRehearsalTag([writeRehearsalEnd(AT)])).toBeUndefined()
  expect(readRehearsalTag([])).toBeUndefined()
  expect(readRehearsalTag([{ key: 'safe-landing:rehearsal', value: 'by hand' }])).toBeUndefined()
})

describe('the last deployment is the way back of the rehearsal', () => {
  test.each([
    { name: 'right after the note, to what it names', to: ['web:41'], sinceMs: 5_000, is: true },
    { name: 'to a copy of that', to: ['web:50', 'web:41'], sinceMs: 5_000, is: true },
    { name: 'by a clock that is a little behind', to: ['web:41'], sinceMs: -5_000, is: true },
    { name: 'never to another version: somebody has deployed', to: ['web:43'], sinceMs: 5_000, is: false },
    { name: 'never much later: a person went back', to: ['web:41'], sinceMs: 16 * MINUTE_MS, is: false },
    { name: 'never before it', to: ['web:41'], sinceMs: -2 * MINUTE_MS, is: false },
  ])('$name', ({ to, sinceMs, is }) => {
    const last = { from: 'web:42', to, deployedAtMs: beganAtMs + sinceMs }
    expect(isWayBack(last, { beganAtMs, to: 'web:41' }, 15 * MINUTE_MS)).toBe(is)
  })
})

test('what has ended is not begun, whatever else stands there', () => {
  const value = `ended ${AT}`
  expect(readRehearsalTag([{ key: 'safe-landing:rehearsal', value }])).toBeUndefined()
})

describe('the last deployment', () => {
  const replaced = (...entries: string[]) => findReplacement(history(entries))

  test('replaces what was deployed before it', () => {
    expect(replaced('web:3 SUCCESSFUL', 'web:4 SUCCESSFUL')).toEqual({
      from: td('web:3'),
      to: ['web:4'],
      deployedAtMs: 4 * MINUTE_MS,
    })
  })

  test('is named by what it is a copy of, too', () => {
    const copy = revision('web:4', { copyOf: td('web:2') })
    expect(findReplacement(history(['web:3 SUCCESSFUL', 'web:4 SUCCESSFUL'], [copy]))?.to).toEqual([
      'web:4',
      'web:2',
    ])
  })

  test.each([
    ['it is the only one', ['web:4 SUCCESSFUL']],
    ['there is none', []],
  ])('replaces nothing where %s', (_, entries) => {
    expect(replaced(...entries)).toBeUndefined()
  })

  test('replaces nothing where the same was deployed again', () => {
    const again = entry('web:4 SUCCESSFUL', { createdAtMs: 5 * MINUTE_MS })
    expect(findReplacement(history(['web:4 SUCCESSFUL', again]))).toBeUndefined()
  })
})
