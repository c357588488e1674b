// Loaded before an entry, so that its process lives in the time of a world: what takes minutes there takes seconds here.
// A request still has as long for its answer as it would really have: this machine is no faster than others.

import { syncBuiltinESMExports } from 'node:module'
import promises from 'node:timers/promises'

const { WORLD_SPEED = '1', WORLD_BEGAN_MS = '0', WORLD_NOW_MS = '0' } = process.env
const speed = Number(WORLD_SPEED)

const RealDate = Date
const real = {
  now: Date.now.bind(Date),
  performanceNow: performance.now.bind(performance),
  setTimeout: globalThis.setTimeout,
  sleep: promises.setTimeout,
}

const nowMs = () => Math.round(Number(WORLD_NOW_MS) + (real.now() - Number(WORLD_BEGAN_MS)) * speed)
const shorten = (delayMs = 0) => delayMs / speed

globalThis.Date = class extends RealDate {
  constructor(given?: number | string | Date) {
    super(given ?? nowMs())
  }
  static override now(): number {
    return nowMs()
  }
} as DateConstructor
performance.now = () => real.performanceNow() * speed
globalThis.setTimeout = Object.assign(
  (act: (...values: unknown[]) => void, delayMs?: number, ...values: unknown[]) =>
    real.setTimeout(act, shorten(delayMs), ...values),
  { __promisify__: real.setTimeout.__promisify__ },
) as typeof globalThis.setTimeout
promises.setTimeout = (delayMs, value, options) => real.sleep(shorten(delayMs), value, options)
syncBuiltinESMExports()
