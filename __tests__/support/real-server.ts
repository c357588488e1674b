import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A real server of somebody else's, on loopback, in a folder of its own. */
export class RealServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'real-server-'))
  #process: ChildProcess | undefined

  write(name: string, text: string): string {
    const file = join(this.folder, name)
    writeFileSync(file, text)
    return file
  }

  /** Resolves once it says on standard error that it is ready. */
  async start(program: string, args: readonly string[], ready: RegExp): Promise<void> {
    const server = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    this.#process = server
    const said: string[] = []
    for await (const line of createInterface({ input: server.stderr })) {
      said.push(line)
      if (!ready.test(line)) continue
      // What it says later must not fill the pipe.
      server.stderr.resume()
      return
    }
    throw new Error(`${program} did not start: ${said.slice(-3).join('; ')}`)
  }

  reload(): void {
    this.#process?.kill('SIGHUP')
  }

  get pid(): number {
    return this.#process?.pid ?? 0
  }

  async close(): Promise<void> {
    const server = this.#process
    server?.kill('SIGTERM')
    if (server !== undefined && server.exitCode === null && server.signalCode === null)
      await once(server, 'exit')
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
