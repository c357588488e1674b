import { read, repositoryFiles } from './files.ts'

const FOLDER = '.github/decisions'

test('every decision is listed, once', () => {
  const pages = repositoryFiles(`${FOLDER}/*.md`).map((path) => path.slice(FOLDER.length + 1))
  const listed = [...read(`${FOLDER}/README.md`).matchAll(/^\| \[[^\]]+\]\(([^)]+)\) \|/gm)].map(
    ([, page]) => page,
  )
  expect(listed.toSorted()).toEqual(pages.filter((page) => page !== 'README.md').toSorted())
})
