import { type Checkout, chooseCommit } from '../../../../src/targets/ssh/model/checkout.ts'

const [HEAD, ONE, TWO] = ['c'.repeat(40), 'b'.repeat(40), 'a'.repeat(40)]
const before = [HEAD, ONE, ONE, TWO].map((sha, index) => ({ sha, movedAtS: 100 - index }))
const checkout: Checkout = { head: HEAD, before, changed: [] }

describe('the commit to reset to', () => {
  it.each([
    { rollbackTo: { kind: 'previous' as const }, sha: ONE },
    { rollbackTo: { kind: 'back' as const, count: 2 }, sha: TWO },
  ])('is counted over where the checkout was: $rollbackTo', ({ rollbackTo, sha }) => {
    expect(chooseCommit(checkout, { rollbackTo })).toMatchObject({ kind: 'found', sha })
  })

  it('may be named or captured', () => {
    const named = { ...checkout, named: TWO }
    const rollbackTo = { kind: 'revision' as const, revision: 'v1.0' }
    expect(chooseCommit(named, { rollbackTo })).toEqual({
      kind: 'found',
      sha: TWO,
      evidence: 'rollback-to names it',
    })
    expect(chooseCommit(named, { rollbackTo: { kind: 'previous' }, captured: TWO })).toMatchObject({
      sha: TWO,
      evidence: 'it was recorded before the deployment',
    })
    expect(chooseCommit(named, { rollbackTo: { kind: 'back', count: 1 }, captured: TWO })).toMatchObject({
      sha: ONE,
      evidence: 'the checkout was at bbbbbbb before it moved to ccccccc',
    })
  })

  it.each([
    { rollbackTo: { kind: 'back' as const, count: 3 }, reason: 'the checkout remembers 2 earlier commits' },
    { rollbackTo: { kind: 'revision' as const, revision: 'v9' }, reason: 'the checkout has no commit v9' },
  ])('is none: $reason', ({ rollbackTo, reason }) => {
    expect(chooseCommit(checkout, { rollbackTo })).toMatchObject({ kind: 'none', reason })
  })

  it('is none when the checkout is there already', () => {
    const rollbackTo = { kind: 'revision' as const, revision: 'main' }
    expect(chooseCommit({ ...checkout, named: HEAD }, { rollbackTo })).toMatchObject({
      kind: 'none',
      reason: 'the checkout is at ccccccc already',
    })
  })
})
