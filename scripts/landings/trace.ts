import { createHash } from 'node:crypto'

/** Of what happened in a landing: the same seed gives the same one, on any machine. */
export const digestOf = (trace: readonly string[]): string =>
  createHash('sha256').update(trace.join('\n')).digest('hex').slice(0, 16)
