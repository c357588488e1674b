import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const BLOCK = Buffer.alloc(4096, 'x')

/** A real disk of so many MiB, in memory. */
export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'disk-'))

  /** @throws where nobody may mount */
  constructor(sizeMib: number) {
    asRoot('mount', '-t', 'tmpfs', '-o', `size=${sizeMib}m,mode=0777`, 'tmpfs', this.folder)
  }

  /** Fills it up to the last byte. */
  fill(): void {
    const file = openSync(join(this.folder, 'full'), 'a')
    try {
      for (;;) writeSync(file, BLOCK)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    } finally {
      closeSync(file)
    }
  }

  close(): void {
    asRoot('umount', this.folder)
    rmSync(this.folder, { recursive: true })
  }
}

/** Why there can be none here; undefined: there can. */
export function whyNoSmallDisk(): string | undefined {
  try {
    new SmallDisk(1).close()
    return undefined
  } catch {
    return 'a small disk cannot be mounted'
  }
}

function asRoot(...argv: [string, ...string[]]): void {
  const [program, ...args] = process.getuid?.() === 0 ? argv : (['sudo', '-n', ...argv] as const)
  execFileSync(program, args, { stdio: 'ignore' })
}
