import type { InitCase } from './init-case.ts'

/** How the action is named in the examples. */
const PLACEHOLDER = /OWNER\/safe-landing@0{40} # v1\.0\.0/g

/** Puts the user's own names in the place of those of the example. */
export function fillIn(
  text: string,
  { names = {} }: InitCase,
  given: ReadonlyMap<string, string>,
  release: string | undefined,
): string {
  const own = Object.entries(names).reduce((filled, [name, { 'stands-for': example }]) => {
    return filled.replaceAll(wholeName(example), () => given.get(name) ?? example)
  }, text)
  return release === undefined ? own : own.replaceAll(PLACEHOLDER, () => release)
}

/** Not as a part of a longer name, address or path: `shop` is in neither `/opt/shop` nor `shop.example.com`. */
function wholeName(example: string): RegExp {
  const literal = example.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(String.raw`(?<![\w./-])${literal}(?![\w.])`, 'g')
}

/** What a workflow takes from the settings of its repository, such as `vars.HEALTH_URL`. */
export function settingsIn(texts: readonly string[], kind: 'vars' | 'secrets'): readonly string[] {
  const found = texts.flatMap((text) => [...text.matchAll(new RegExp(`\\b${kind}\\.([A-Z_]+)`, 'g'))])
  return [...new Set(found.map(([, name = '']) => name))].filter((name) => name !== 'GITHUB_TOKEN').toSorted()
}

/** Where a workflow is to run, as jobs and choices name it. */
export function environmentsIn(texts: readonly string[]): readonly string[] {
  const names = texts.flatMap((text) => [
    ...[...text.matchAll(/^ +environment: ([a-z]+)$/gm)].map(([, name = '']) => name),
    ...[...text.matchAll(/^ +options: \[([a-z, ]+)\]$/gm)].flatMap(([, list = '']) => list.split(', ')),
  ])
  return [...new Set(names)].toSorted()
}
