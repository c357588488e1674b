import { findObstacle, notesOf } from '../../scripts/release-notes.ts'

const CHANGELOG = `# Changelog

## Unreleased

- Not yet

## 1.2.0 - 2026-11-25

- Watches more

### Fixed

- One thing

## [1.1.0]

- Older

## 1.0.0
`

test('a version has its own section, with all that is under it', () => {
  expect(notesOf(CHANGELOG, '1.2.0')).toBe('- Watches more\n\n### Fixed\n\n- One thing')
  expect(notesOf(CHANGELOG, '1.1.0')).toBe('- Older')
})

test.each(['1.0.0', '1.2', '9.9.9'])('%s has no notes', (version) => {
  expect(notesOf(CHANGELOG, version)).toBeUndefined()
})

test.each([
  ['v1.2.0', '1.2.0', ''],
  ['v1.2.0', '1.3.0', 'v1.2.0 is tagged, and package.json says 1.3.0'],
  ['v1.0.0', '1.0.0', 'CHANGELOG.md says nothing under "## 1.0.0"'],
  ['v1', '1.2.0', 'v1 is no version tag such as v1.2.3'],
])('%s with the package at %s: %s', (tag, version, obstacle) => {
  expect(findObstacle(tag, CHANGELOG, version)).toBe(obstacle)
})
