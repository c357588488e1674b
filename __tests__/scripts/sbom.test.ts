import { bundledPackages, keepBundled, sbomOfBundle } from '../../scripts/sbom.ts'
import { read } from '../repository/files.ts'

const bundled = bundledPackages(read('dist/licenses.txt'))
const { components } = sbomOfBundle()

test('every package in the bundle is in its SBOM with version, licence and address, and no other is', () => {
  expect([...new Set(components.map(({ name }) => name))].toSorted()).toEqual(bundled.toSorted())
  for (const { name, version, purl, licenses } of components) {
    expect(purl).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`)
    expect([name, licenses?.length]).toEqual([name, 1])
  }
})

test.each(bundled)('%s comes with a licence that allows it to be shipped', (name) => {
  const allowed = ['MIT', 'ISC', 'Apache-2.0', 'BSD-3-Clause', 'BSD-2-Clause', '0BSD']
  const licences = components
    .filter((component) => component.name === name)
    .flatMap(({ licenses }) => licenses?.map(({ license }) => license.id) ?? [])
  expect(licences).not.toEqual([])
  expect(licences.filter((licence) => !allowed.includes(licence ?? ''))).toEqual([])
})

test('what a tool brings of the same name in another version is not in the bundle', () => {
  const component = (name: string, version: string) => ({
    'bom-ref': `${name}@${version}`,
    name,
    version,
    purl: `pkg:npm/${name}@${version}`,
    scope: 'optional',
  })
  const kept = keepBundled(
    {
      metadata: { component: { 'bom-ref': 'root@1.0.0' } },
      components: [
        component('client', '1.0.0'),
        component('tool', '1.0.0'),
        component('parser', '1.0.0'),
        component('parser', '2.0.0'),
      ],
      dependencies: [
        { ref: 'root@1.0.0', dependsOn: ['client@1.0.0', 'tool@1.0.0'] },
        { ref: 'client@1.0.0', dependsOn: ['parser@1.0.0'] },
        { ref: 'tool@1.0.0', dependsOn: ['parser@2.0.0'] },
      ],
    },
    ['client', 'parser'],
  )
  expect(kept.components.map((one) => [one['bom-ref'], one.scope])).toEqual([
    ['client@1.0.0', undefined],
    ['parser@1.0.0', undefined],
  ])
})
