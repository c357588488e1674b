import { readTags, tagsToCopy, writeTag } from '../../../../src/targets/ecs/model/revision-tag.ts'

const earlier = {
  at: '2026-01-05T10:00:00Z',
  commit: 'abc',
  runUrl: 'https://github.com/octocat/shop/actions/runs/1',
}
const later = { ...earlier, at: '2026-01-06T10:00:00Z' }

it('says when it was found, of which commit and by which run', () => {
  expect(writeTag('verified', earlier)).toEqual({
    key: 'safe-landing:verified',
    value: '2026-01-05T10:00:00Z abc https://github.com/octocat/shop/actions/runs/1',
  })
})

it('holds only what AWS takes, however long and odd the names are', () => {
  const { value } = writeTag('bad', { ...earlier, runUrl: `https://ghe.example/a&b?c=${'d'.repeat(300)}` })
  expect(value).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{256}$/u)
})

test.each([
  { tags: [], is: undefined },
  { tags: [{ key: 'team', value: 'web' }], is: undefined },
  { tags: [writeTag('verified', earlier)], is: 'verified' },
  { tags: [writeTag('bad', earlier)], is: 'bad' },
  { tags: [writeTag('verified', earlier), writeTag('bad', later)], is: 'bad' },
  { tags: [writeTag('bad', earlier), writeTag('verified', later)], is: 'verified' },
])('$tags says $is', ({ tags, is }) => {
  expect(readTags(tags)).toBe(is)
})

it('is not copied to another revision, and no more are the tags that AWS itself gives', () => {
  const team = { key: 'team', value: 'web' }
  const stack = { key: 'aws:cloudformation:stack-name', value: 'shop' }
  const found = [writeTag('verified', earlier), writeTag('bad', later)]
  expect(tagsToCopy([team, stack, ...found])).toEqual([team])
})
