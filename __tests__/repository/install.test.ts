import { satisfies } from 'semver'
import { parse } from 'yaml'
import { read } from './files.ts'

interface LockedPackage {
  readonly version: string
  readonly hasInstallScript?: true
  readonly engines?: { readonly node?: string }
  readonly resolved?: string
}

const { packages }: { packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(
  read('package-lock.json'),
)
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

// npm warns of each package that does not say so. These are the last ones of each line that a newcomer may have.
test.each(['20.20.2', '22.23.5', '24.21.0'])('every package may be installed by Node %s', (node) => {
  const refusing = Object.entries(packages).filter(
    ([, { engines }]) => !satisfies(node, engines?.node ?? '*'),
  )
  expect(refusing.map(([path, { version, engines }]) => `${path} ${version}: ${engines?.node}`)).toEqual([])
})

// An address would be that of the registry at which the lock file was written.
test('packages are installed from the registry of whoever installs them', () => {
  expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
})

test('version managers choose the Node that the action runs on', () => {
  const { runs }: { runs: { using: string } } = parse(read('action.yml'))
  expect(`node${read('.node-version').trim()}`).toBe(runs.using)
})

// npx installs what `dependencies` name, without our lock file and overrides; the bundle needs none of it.
test('the command line brings no package but a Node', () => {
  const { dependencies, optionalDependencies } = JSON.parse(read('package.json'))
  expect(dependencies).toBeUndefined()
  expect(Object.keys(optionalDependencies).filter((name) => !name.startsWith('node-'))).toEqual([])
})
