import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readInWorkspace } from '../../src/runner/workspace-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'files-'))
const workspace = join(folder, 'work')
mkdirSync(join(workspace, 'docs'), { recursive: true })
afterAll(() => rmSync(folder, { recursive: true }))

const put = (name: string, text: string | Buffer) => writeFileSync(join(workspace, name), text)
const why = (path: string) => {
  const read = readInWorkspace(workspace, path)
  return read.ok ? 'it was read' : read.problems.join(' ')
}

it('a file of the workspace is read as it is, also by a link within it', () => {
  put('docs/a.txt', 'Über\r\n🚨')
  symlinkSync('docs/a.txt', join(workspace, 'link.txt'))
  expect(readInWorkspace(workspace, 'docs/a.txt')).toEqual({ ok: true, value: 'Über\r\n🚨' })
  expect(readInWorkspace(workspace, 'link.txt')).toEqual({ ok: true, value: 'Über\r\n🚨' })
})

describe('what is not read says why', () => {
  it('a file that is missing, also in a folder that is a file', () => {
    put('file', '')
    expect(why('none.txt')).toMatch(/^There is no such file in the workspace\..*actions\/checkout/)
    expect(why('file/none.txt')).toMatch(/^There is no such file/)
  })

  it('a link out of the workspace, of a file or of a folder', () => {
    writeFileSync(join(folder, 'secret.txt'), 's3cret')
    symlinkSync('../secret.txt', join(workspace, 'out.txt'))
    symlinkSync('..', join(workspace, 'up'))
    for (const path of ['out.txt', 'up/secret.txt', '../secret.txt'])
      expect(why(path)).toBe('It leads out of the workspace by a link.')
  })

  it('a folder, and a pipe that would never end', () => {
    execFileSync('mkfifo', [join(workspace, 'pipe')])
    expect([why('docs'), why('pipe'), why('.')]).toEqual([
      'It is no file.',
      'It is no file.',
      'It is no file.',
    ])
  })

  it('what is too large, or no text', () => {
    put('large.txt', 'x'.repeat(65_537))
    put('image.png', Buffer.from([0x89, 0x50, 0xff, 0xfe]))
    expect(why('large.txt')).toBe('It has 65537 bytes, and at most 65536 are read.')
    expect(why('image.png')).toBe('It is no text in UTF-8.')
  })

  it('a loop of links', () => {
    symlinkSync('loop', join(workspace, 'loop'))
    expect(why('loop')).toMatch(/^It cannot be read: ELOOP/)
  })
})
