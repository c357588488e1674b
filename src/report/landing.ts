import type { RunStory } from './run-story.ts'
import { renderSpan } from './time.ts'

export interface Landing {
  readonly targetMs: number
  /** From the start of the deployment to the verdict. Absent: it did not land healthy. */
  readonly tookMs?: number | undefined
  readonly isMet: boolean
}

/** Whether the deployment landed as fast as the team wants. Undefined: no target, or no verdict on the version. */
export function measureLanding({ outcome, context }: RunStory): Landing | undefined {
  const { landingTargetMs: targetMs } = context.settings
  const { verification } = outcome
  if (targetMs === undefined || verification === undefined) return undefined
  const { verdict, startedAtMs, endedAtMs, deployBegunAtMs = startedAtMs } = verification
  if (verdict.kind === 'unhealthy' || verdict.kind === 'rolled-back-by-platform')
    return { targetMs, isMet: false }
  if (verdict.kind !== 'healthy') return undefined
  const tookMs = endedAtMs - deployBegunAtMs
  return { targetMs, tookMs, isMet: tookMs <= targetMs }
}

export function renderLanding({ targetMs, tookMs, isMet }: Landing): string {
  const took = tookMs === undefined ? 'it did not land healthy' : `it took ${renderSpan(tookMs)}`
  return `${took}; the target of ${renderSpan(targetMs)} was ${isMet ? 'met' : 'missed'}`
}
