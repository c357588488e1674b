import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PlatformErrorCode } from '../../../src/core/platform-error.ts'
import type { SshServer } from './server.ts'
import { SshWorld } from './world.ts'

interface History {
  readonly folder: string
  readonly good: string
  readonly bad: string
}

/** A bad commit after a good one. Made once for a test file. */
let history: History | undefined

afterAll(() => history && rmSync(history.folder, { recursive: true, force: true }))

function makeHistory(): History {
  const folder = mkdtempSync(join(tmpdir(), 'checkout-'))
  execFileSync('git', ['init', '--quiet', '--template=', '--initial-branch=main', folder])
  commit(folder, 'v0')
  return { folder, good: commit(folder, 'v1'), bad: commit(folder, 'v2') }
}

function commit(folder: string, version: string): string {
  writeFileSync(join(folder, 'VERSION'), `${version}\n`)
  writeFileSync(join(folder, `only-${version}`), version)
  git(folder, 'add', '--all')
  const author = ['-c', 'user.name=Dev', '-c', 'user.email=dev@example.com']
  git(folder, ...author, 'commit', '--quiet', '--message', version)
  return git(folder, 'rev-parse', 'HEAD')
}

function git(folder: string, ...args: string[]): string {
  const argv = ['-c', `safe.directory=${folder}`, '-C', folder, ...args]
  return execFileSync('git', argv, { encoding: 'utf8' }).trim()
}

/** The same server, with a git checkout in the folder, at a bad commit after a good one. */
export class CheckoutWorld extends SshWorld {
  override readonly from: string
  override readonly to: string

  static override async open(server: SshServer): Promise<CheckoutWorld> {
    history ??= makeHistory()
    return await new CheckoutWorld(server, history).listening()
  }

  private constructor(server: SshServer, { folder, good, bad }: History) {
    super(server, { method: 'git' })
    this.to = good
    this.from = bad
    rmSync(this.app, { recursive: true })
    cpSync(folder, this.app, { recursive: true, preserveTimestamps: true })
    this.own()
  }

  commit(version: string): string {
    return commit(this.app, version)
  }

  git(...args: string[]): string {
    return git(this.app, ...args)
  }

  override async snapshot(): Promise<unknown> {
    const status = this.git('status', '--porcelain')
    return { head: this.git('rev-parse', 'HEAD'), status, unit: this.server.read('unit') }
  }

  override async putBack(): Promise<void> {
    this.git('reset', '--quiet', '--hard', this.to)
    this.own()
  }

  override async takeOver(): Promise<void> {
    this.commit('v3')
    this.own()
  }

  override async refuse(): Promise<PlatformErrorCode> {
    this.server.order('fail', '^git .* reset --hard')
    return 'refused'
  }
}
