import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { changedFiles, selectTests } from '../../scripts/check.ts'

describe('what has changed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'changes-'))
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Dev', '-c', 'user.email=dev@example.com', ...args], { cwd: folder })
  const commit = (message: string) => {
    git('add', '--all')
    git('commit', '--quiet', '--message', message)
  }

  beforeAll(() => {
    git('init', '--quiet', '--initial-branch=main')
    for (const name of ['kept', 'changed', 'removed', 'renamed']) write(name, name)
    commit('published')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is nothing after a commit to main itself, which no other branch is compared with', () => {
    expect(changedFiles(folder)).toEqual([])
  })

  it('is what main does not have, committed or not, new files and removed ones too', () => {
    git('checkout', '--quiet', '-b', 'work')
    write('changed', 'otherwise')
    git('mv', 'renamed', 'new name')
    commit('not pushed')
    rmSync(join(folder, 'removed'))
    write('untracked', 'not added')
    expect(changedFiles(folder).sort()).toEqual(['changed', 'new name', 'removed', 'renamed', 'untracked'])
  })

  it('is what the upstream branch does not have, if there is one', () => {
    git('branch', '--quiet', 'upstream')
    git('branch', '--quiet', '--set-upstream-to=upstream')
    expect(changedFiles(folder).sort()).toEqual(['removed', 'untracked'])
  })
})

describe('the tests to run', () => {
  const QUICK = '__tests__/core/secret.test.ts'
  const SSH = '__tests__/targets/ssh/strategy.test.ts'
  const BUNDLE = '__tests__/bundle/ssh.test.ts'
  const PAGES = '__tests__/docs/code-blocks.test.ts'
  const OTHER = '__tests__/core/text.test.ts'
  const all = [QUICK, SSH, BUNDLE, PAGES, OTHER]

  it.each([
    { what: 'the related ones', changed: ['src/core/secret.ts'], related: [QUICK, SSH], run: [QUICK] },
    { what: 'slow ones of the same room', changed: ['src/targets/ssh/a.ts'], related: [SSH], run: [SSH] },
    { what: 'a slow one that is changed itself', changed: [BUNDLE], related: [BUNDLE], run: [BUNDLE] },
    { what: 'those that read pages', changed: ['docs/ssh.md'], related: [], run: [PAGES] },
    { what: 'none, where nothing is related', changed: ['src/core/secret.ts'], related: [], run: [] },
  ])('are $what', ({ changed, related, run }) => {
    expect(selectTests(changed, { related, all })).toEqual(run)
  })
})
