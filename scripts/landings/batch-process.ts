import { playAll } from './batch.ts'
import type { Range } from './many.ts'

/** Plays the ranges that it is sent until there are no more: what is loaded and compiled once serves them all. */
process.on('message', async ({ seed, count, platform }: Range) => {
  process.send?.(await playAll(seed, count, platform))
})
