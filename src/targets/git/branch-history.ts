import type { Git } from './git.ts'
import { type CommitRange, type RevertRange, revertMessage } from './model/revert-message.ts'

/** The output of git is kept up to 128 KiB, and nobody reads more. */
const MOST_LISTED = 100

const EMAIL = 'safe-landing@users.noreply.github.com'

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
    await this.#git.askRemote(
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

  /**
   * The full SHA of a commit that the branch has; undefined: it has none such. Only commits that are here
   * already are found: for a full SHA, rev-parse and cat-file would ask the remote for that of any branch.
   */
  async resolve(sha: string): Promise<string | undefined> {
    if (!/^[0-9a-f]{7,64}$/i.test(sha)) return undefined
    const listed = await this.#git.ask(this.#signal, 'rev-parse', `--disambiguate=${sha.toLowerCase()}`)
    const found: string[] = []
    for (const object of listed.split('\n').filter((one) => one !== '')) {
      const isCommit = (await this.#git.ask(this.#signal, 'cat-file', '-t', object)) === 'commit'
      if (isCommit && (await this.isAncestor(object, `refs/heads/${this.#branch}`))) found.push(object)
    }
    return found.length === 1 ? found[0] : undefined
  }

  /** Whether the repository has this commit at all, on whatever branch. */
  async isKnown(sha: string): Promise<boolean> {
    if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha)) return false
    const fetch = ['fetch', '--quiet', '--no-tags', '--filter=blob:none', '--depth=1', 'origin', sha]
    const isThere = async () => {
      const end = await this.#git.try(this.#signal, ...fetch)
      if (end.exitCode === 0) return true
      const failure = this.#git.describe(end, 'git fetch')
      if (failure.code === 'unreachable') throw failure
      return false
    }
    return await this.#git.whileAway(isThere, this.#signal)
  }

  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    const end = await this.#git.try(this.#signal, 'merge-base', '--is-ancestor', ancestor, descendant)
    if (end.exitCode > 1) throw this.#git.describe(end, 'git merge-base')
    return end.exitCode === 0
  }

  /** The first parents after `from` up to `to`, a merge counting as one. */
  async range(from: string, to: string): Promise<CommitRange> {
    const walk = ['rev-list', '--first-parent', `${from}..${to}`]
    const count = await this.#git.ask(this.#signal, ...walk, '--count')
    const newest = await this.#git.ask(this.#signal, ...walk, `--max-count=${MOST_LISTED}`)
    return { count: Number(count), newest: newest.split('\n').filter((sha) => sha !== '') }
  }

  /** A commit after this one, up to `to`, that reverts it by the words that git itself writes. */
  async revertOf(commit: string, to: string): Promise<string | undefined> {
    const words = ['--fixed-strings', `--grep=This reverts commit ${commit}`]
    const by = await this.#git.ask(this.#signal, 'rev-list', '--max-count=1', ...words, `${commit}..${to}`)
    return by === '' ? undefined : by
  }

  async tree(commit: string): Promise<string> {
    return await this.#git.ask(this.#signal, 'rev-parse', '--verify', `${commit}^{tree}`)
  }

  /** What the branch has once the range is put back. */
  async treeAfter({ good, bad, part }: RevertRange): Promise<string> {
    return part === undefined ? await this.tree(good) : await this.treeWith(part.paths, { good, bad })
  }

  /** The tree of the bad commit with these paths as the good one has them. It needs no content of any file. */
  async treeWith(
    paths: readonly string[],
    { good, bad }: { readonly good: string; readonly bad: string },
  ): Promise<string> {
    const ask = async (...args: string[]) => await this.#git.ask(this.#signal, ...args)
    await ask('read-tree', bad)
    const restore = ['restore', `--source=${good}`, '--staged', '--', ...paths]
    await ask('--work-tree=.', '--literal-pathspecs', ...restore)
    return await ask('write-tree', '--missing-ok')
  }

  /** Whether the commit has a file or a folder of this name. */
  async has(commit: string, path: string): Promise<boolean> {
    return (await this.#git.ask(this.#signal, '--literal-pathspecs', 'ls-tree', commit, '--', path)) !== ''
  }

  /** What differs in these paths, as `A config/app.yml`: what the second commit has added, changed or removed. */
  async differences(from: string, to: string, paths: readonly string[]): Promise<readonly string[]> {
    const diff = ['diff-tree', '-r', '--no-renames', '--name-status', from, to, '--', ...paths]
    const listed = await this.#git.ask(this.#signal, '--literal-pathspecs', ...diff)
    return listed.split('\n').filter((line) => line !== '')
  }

  /** Whether it names us as its author, which anybody can. */
  async isByUs(commit: string): Promise<boolean> {
    return (await this.#git.ask(this.#signal, 'show', '--no-patch', '--format=%ae', commit)) === EMAIL
  }

  /**
   * A commit on the bad one with the tree of the good one, or with that of some of its paths: it reverts the whole
   * range, merges included, and has no conflict. The same commit each time that it is made.
   */
  async revert(range: RevertRange): Promise<string> {
    const { bad } = range
    const date = await this.#git.ask(this.#signal, 'show', '--no-patch', '--format=%ct', bad)
    const identity = `Safe Landing <${EMAIL}> ${date} +0000`
    const text = [
      `tree ${await this.treeAfter(range)}`,
      `parent ${bad}`,
      `author ${identity}`,
      `committer ${identity}`,
      '',
      revertMessage(range),
    ].join('\n')
    const end = await this.#git.feed(text, this.#signal, 'hash-object', '-t', 'commit', '-w', '--stdin')
    if (end.exitCode !== 0) throw this.#git.describe(end, 'git hash-object')
    return end.stdout.trim()
  }
}
