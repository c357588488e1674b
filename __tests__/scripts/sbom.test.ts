import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundledPackages, sbomOfBundle } from '../../scripts/sbom.ts'
import { ROOT, read } from '../repository/files.ts'

const bundled = bundledPackages(read('dist/licenses.txt'))

test('every package in the bundle is in its SBOM with version, licence and address, and no other is', () => {
  const { components } = sbomOfBundle()
  expect([...new Set(components.map(({ name }) => name))].toSorted()).toEqual(bundled.toSorted())
  for (const { name, version, purl, licenses } of components) {
    expect(purl).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`)
    expect([name, licenses?.length]).toEqual([name, 1])
  }
}, 60_000)

test.each(bundled)('%s comes with a licence that allows it to be shipped', (name) => {
  const { license } = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'))
  expect(['MIT', 'ISC', 'Apache-2.0', 'BSD-3-Clause', 'BSD-2-Clause', '0BSD']).toContain(license)
})
