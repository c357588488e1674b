import { PlatformError } from '../../core/platform-error.ts'
import type { Git } from './git.ts'
import type { RevertRange } from './model/revert-message.ts'

/** Questions about the branch and its commits. */
export class History {
  readonly #git: Git
  readonly #branch: string
  readonly #signal: AbortSignal

  constructor(git: Git, branch: string, signal: AbortSignal) {
    this.#git = git
    this.#branch = branch
    this.#signal = signal
  }

  /** Fetches the branch as it is now, without the files, and answers its tip. */
  async fetch(): Promise<string> {
    const ref = `refs/heads/${this.#branch}`
    await this.#git.ask(
      this.#signal,
      'fetch',
      '--quiet',
      '--no-tags',
      '--filter=blob:none',
      'origin',
      `+${ref}:${ref}`,
    )
    return await this.#git.ask(this.#signal, 'rev-parse', '--verify', `${ref}^{commit}`)
  }

  /** The full SHA of a commit that the branch has; undefined: it has none such. */
  async resolve(sha: string): Promise<string | undefined> {
    if (!/^[0-9a-f]{7,64}$/i.test(sha)) return undefined
    // Looked up in the branch's own history: for a full SHA of another one, rev-parse says yes to anything.
    const all = await this.#git.ask(this.#signal, 'rev-list', `refs/heads/${this.#branch}`)
    const found = all.split('\n').filter((one) => one.startsWith(sha.toLowerCase()))
    return found.length === 1 ? found[0] : undefined
  }

  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    const end = await this.#git.try(this.#signal, 'merge-base', '--is-ancestor', ancestor, descendant)
    if (end.exitCode > 1) throw this.#git.describe(end, 'git merge-base')
    return end.exitCode === 0
  }

  /** Newest first, a merge counting as one. */
  async firstParents(from: string, to: string): Promise<string[]> {
    const list = await this.#git.ask(this.#signal, 'rev-list', '--first-parent', `${from}..${to}`)
    return list.split('\n').filter((sha) => sha !== '')
  }

  async tree(commit: string): Promise<string> {
    return await this.#git.ask(this.#signal, 'rev-parse', '--verify', `${commit}^{tree}`)
  }

  /**
   * The tree of `tip` without what came between good and bad. One merge of three trees (base: bad, ours:
   * tip, theirs: good) undoes the whole range, merges included, and finds a conflict only where a later
   * commit stands in the way; when nothing is later, it is the good tree exactly. The parentless commits
   * exist only to name bad as the base, since `--merge-base` needs git 2.40.
   */
  async revert({ good, bad }: RevertRange, tip: string): Promise<string> {
    const base = await this.#commit(await this.tree(bad))
    const tracked = await this.#commit(await this.tree(tip), base)
    const theirs = await this.#commit(await this.tree(good), base)
    const args = ['merge-tree', '--write-tree', '--name-only', '--no-messages', tracked, theirs]
    const end = await this.#git.try(this.#signal, ...args)
    const [tree = '', ...files] = end.stdout.trim().split('\n')
    if (end.exitCode === 0) return tree
    if (end.exitCode === 1) throw conflict(files)
    throw /usage: git merge-tree/.test(end.stderr) ? tooOld() : this.#git.describe(end, 'git merge-tree')
  }

  /** The same commit each time that it is made of the same things. */
  async commit(tree: string, parent: string, message: string): Promise<string> {
    const date = await this.#git.ask(this.#signal, 'show', '--no-patch', '--format=%ct', parent)
    return await this.#commit(tree, parent, { message, date: `${date} +0000` })
  }

  async #commit(
    tree: string,
    parent?: string,
    { message, date } = { message: 'base\n', date: '0 +0000' },
  ): Promise<string> {
    const identity = `Safe Landing <safe-landing@users.noreply.github.com> ${date}`
    const parents = parent === undefined ? [] : [`parent ${parent}`]
    const text = [
      `tree ${tree}`,
      ...parents,
      `author ${identity}`,
      `committer ${identity}`,
      '',
      message,
    ].join('\n')
    const end = await this.#git.feed(text, this.#signal, 'hash-object', '-t', 'commit', '-w', '--stdin')
    if (end.exitCode !== 0) throw this.#git.describe(end, 'git hash-object')
    return end.stdout.trim()
  }
}

function conflict(files: readonly string[]): PlatformError {
  const shown = files
    .slice(0, 5)
    .map((file) => JSON.stringify(file))
    .join(', ')
  const more = files.length > 5 ? ` and ${files.length - 5} more` : ''
  return new PlatformError(
    'refused',
    `the bad commits cannot be reverted without a conflict in ${shown}${more}`,
    {
      hint: 'A later commit changed the same lines. Nothing was pushed: revert by hand, or fix forward.',
    },
  )
}

function tooOld(): PlatformError {
  return new PlatformError(
    'refused',
    'git on this runner is older than 2.38 and cannot merge without a checkout',
    {
      hint: 'Install a newer git; the runners of GitHub have one.',
    },
  )
}
