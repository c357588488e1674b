import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readActionMetadata } from '../../demo/runner/action-metadata.ts'
import { Job } from '../../demo/runner.ts'
import { serve } from '../../demo/world/loopback.ts'
import { ROOT } from '../repository/files.ts'
import { QUICK } from './stage.ts'

const MAX_BYTES = 1_500_000

const folder = mkdtempSync(join(tmpdir(), 'archive-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The archive of the files as they are here, as GitHub makes it of a commit. Leaves nothing in the repository. */
function archive(): Buffer {
  const objects = join(folder, 'objects')
  mkdirSync(objects)
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, {
      cwd: ROOT,
      maxBuffer: 100_000_000,
      env: {
        ...process.env,
        GIT_INDEX_FILE: join(folder, 'index'),
        GIT_OBJECT_DIRECTORY: objects,
        GIT_ALTERNATE_OBJECT_DIRECTORIES: execFileSync(
          'git',
          ['rev-parse', '--path-format=absolute', '--git-path', 'objects'],
          { cwd: ROOT, encoding: 'utf8' },
        ).trim(),
      },
    })
  git('add', '--all')
  const tree = git('write-tree').toString().trim()
  return git('archive', '--format=tar.gz', '--prefix=safe-landing/', tree)
}

test('what a job downloads is small, has what a reader looks for, and runs', async () => {
  const bytes = archive()
  expect(bytes.length).toBeLessThan(MAX_BYTES)
  execFileSync('tar', ['-xz', '-C', folder], { input: bytes })
  const unpacked = join(folder, 'safe-landing')
  expect(readdirSync(unpacked).toSorted()).toEqual(
    [
      '.gitattributes',
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'action.yml',
      'dist',
      'docs',
      'examples',
      'package.json',
    ].toSorted(),
  )
  const site = await serve((_, response) => response.end('{"status":"ok"}'))
  const job = new Job({ github: { api_url: site.url } })
  try {
    const result = await job.run({
      action: readActionMetadata(join(unpacked, 'action.yml')),
      with: { ...QUICK, target: 'none', 'health-url': `${site.url}/health` },
    })
    expect(result.outputs.result).toBe('healthy')
  } finally {
    await job.close()
    await site.close()
  }
})
