import { parsePlanOutput } from '../../../../src/targets/command/model/plan-output.ts'

describe('the output of plan-command', () => {
  it.each([
    { printed: '{"from": "v42", "to": "v41"}', read: { kind: 'planned', from: 'v42', to: 'v41' } },
    {
      printed: ' {"from":" v42\\n","to":"v41","why":1}\n',
      read: { kind: 'planned', from: 'v42', to: 'v41' },
    },
    { printed: '{"from": "v42", "to": null}', read: { kind: 'no-target', from: 'v42' } },
  ])('$printed is understood', ({ printed, read }) => {
    expect(parsePlanOutput(printed)).toEqual(read)
  })

  it.each([
    [200, 'planned'],
    [201, 'wrong'],
  ])('a version of %i characters is %s', (length, kind) => {
    expect(parsePlanOutput(JSON.stringify({ from: 'v'.repeat(length), to: 'v41' })).kind).toBe(kind)
    expect(parsePlanOutput(JSON.stringify({ from: 'v42', to: 'v'.repeat(length) })).kind).toBe(kind)
  })

  it.each([
    { printed: '7', problem: 'printed JSON that is not an object: 7' },
    { printed: '{"from":{},"to":"v41"}', problem: 'printed {} as "from"' },
    { printed: '', problem: 'printed nothing' },
    { printed: 'helm: release not found', problem: 'printed what is not JSON: helm: release not found' },
    { printed: 'log line\n{"from":"a","to":"b"}', problem: /^printed what is not JSON/ },
    { printed: '["v42","v41"]', problem: 'printed JSON that is not an object: ["v42","v41"]' },
    { printed: 'null', problem: /not an object/ },
    { printed: '{"to":"v41"}', problem: 'printed nothing as "from"' },
    { printed: '{"from":"v42"}', problem: 'printed nothing as "to"' },
    { printed: '{"from":"v42","to":41}', problem: 'printed 41 as "to"' },
    { printed: '{"from":" ","to":"v41"}', problem: 'printed the text "" as "from"' },
    { printed: '{"from":"a\\nb","to":"v41"}', problem: 'printed the text "a b" as "from"' },
  ])('$printed is refused in words', ({ printed, problem }) => {
    const read = parsePlanOutput(printed)
    expect(read).toEqual({
      kind: 'wrong',
      problem: typeof problem === 'string' ? problem : expect.stringMatching(problem),
    })
  })
})
