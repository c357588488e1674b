import { judgePosition, type PositionQuestion } from '../../../../src/targets/ssh/model/restore-position.ts'

const backups = ['v0', 'v1'].map((version) => ({
  name: `app-backup-${version}`,
  path: `/opt/app-backup-${version}`,
  modifiedAtS: 0,
  version,
}))
const previous: PositionQuestion = { rollbackTo: { kind: 'previous' } }

test.each([
  { name: 'what was deployed', version: 'v2', question: { ...previous, from: 'v2', captured: 'v1' } },
  { name: 'what was deployed, which ran before too', version: 'v1', question: { ...previous, from: 'v1' } },
  { name: 'an unknown version', version: '', question: { ...previous, from: 'v1', captured: '' } },
  { name: 'a version told in other words', version: 'v2', question: { ...previous, from: '9c5b94b' } },
  {
    name: 'what ran before, from which a person counts back',
    version: 'v1',
    question: { rollbackTo: { kind: 'back', count: 1 }, captured: 'v1' } as const,
  },
])('a folder with $name may be gone back from', ({ version, question }) => {
  expect(judgePosition({ where: '/opt/app', version, backups }, question, String)).toBeUndefined()
})

test.each([
  { name: 'what ran before', version: 'v1', captured: 'v1', is: 'not-deployed' },
  { name: 'a later version than what was deployed', version: 'v3', from: 'v1', is: 'superseded' },
])('a folder with $name is $is', ({ version, from, captured, is }) => {
  const question = { ...previous, ...(from && { from }), ...(captured && { captured }) }
  expect(judgePosition({ where: '/opt/app', version, backups }, question, String)?.kind).toBe(is)
})
