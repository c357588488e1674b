import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PlatformErrorCode } from '../../../src/core/platform-error.ts'
import { createRedactor } from '../../../src/core/redaction.ts'
import { Secret } from '../../../src/core/secret.ts'
import { githubClient } from '../../../src/github/client.ts'
import type { ApplyResult, RollbackStrategy } from '../../../src/run/rollback.ts'
import type { GitConfig } from '../../../src/targets/git/git-config.ts'
import { type GitRollbackDeps, gitRollback } from '../../../src/targets/git/strategy.ts'
import { PatientClock } from '../../support/patient-clock.ts'
import type { Blockade, RollbackWorld } from '../../support/rollback-contract.ts'
import { Forge } from './forge.ts'

interface History {
  readonly forge: Forge
  readonly good: string
  readonly bad: string
}

/** A good commit that was deployed, and two bad ones after it, one of them a merge. Made once for a test file. */
let history: History | undefined

afterAll(() => history && rmSync(history.forge.folder, { recursive: true, force: true }))

function makeHistory(): History {
  const forge = new Forge()
  forge.commit('first', { 'app.txt': 'one\n', 'notes.txt': 'a\nb\nc\n' })
  const good = forge.commit('good', { 'app.txt': 'good\n' })
  forge.git('-C', forge.work, 'checkout', '--quiet', '-b', 'feature')
  forge.commit('side work', { 'feature.txt': 'new\n' })
  forge.git('-C', forge.work, 'checkout', '--quiet', 'main')
  forge.commit('worse [skip ci] fixes #1', { 'app.txt': 'worse\n' })
  forge.git('-C', forge.work, 'merge', '--quiet', '--no-ff', '--message', 'merge feature', 'feature')
  return { forge, good, bad: forge.publish() }
}

async function startForge(): Promise<History> {
  history ??= makeHistory()
  return { ...history, forge: await Forge.startLike(history.forge) }
}

/** A repository of its own with that history. */
export class GitWorld implements RollbackWorld {
  readonly from: string
  readonly to: string
  readonly clock = new PatientClock(1_000_000)
  readonly forge: Forge
  readonly temporary = mkdtempSync(join(tmpdir(), 'git-temporary-'))
  readonly #method: GitConfig['method']

  static async open(method: GitConfig['method']): Promise<GitWorld> {
    return new GitWorld(await startForge(), method)
  }

  constructor({ forge, good, bad }: History, method: GitConfig['method']) {
    this.forge = forge
    this.#method = method
    this.to = good
    this.from = bad
    forge.deployments.push(
      { id: 12, sha: this.from, environment: 'production', states: ['failure'] },
      { id: 11, sha: this.to, environment: 'production', states: ['inactive', 'success', 'in_progress'] },
    )
  }

  get applied(): ApplyResult['kind'] {
    return this.#method === 'push' ? 'in-place' : 'handed-off'
  }

  get secrets(): string[] {
    return [this.forge.token]
  }

  back(count: number): RollbackStrategy {
    return this.strategy({}, { rollbackTo: { kind: 'back', count } })
  }

  strategy(config: Partial<GitConfig> = {}, deps: Partial<GitRollbackDeps> = {}): RollbackStrategy {
    const { forge, clock } = this
    const token = new Secret(forge.token)
    return gitRollback(
      { kind: 'git', method: this.#method, paths: [], token, ...config },
      {
        clock,
        patience: { limitMs: 60_000, longestDelayMs: 8_000 },
        env: { PATH: process.env.PATH, HOME: forge.folder },
        redact: createRedactor([token]),
        temporary: this.temporary,
        serverUrl: forge.origin,
        repository: forge.repository,
        github: githubClient({ apiUrl: `${forge.origin}/api`, repository: forge.repository, token, clock }),
        startsWorkflows: true,
        reason: () => 'api failed: @everyone fixes #2 </details>',
        isBack: async () => true,
        pollIntervalMs: 5_000,
        rollbackTimeoutMs: 60_000,
        event: { sha: this.from, branch: 'main' },
        rollbackTo: { kind: 'previous' },
        ...deps,
      },
    )
  }

  async snapshot(): Promise<unknown> {
    return { refs: this.forge.refs(), pulls: this.forge.pulls, leftBehind: readdirSync(this.temporary) }
  }

  async writes(): Promise<number> {
    const reverts = this.forge.git(
      '-C',
      this.forge.bare,
      'log',
      '--all',
      '--author=Safe Landing',
      '--format=%H',
    )
    return reverts === '' ? 0 : reverts.split('\n').length
  }

  /** A person reverts by hand. */
  async putBack(): Promise<void> {
    this.forge.git('-C', this.forge.work, 'rm', '--quiet', 'feature.txt')
    this.forge.commit('back', { 'app.txt': 'good\n' })
    this.forge.publish()
  }

  async takeOver(): Promise<void> {
    this.forge.commit('a fix', { 'fix.txt': 'fixed\n' })
    this.forge.publish()
  }

  async refuse(): Promise<PlatformErrorCode> {
    if (this.#method === 'push') {
      this.forge.protect(`not with ${this.forge.token}`)
      return 'refused'
    }
    const message = 'GitHub Actions is not permitted to create or approve pull requests.'
    this.forge.refusals.set('POST pulls', { status: 403, body: { message } })
    return 'access-denied'
  }

  async block(stage: 'plan' | 'apply'): Promise<Blockade> {
    const path = stage === 'plan' ? /service=git-upload-pack/ : /service=git-receive-pack/
    const reached = this.forge.block(path)
    return { reached, lift: async () => this.forge.release() }
  }

  async close(): Promise<void> {
    this.forge.release()
    await this.forge.close()
    rmSync(this.temporary, { recursive: true, force: true })
  }
}
