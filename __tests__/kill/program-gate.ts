import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { KillProxy } from './kill-proxy.ts'
import type { Strike } from './strike.ts'

/** How a struck program goes on: `ends` as its run does, or is on another machine, where it `goes on`. */
type Struck = (strike: Strike) => Promise<'ends' | 'goes on'>

/** Where programs report that they begin and that they are done, so that they count like requests. */
export class ProgramGate {
  readonly #proxy: KillProxy
  readonly #struck: Struck
  readonly #folder = mkdtempSync(join(tmpdir(), 'programs-'))
  readonly #server: Server
  #port = 0

  static async open(proxy: KillProxy, struck: Struck = endsWithRun): Promise<ProgramGate> {
    const gate = new ProgramGate(proxy, struck)
    await new Promise<void>((resolve) => gate.#server.listen(0, '127.0.0.1', resolve))
    const address = gate.#server.address()
    if (typeof address === 'object' && address !== null) gate.#port = address.port
    return gate
  }

  private constructor(proxy: KillProxy, struck: Struck) {
    this.#proxy = proxy
    this.#struck = struck
    this.#server = createServer((socket) => {
      // A program that is killed breaks its connection.
      this.#serve(socket).catch(() => socket.destroy())
    })
  }

  /**
   * Bash, for a script around a program: `pass NAME` before it, and `pass` after it. One connection for both:
   * its end is the program's.
   */
  get shell(): string {
    return [
      `exec {gate}<>/dev/tcp/127.0.0.1/${this.#port} || exit 137`,
      `pass() { printf '%s\\n' "$(tr '\\n' ' ' <<<"$*")" >&$gate; read -r _ <&$gate || exit 137; }`,
    ].join('\n')
  }

  /** A folder for the PATH in which these programs report. */
  front(...names: readonly string[]): string {
    for (const name of names) {
      const real = execFileSync('which', [name], { encoding: 'utf8' }).trim()
      const lines = ['#!/bin/bash', this.shell, `pass "${name} $1"`]
      const run = `"${real}" "$@" {gate}>&-; code=$?; pass done; exit $code`
      writeFileSync(join(this.#folder, name), `${[...lines, run].join('\n')}\n`, { mode: 0o755 })
    }
    return this.#folder
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve))
    rmSync(this.#folder, { recursive: true })
  }

  async #serve(socket: Socket): Promise<void> {
    socket.on('error', () => undefined)
    let strike: Strike | undefined
    let moment: Strike['when'] = 'before'
    for await (const line of createInterface({ input: socket })) {
      if (moment === 'before') strike = this.#proxy.count(line)
      const isStruck = strike?.when === moment
      if (strike !== undefined && isStruck) {
        this.#proxy.hit(strike)
        if ((await this.#struck(strike)) === 'ends') break
      }
      socket.write('\n')
      moment = 'after'
    }
    socket.destroy()
  }
}

/** A signal to the run does not reach its programs by itself. */
async function endsWithRun({ blow }: Strike): Promise<'ends' | 'goes on'> {
  return blow === 'SIGTERM' ? 'goes on' : 'ends'
}
