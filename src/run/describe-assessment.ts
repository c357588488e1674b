import type { Assessment } from '../health/assess.ts'
import { failuresInARow } from '../health/check.ts'

/** In one line, what a decision rested on: the phase, how far each check is, which triggers are not at rest. */
export function describeAssessment({ phase, checks, triggers, verdict }: Assessment): string {
  const progress = checks.map(
    (one) =>
      `${one.name} ${one.phase}, ${one.passesInARow} passed and ${failuresInARow(one)} failed in a row, ${one.bakedCount} probes of the bake`,
  )
  const restless = triggers
    .filter(({ state }) => state !== 'ok')
    .map(({ line, state }) => `"${line}" ${state}`)
  const decided =
    verdict === undefined ? `goes on: still ${phase}` : `decided ${verdict.kind}: ${verdict.reason}`
  return [decided, ...progress, ...restless].join('; ')
}
