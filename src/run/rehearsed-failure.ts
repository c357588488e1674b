import type { HealthPolicy } from '../health/assess.ts'
import type { Observation } from '../health/observation.ts'
import type { HealthProbe } from '../health/probe.ts'
import type { EventBody, Journal, Stage } from './event.ts'

export const REHEARSED_FAILURE = 'rehearsed failure'

/** Its answers count as failed, whatever they are. Where nobody could ask, nothing is rehearsed either. */
export function rehearseFailure(probe: HealthProbe): HealthProbe {
  const { name, required } = probe
  if (!required) return probe
  return {
    name,
    required,
    async probe(...asked) {
      const observation = await probe.probe(...asked)
      return observation.result === 'error' ? observation : countAsFailed(observation)
    },
  }
}

function countAsFailed({ result, reason, ...observed }: Observation): Observation {
  const really = result === 'fail' && reason !== undefined ? `, beside a real one: ${reason}` : ''
  return { ...observed, result: 'fail', reason: `${REHEARSED_FAILURE}${really}` }
}

/** Only failures in a row decide, and the bake time does not end before they do. */
export function rehearsalPolicy(policy: HealthPolicy): HealthPolicy {
  return { ...policy, triggers: [], warnings: [], bakeTimeMs: Number.POSITIVE_INFINITY }
}

/** Records what happens as part of this stage of a rehearsal. */
export function journalOf(stage: Extract<Stage, 'rehearsal' | 'forward'>, journal: Journal): Journal {
  const { trace } = journal
  return {
    ...(trace && { trace: (text: string) => trace(text) }),
    record: (body) => {
      // That the bake time goes on is not true of the version, only of how its failure is rehearsed.
      if (stage === 'rehearsal' && body.kind === 'phase-changed') return
      journal.record(withStage(body, stage))
    },
  }
}

function withStage(body: EventBody, stage: 'rehearsal' | 'forward'): EventBody {
  if ('stage' in body) return { ...body, stage }
  if (stage === 'rehearsal') return body
  switch (body.kind) {
    case 'planned':
    case 'rollback-started':
    case 'rollback-progressed':
    case 'rollback-ended':
      return { ...body, isForward: true }
    default:
      return body
  }
}
