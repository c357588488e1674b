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

/** By git, or as an archive of one commit. */
const FETCHED = [
  /^git\+(?:ssh|https):\/\/[^/]+\/([\w.-]+\/[\w.-]+?)(?:\.git)?#([0-9a-f]{40})$/,
  /^https:\/\/[^/]+\/([\w.-]+\/[\w.-]+)\/archive\/([0-9a-f]{40})\.tar\.gz$/,
]

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
    for (const form of FETCHED) {
      const [, repository, commit] = form.exec(resolved) ?? []
      if (repository !== undefined) return `${repository}@${commit}`
    }
    return undefined
  } catch {
    return undefined
  }
}
