import type { VersionSource } from '../../../../src/http/model/expectation.ts'
import {
  isComparable,
  judgeStatus,
  parseChanged,
  proveChange,
  type StatusExpectation,
} from '../../../../src/targets/webhook/model/status-expectation.ts'
import { answerOf } from './answer.ts'

const CURRENT: VersionSource = { kind: 'body', path: ['slot', 'current'] }
const sources: Record<string, VersionSource> = {
  'body.slot.current': CURRENT,
  'header x-slot': { kind: 'header', name: 'x-slot' },
}
const parse = (line: string) => parseChanged(line, (text) => sources[text])

describe('changed', () => {
  it.each([
    { line: 'changed', parsed: { kind: 'changed', line: 'changed' } },
    {
      line: 'body.slot.current changed',
      parsed: { kind: 'changed', line: 'body.slot.current changed', source: CURRENT },
    },
    {
      line: 'header x-slot   changed',
      parsed: { kind: 'changed', line: 'header x-slot   changed', source: sources['header x-slot'] },
    },
    { line: 'body.state == "changed"', parsed: undefined },
    { line: 'cookie changed', parsed: undefined },
    { line: 'unchanged', parsed: undefined },
  ])('is not mistaken for other lines: $line', ({ line, parsed }) => {
    expect(parse(line)).toEqual(parsed)
  })

  const whole: StatusExpectation = { kind: 'changed', line: 'changed' }
  const path: StatusExpectation = { kind: 'changed', line: 'body.slot.current changed', source: CURRENT }

  it.each([
    {
      line: whole,
      before: '{"current":"green","t":1}',
      now: '{"current":"green","t":2}',
      holds: false,
      text: 'changed: it is still green',
    },
    {
      line: whole,
      before: '{"current":"green"}',
      now: '{"current":"blue"}',
      holds: true,
      text: 'changed: it is now blue',
    },
    { line: whole, before: 'green', now: 'green', holds: false, text: 'changed: the body is the same' },
    { line: whole, before: 'green', now: 'blue', holds: true, text: 'changed: the body is another one' },
    {
      line: path,
      before: '{"slot":{"current":"a"}}',
      now: '{"slot":{"current":"b"}}',
      holds: true,
      text: 'body.slot.current changed: it is now b',
    },
    {
      line: path,
      before: '{"slot":{"current":"a"}}',
      now: '<html>',
      holds: false,
      text: 'body.slot.current changed: there is no value to compare',
    },
  ])('$line.line from $before to $now: $holds', ({ line, before, now, holds, text }) => {
    expect(judgeStatus(line, answerOf(before), answerOf(now))).toEqual({ holds, text })
  })

  it('is not fulfilled by an error page', () => {
    const now = answerOf('bad gateway', { status: 502 })
    expect(judgeStatus(whole, answerOf('{"current":"green"}'), now).holds).toBe(false)
  })
})

describe('whether a line can be compared with the status before', () => {
  const whole: StatusExpectation = { kind: 'changed', line: 'changed' }
  const path: StatusExpectation = { kind: 'changed', line: 'body.slot.current changed', source: CURRENT }
  it.each([
    { line: whole, before: '{"current":"green"}', is: true },
    { line: whole, before: '{"state":"idle"}', is: true },
    { line: whole, before: '{"uptime":12,"requests":{"count":"4711"}}', is: false },
    { line: whole, before: '{"at":"2026-11-28T10:15:00Z","n":[1,2]}', is: false },
    { line: whole, before: '{"pods":"3 of 3"}', is: false },
    { line: path, before: '{"slot":{"current":"a"}}', is: true },
    { line: path, before: '{"slot":{}}', is: false },
  ])('$line.line with $before: $is', ({ line, before, is }) => {
    expect(isComparable(line, answerOf(before))).toBe(is)
  })

  it('is so however deep a name is nested', () => {
    const before = `${'['.repeat(100_000)}"blue"${']'.repeat(100_000)}`
    expect(isComparable(whole, answerOf(before))).toBe(true)
  })

  it('is not so with an error page', () => {
    expect(isComparable(whole, answerOf('bad gateway', { status: 502 }))).toBe(false)
  })
})

describe('what proves a change', () => {
  const whole: StatusExpectation = { kind: 'changed', line: 'changed' }
  const idle: StatusExpectation = {
    kind: 'condition',
    condition: {
      line: 'body matches /idle/',
      evaluate: ({ body }) => ({ holds: body.text.includes('idle'), text: '' }),
    },
  }

  it.each([
    {
      because: 'another deployment is current',
      lines: [idle],
      before: '{"current":"a","s":"idle"}',
      now: '{"current":"b","s":"idle"}',
      proof: true,
    },
    {
      because: 'a line holds that did not',
      lines: [idle],
      before: '{"s":"busy"}',
      now: '{"s":"idle"}',
      proof: true,
    },
    {
      because: 'it held before',
      lines: [idle],
      before: '{"s":"idle"}',
      now: '{"s":"idle","t":2}',
      proof: false,
    },
    {
      because: 'a body may change by itself',
      lines: [whole],
      before: '{"t":1}',
      now: '{"t":2}',
      proof: false,
    },
  ])('$because: $proof', ({ lines, before, now, proof }) => {
    expect(proveChange(lines, answerOf(before), answerOf(now))).toEqual({ holds: true, isProof: proof })
  })
})

it('blanks around a text are no change', () => {
  const changed = parse('changed')
  if (changed === undefined) throw new Error('it is a line')
  const [before, now] = [answerOf('green'), answerOf(' green \n')]
  expect(judgeStatus(changed, before, now).holds).toBe(false)
  expect(judgeStatus(changed, before, answerOf('blue')).holds).toBe(true)
})

it.each([
  [199, false],
  [200, true],
  [299, true],
  [300, false],
])('an answer with %i can be compared: %s', (status, holds) => {
  const changed = parse('changed')
  if (changed === undefined) throw new Error('it is a line')
  expect(judgeStatus(changed, answerOf('green'), answerOf('blue', { status })).holds).toBe(holds)
})
