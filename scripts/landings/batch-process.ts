import { playAll } from './batch.ts'

const [seed = 0, count = 0] = process.argv.slice(2).map(Number)
process.send?.(await playAll(seed, count), () => process.exit())
