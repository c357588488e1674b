import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PlatformErrorCode } from '../../../src/core/platform-error.ts'
import type { SshServer } from './server.ts'
import { SshWorld } from './world.ts'

/** The same server, with a git checkout in the folder, at a bad commit after a good one. */
export class CheckoutWorld extends SshWorld {
  override readonly from: string
  override readonly to: string

  static override async open(server: SshServer): Promise<CheckoutWorld> {
    return await new CheckoutWorld(server).listening()
  }

  constructor(server: SshServer) {
    super(server, { method: 'git' })
    rmSync(this.app, { recursive: true })
    execFileSync('git', ['init', '--quiet', '--initial-branch=main', this.app])
    this.commit('v0')
    this.to = this.commit('v1')
    this.from = this.commit('v2')
    this.own()
  }

  commit(version: string): string {
    writeFileSync(join(this.app, 'VERSION'), `${version}\n`)
    writeFileSync(join(this.app, `only-${version}`), version)
    this.git('add', '--all')
    this.git(
      '-c',
      'user.name=Dev',
      '-c',
      'user.email=dev@example.com',
      'commit',
      '--quiet',
      '--message',
      version,
    )
    return this.git('rev-parse', 'HEAD')
  }

  git(...args: string[]): string {
    const argv = ['-c', `safe.directory=${this.app}`, '-C', this.app, ...args]
    return execFileSync('git', argv, { encoding: 'utf8' }).trim()
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
