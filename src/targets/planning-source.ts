import type { CaptureSource } from '../run/capture.ts'
import type { RollbackPlan, RollbackStrategy } from '../run/rollback.ts'

/**
 * For a target whose plan shows what there is to show before a deploy: whether it can be read at all, and
 * whether there is something to go back to.
 *
 * @param revisionOf what of the plan runs now, if the plan knows
 */
export function planningSource(
  strategy: RollbackStrategy,
  revisionOf: (plan: RollbackPlan) => string | undefined = () => undefined,
): CaptureSource {
  return {
    async capture(signal) {
      const planned = await strategy.plan(signal)
      if (planned.kind === 'ready') {
        const revision = revisionOf(planned.plan)
        const warnings = planned.plan.unknowns.map((text) => ({ text }))
        return { ...(revision === undefined ? {} : { revision }), warnings }
      }
      const revision = planned.kind === 'no-target' ? planned.running : undefined
      const warnings = [{ text: `a rollback would not be possible now: ${planned.reason}` }]
      return { ...(revision === undefined ? {} : { revision }), warnings }
    },
  }
}
