import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Prints what is inside dist/ as a CycloneDX document: of the packages in the lock file those of which the bundler
 * took something, found along the dependencies, since a tool may bring another version of the same package.
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url))

interface Component {
  readonly 'bom-ref': string
  readonly name: string
  readonly version: string
  readonly purl: string
  readonly scope?: string
  readonly properties?: unknown
  readonly licenses?: readonly { readonly license: { readonly id?: string } }[]
}

interface Sbom {
  readonly metadata: { readonly component: { readonly 'bom-ref': string } }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[]
}

/** The bundler writes the licence of each package that it bundled: its name, alone on a line, then the text. */
export function bundledPackages(licenses: string): readonly string[] {
  return licenses.split('\n').filter((line) => /^(?:@[a-z\d][\w.-]*\/)?[a-z\d][\w.-]*$/.test(line))
}

export function keepBundled(sbom: Sbom, names: readonly string[]): Sbom {
  const bundled = new Set(names)
  const candidates = new Map(
    sbom.components
      .filter(({ name }) => bundled.has(name))
      .map((component) => [component['bom-ref'], component]),
  )
  const graph = new Map(
    sbom.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn.filter((one) => candidates.has(one))]),
  )
  const root = sbom.metadata.component['bom-ref']
  const reached = new Set([root])
  for (const ref of reached) for (const one of graph.get(ref) ?? []) reached.add(one)
  const components = [...candidates]
    .filter(([ref]) => reached.has(ref))
    .map(([, component]) => shipped(component))
  const dependencies = [...reached].map((ref) => ({ ref, dependsOn: graph.get(ref) ?? [] }))
  return { ...sbom, components, dependencies }
}

/** For npm it is a package that only development needs, since a bundle needs none to be installed. */
function shipped({ scope: _, properties: __, ...component }: Component): Component {
  return component
}

export function sbomOfBundle(): Sbom {
  const args = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only']
  const all = execFileSync('npm', args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 16_000_000,
    shell: process.platform === 'win32',
  })
  const licenses = readFileSync(`${ROOT}/dist/licenses.txt`, 'utf8')
  return keepBundled(JSON.parse(all) as Sbom, bundledPackages(licenses))
}

if (import.meta.main) console.log(JSON.stringify(sbomOfBundle(), null, 2))
