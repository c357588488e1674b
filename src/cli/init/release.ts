import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { VERSION } from '../../core/version.ts'

const FULL_NAME = /^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/

/** Of an action, as `uses` pins it. */
export function isPinned(text: string): boolean {
  return FULL_NAME.test(text)
}

export function pin(name: string): string {
  return `${name} # v${VERSION}`
}

interface Lock {
  readonly packages?: Readonly<Record<string, { readonly resolved?: string }>>
}

/**
 * Which release is running, where npm fetched it from a repository: it then notes repository and commit beside it.
 * Undefined: it was started in some other way.
 */
export function findRelease(examples: string): string | undefined {
  try {
    const lock: Lock = JSON.parse(readFileSync(join(examples, '../../.package-lock.json'), 'utf8'))
    const resolved = lock.packages?.['node_modules/safe-landing']?.resolved ?? ''
    const [, repository, commit] =
      /^git\+(?:ssh|https):\/\/[^/]+\/([\w.-]+\/[\w.-]+?)(?:\.git)?#([0-9a-f]{40})$/.exec(resolved) ?? []
    return repository === undefined ? undefined : `${repository}@${commit}`
  } catch {
    return undefined
  }
}
