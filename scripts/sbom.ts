import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Prints what is inside dist/ as a CycloneDX document: the lock file's production packages, as npm lists
 * them, without those of which the bundler took nothing.
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url))

interface Component {
  readonly 'bom-ref': string
  readonly name: string
  readonly version: string
  readonly purl: string
  readonly licenses?: readonly { readonly license: { readonly id?: string } }[]
}

interface Sbom {
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[]
}

/** The bundler writes the licence of each package that it bundled: its name, alone on a line, then the text. */
export function bundledPackages(licenses: string): readonly string[] {
  return licenses.split('\n').filter((line) => /^(?:@[a-z\d][\w.-]*\/)?[a-z\d][\w.-]*$/.test(line))
}

export function keepBundled(sbom: Sbom, names: readonly string[]): Sbom {
  const bundled = new Set(names)
  const components = sbom.components.filter(({ name }) => bundled.has(name))
  const refs = new Set(components.map((component) => component['bom-ref']))
  const dependencies = sbom.dependencies
    .filter(({ ref }) => refs.has(ref) || ref.startsWith('safe-landing@'))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) }))
  return { ...sbom, components, dependencies }
}

export function sbomOfBundle(): Sbom {
  const args = ['sbom', '--sbom-format=cyclonedx', '--omit=dev', '--package-lock-only']
  const all = execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' })
  const licenses = readFileSync(`${ROOT}/dist/licenses.txt`, 'utf8')
  return keepBundled(JSON.parse(all) as Sbom, bundledPackages(licenses))
}

if (import.meta.main) console.log(JSON.stringify(sbomOfBundle(), null, 2))
