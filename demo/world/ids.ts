import { createHash } from 'node:crypto'

/** Identifiers in the forms AWS uses, the same in every run so that a failing test can be read twice. */
export class Ids {
  #count = 0

  hex(length: number): string {
    return this.#hash().slice(0, length)
  }

  /** Nineteen digits, like `ecs-svc/1234567890123456789`. */
  digits(): string {
    const digits = BigInt(`0x${this.#hash().slice(0, 30)}`)
      .toString()
      .slice(0, 18)
    return `1${digits.padStart(18, '0')}`
  }

  uuid(): string {
    return this.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }

  /** Letters and digits of both cases, up to 43 of them, as in the names that AWS makes up. */
  letters(length: number): string {
    return Buffer.from(this.#hash(), 'hex').toString('base64url').replace(/[-_]/g, 'x').slice(0, length)
  }

  #hash(): string {
    this.#count += 1
    return createHash('sha256').update(`world ${this.#count}`).digest('hex')
  }
}
