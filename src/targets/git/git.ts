import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../core/clock.ts'
import { backOff, type Patience } from '../../core/patience.ts'
import { PlatformError } from '../../core/platform-error.ts'
import { retryOnError } from '../../core/retry.ts'
import type { Secret } from '../../core/secret.ts'
import { truncate } from '../../core/truncate.ts'
import { type Environment, runChild } from '../../process/child.ts'
import { remedyFor, remoteReasons } from './model/push-refusal.ts'

export interface GitDeps {
  readonly clock: Clock
  /** For how long the server may be away. */
  readonly patience: Patience
  readonly env: Environment
  readonly redact: (text: string) => string
  readonly temporary: string
  /** GITHUB_SERVER_URL. */
  readonly serverUrl: string
  /** `owner/name`. */
  readonly repository: string
  /** Absent: the server wants none. */
  readonly token?: Secret | undefined
}

export interface GitEnd {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Of this step's environment, what git may see: how to find programs, certificates and proxies. */
const PASSED_ON =
  /^(?:PATH|HOME|SYSTEMROOT|TMPDIR|TEMP|TMP|https?_proxy|all_proxy|no_proxy|SSL_CERT_(?:FILE|DIR)|GIT_SSL_CAINFO)$/i

/** Runs git in a bare repository of its own in a private folder. No hook of anybody runs. */
export class Git {
  readonly #folder: string
  readonly #deps: GitDeps
  readonly #env: Environment
  readonly #delayMs: (made: number) => number | undefined

  constructor(folder: string, deps: GitDeps) {
    this.#folder = folder
    this.#deps = deps
    this.#env = gitEnvironment(deps)
    this.#delayMs = backOff(deps.clock, deps.patience)
  }

  get remote(): string {
    return remoteUrl(this.#deps)
  }

  /** The output of a command that has to succeed. Rejects with a PlatformError that has git's own words. */
  async ask(signal: AbortSignal, ...args: string[]): Promise<string> {
    const end = await this.try(signal, ...args)
    if (end.exitCode === 0) return end.stdout.trim()
    throw this.describe(end, `git ${args[0]}`)
  }

  /** The output of a command that asks the server and changes nothing there: made again while the server is away. */
  async askRemote(signal: AbortSignal, ...args: string[]): Promise<string> {
    return await this.whileAway(() => this.ask(signal, ...args), signal)
  }

  /** Makes an attempt again while it rejects since the server is away. It has to be one that may happen twice. */
  async whileAway<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const { clock } = this.#deps
    const delayAfterMs = (error: unknown, made: number) =>
      error instanceof PlatformError && error.code === 'unreachable' ? this.#delayMs(made) : undefined
    return await retryOnError(attempt, { clock, delayAfterMs }, signal)
  }

  async try(signal: AbortSignal, ...args: string[]): Promise<GitEnd> {
    return await this.feed('', signal, ...args)
  }

  /** The same with a text as standard input. */
  async feed(input: string, signal: AbortSignal, ...args: string[]): Promise<GitEnd> {
    const argv = ['git', ...args] as const
    const request = { argv: [...argv] as [string, ...string[]], cwd: this.#folder, env: this.#env, input }
    const end = await runChild(request, this.#deps.clock, signal)
    if (end.kind === 'exited') return end
    throw new PlatformError('not-found', 'git could not be started on this runner', {
      cause: end.cause,
      hint: 'Install git 2.29 or newer.',
    })
  }

  /** Words of git or the remote, as they may be shown. */
  shown(output: string): string {
    return truncate(this.#deps.redact(output))
  }

  describe({ exitCode, stderr }: GitEnd, what: string): PlatformError {
    const remote = remoteReasons(stderr)
    const said = this.shown([complaintOf(stderr), remote].filter((text) => text !== '').join(' '))
    const message = `${what} ended with exit code ${exitCode}: ${said}`
    if (/archived|read-only|SAML|single sign-on|IP allow list/i.test(remote)) {
      return new PlatformError('refused', message, { hint: remedyFor(remote) })
    }
    // With a token, git asks for a name only once the server has refused it.
    if (
      /could not read Username|invalid (?:username|credentials)|Authentication failed|error: 401/i.test(
        stderr,
      )
    ) {
      return new PlatformError('access-denied', message, {
        hint: 'The token is not valid, or not any more: an App token expires after an hour, and that of a job with its job. Make it anew just before this step, or leave github-token out. The job needs `permissions: { contents: write }`.',
      })
    }
    if (/HTTP 40[13]|error: 403|access denied/i.test(stderr)) {
      return new PlatformError('access-denied', message, {
        hint: 'Give the job `permissions: { contents: write }`, or pass a github-token that may push to this repository.',
      })
    }
    if (/couldn't find remote ref/i.test(stderr)) {
      return new PlatformError('not-found', message, {
        hint: 'See that git-branch names a branch of this repository.',
      })
    }
    if (/repository '.*' not found|error: 404/i.test(stderr)) {
      return new PlatformError('not-found', message, {
        hint: 'GitHub says this too where the token may not see the repository: pass a github-token that may read and push it.',
      })
    }
    if (
      /could not resolve host|failed to connect|connection|timed out|hung up|early EOF|RPC failed|error: (?:429|5\d\d)/i.test(
        stderr,
      )
    ) {
      return new PlatformError('unreachable', message, {
        hint: 'See that this runner reaches the GitHub server.',
      })
    }
    return new PlatformError('refused', message, {
      hint: 'The words of git are the reason; nothing was forced.',
    })
  }
}

/** Gives `work` a repository that is gone when it ends, however it ends. */
export async function withRepository<T>(
  deps: GitDeps,
  work: (git: Git) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted()
  const folder = await mkdtemp(join(deps.temporary, 'safe-landing-git-'))
  try {
    const git = new Git(folder, deps)
    await git.ask(signal, 'init', '--quiet', '--bare', '--template=')
    await git.ask(signal, 'remote', 'add', 'origin', git.remote)
    return await work(git)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

function remoteUrl({ serverUrl, repository }: GitDeps): string {
  return `${serverUrl.replace(/\/$/, '')}/${repository}.git`
}

/**
 * The token goes by GIT_CONFIG_* variables: not in an argument, which others can list, and not on disk.
 * The empty values before it reset the machine's own configuration.
 */
function gitEnvironment(deps: GitDeps): Environment {
  const inherited = Object.entries(deps.env).filter(([name]) => PASSED_ON.test(name))
  const header = `http.${deps.serverUrl.replace(/\/$/, '')}/.extraheader`
  const settings: [string, string][] = [
    ['core.hooksPath', '/dev/null'],
    ['credential.helper', ''],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['commit.gpgSign', 'false'],
    ['http.followRedirects', 'false'],
    ['http.extraheader', ''],
    [header, ''],
  ]
  if (deps.token !== undefined) {
    const credentials = Buffer.from(`x-access-token:${deps.token.reveal()}`).toString('base64')
    settings.push([header, `AUTHORIZATION: basic ${credentials}`])
  }
  const numbered = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ])
  return {
    ...Object.fromEntries(inherited),
    ...Object.fromEntries(numbered),
    GIT_CONFIG_COUNT: String(settings.length),
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  }
}

/** Of several lines of git itself, the one that says why. */
function complaintOf(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('remote: '))
  const complaint = lines.find((line) => /^(?:fatal|error|! \[)/i.test(line))
  return complaint ?? lines.at(-1) ?? 'it printed nothing'
}
