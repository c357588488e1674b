import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

it('every picture that is kept is shown on a page, and every one that a page shows is kept', () => {
  const pages = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)]
  const shown = pages
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => [
      ...readFileSync(join(ROOT, path), 'utf8').matchAll(/(?:srcset|src)="(?:docs\/)?pictures\/([^"]+)"/g),
    ])
    .map(([, name]) => name)
  expect([...new Set(shown)].sort()).toEqual(readdirSync(join(ROOT, 'docs/pictures')).sort())
})
