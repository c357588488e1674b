import type { HttpBehaviour } from '../../demo/world/images.ts'
import type { Quality } from './common-plan.ts'

/** One answer of so many fails, now and then: never two in a row. */
const FLAKY_EVERY = 9
const FAILS_EVERY = 4
const SLUGGISH_MS = 2_500

const BAD_ANSWERS: Partial<Record<Quality, HttpBehaviour>> = {
  '5xx': { status: 500 },
  'reports unhealthy': { body: { status: 'down', version: 'new' } },
  '404': { status: 404 },
  'wrong version': { body: { status: 'ok', version: 'new-debug' } },
  slow: 'hang',
}

/** Whether it is bad, once it shows it. */
export const isBadQuality = (quality: Quality): boolean => quality === 'crash' || quality in BAD_ANSWERS

/** What a version answers, before and after it has shown what it is. One that crashes answers nothing by then. */
export function answerOf(quality: Quality, isShown: boolean, answered: number): HttpBehaviour {
  if (quality === 'tells no version') return { body: { status: 'ok' } }
  if (quality === 'flaky') return answered % FLAKY_EVERY === FLAKY_EVERY - 1 ? { status: 502 } : {}
  if (quality === 'fails often') return answered % FAILS_EVERY === FAILS_EVERY - 1 ? { status: 502 } : {}
  if (quality === 'sluggish') return { latencyMs: SLUGGISH_MS }
  return isShown ? (BAD_ANSWERS[quality] ?? {}) : {}
}
