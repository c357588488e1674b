import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Mutant } from './mutants.ts'

const SRC = join(import.meta.dirname, '..', '..', 'src')

/** From now on the file of the mutant is loaded with its fault. */
export function plant({ file, from, to, name }: Mutant): void {
  const wanted = pathToFileURL(join(SRC, file)).href
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      if (url !== wanted) return loaded
      const source = Buffer.from((loaded.source ?? '') as Uint8Array | string).toString()
      if (source.split(from).length !== 2) throw new Error(`${name}: ${file} has the text not exactly once`)
      return { ...loaded, source: source.replace(from, () => to) }
    },
  })
}
