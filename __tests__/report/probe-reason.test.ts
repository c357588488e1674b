import type { Observation } from '../../src/health/observation.ts'
import { describeReason, shortenVerdict } from '../../src/report/probe-reason.ts'

const URL = 'https://api.example.com/health'
const ANSWERED = `GET ${URL} (203.0.113.7:443) answered 500, expected 200-299; body: {"error":"no orders"}`

function found(more: object = {}): Observation {
  const answer = { url: URL, address: '203.0.113.7:443', status: 500, bodyHead: '{"error":"no orders"}' }
  return {
    check: 'api.example.com/health',
    result: 'fail',
    reason: ANSWERED,
    startedAtMs: 0,
    endedAtMs: 9,
    answer,
    ...more,
  }
}

describe('what a probe found, after the name of its check', () => {
  const short = 'answered 500, expected 200-299; body: {"error":"no orders"}'
  const cases: [string, object, string][] = [
    ['does not say the address again that the check is named by', {}, short],
    ['nor where the name has its line', { check: 'api.example.com/health (line 2)' }, short],
    ['nor where the name is cut', { check: 'api.example.com/hea…' }, short],
    ['says it where the check has another name', { check: 'api' }, ANSWERED],
    [
      'says all of what is about no address',
      { reason: 'it was not asked', answer: undefined },
      'it was not asked',
    ],
    ['says the class where there is no reason', { reason: undefined }, 'fail'],
    [
      'keeps a failure to connect',
      { reason: `${URL}: connecting to 203.0.113.7:443 was refused` },
      'connecting to 203.0.113.7:443 was refused',
    ],
  ]
  it.each(cases)('%s', (_, more, expected) => {
    expect(describeReason(found(more))).toBe(expected)
  })

  it('is in a verdict without the body, which the line before it has', () => {
    const reason = `api.example.com/health failed 3 times in a row: ${ANSWERED}`
    expect(shortenVerdict(reason, found())).toBe(
      'api.example.com/health failed 3 times in a row: answered 500, expected 200-299',
    )
    expect(shortenVerdict(reason, undefined)).toBe(reason)
  })
})
