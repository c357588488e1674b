import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCommit } from '../../src/github/event-payload.ts'

const SHA = '9ad31b7c0ffee1234567890abcdefabcdefabcd0'

function commitOf(payload: unknown) {
  const folder = mkdtempSync(join(tmpdir(), 'event-'))
  const path = join(folder, 'event.json')
  try {
    writeFileSync(path, JSON.stringify(payload))
    return readCommit({ GITHUB_EVENT_PATH: path, GITHUB_SHA: SHA })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const commit = { id: SHA, message: 'Take orders\n\nAnd more.', author: { name: 'Mona Lisa' } }

it.each([
  ['a push', { head_commit: commit }, { message: 'Take orders', author: 'Mona Lisa' }],
  [
    'a run after another one',
    { workflow_run: { head_commit: commit } },
    { message: 'Take orders', author: 'Mona Lisa' },
  ],
  ['an event of another commit', { head_commit: { ...commit, id: 'f'.repeat(40) } }, {}],
  ['an event of no commit', { inputs: {} }, {}],
  ['a form that is unknown', { head_commit: { id: SHA, message: 7, author: 'x' } }, {}],
])('the commit of %s', (_, payload, expected) => {
  expect(commitOf(payload)).toEqual(expected)
})

it('is unknown without an event', () => {
  expect(readCommit({ GITHUB_SHA: SHA })).toEqual({})
})
