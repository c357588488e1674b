import { findObstacles, type ReleaseFacts } from '../../scripts/release-dry-run.ts'

const READY: ReleaseFacts = {
  packageVersion: '1.2.0',
  codeVersion: '1.2.0',
  changelog: '## Unreleased\n\n## 1.2.0 - 2026-11-25\n\n- Watches more\n',
  tags: ['v1.1.0'],
  changes: [],
  branch: 'main',
}

test('a release that is ready has no obstacle', () => {
  expect(findObstacles(READY)).toEqual([])
})

test.each<[change: Partial<ReleaseFacts>, obstacle: string]>([
  [{ codeVersion: '1.1.0' }, 'src/core/version.ts says 1.1.0, package.json 1.2.0'],
  [{ changelog: '## Unreleased\n' }, 'CHANGELOG.md says nothing under "## 1.2.0"'],
  [{ tags: ['v1.2.0'] }, 'v1.2.0 is there already'],
  [{ branch: 'next' }, 'this is next, and a release is tagged on main'],
  [{ changes: [' M dist/index.js'] }, 'dist/ is not what src/ builds: commit it'],
  [{ changes: ['?? notes.md'] }, 'not committed: notes.md'],
])('%j: %s', (change, obstacle) => {
  expect(findObstacles({ ...READY, ...change })).toEqual([obstacle])
})
