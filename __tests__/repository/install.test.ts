import { parse } from 'yaml'
import { read } from './files.ts'

interface Lock {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: true }>>
}

const { packages }: Lock = JSON.parse(read('package-lock.json'))
const { allowScripts }: { allowScripts: Readonly<Record<string, boolean>> } = JSON.parse(read('package.json'))

// npm warns of each package whose script nobody has decided on, and will block them one day.
test('every package with an install script is decided on, and none of them runs', () => {
  const names = Object.entries(packages).flatMap(([path, { hasInstallScript }]) =>
    hasInstallScript ? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length) : [],
  )
  expect(names.length).toBeGreaterThan(0)
  expect(Object.keys(allowScripts).toSorted()).toEqual(names.toSorted())
  expect(new Set(Object.values(allowScripts))).toEqual(new Set([false]))
})

test('version managers choose the Node that the action runs on', () => {
  const { runs }: { runs: { using: string } } = parse(read('action.yml'))
  expect(`node${read('.node-version').trim()}`).toBe(runs.using)
})
