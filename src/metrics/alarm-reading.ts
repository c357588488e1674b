import type { CompositeAlarm, LogAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch'
import type { MetricReading } from '../health/triggers/metric-source.ts'

export type SdkAlarm = Pick<
  MetricAlarm,
  'AlarmName' | 'StateValue' | 'StateTransitionedTimestamp' | 'EvaluationState'
> &
  Pick<CompositeAlarm | LogAlarm, 'AlarmName' | 'StateValue' | 'StateTransitionedTimestamp'>

/** A reading for each name, in their order. Times come out on the run's clock. */
export function readAlarms(
  names: readonly string[],
  found: readonly SdkAlarm[],
  epochMs: number,
): readonly MetricReading[] {
  const byName = new Map(found.map((alarm) => [alarm.AlarmName, alarm]))
  return names.map((name) => {
    const alarm = byName.get(name)
    if (alarm === undefined) {
      const reason = `there is no alarm ${name} in this account and region. Check its name and aws-region`
      return { kind: 'unreadable', reason }
    }
    // When it really changed; StateUpdatedTimestamp moves with every change of the reason.
    const changedAt = alarm.StateTransitionedTimestamp
    return {
      kind: 'alarm',
      state: stateOf(alarm),
      changedAtMs: changedAt && changedAt.getTime() - epochMs,
    }
  })
}

function stateOf({
  StateValue,
  EvaluationState,
}: SdkAlarm): Extract<MetricReading, { kind: 'alarm' }>['state'] {
  // It keeps its last state while it cannot be evaluated, which says nothing about now.
  const isEvaluated = EvaluationState === undefined || EvaluationState === 'PARTIAL_DATA'
  if (!isEvaluated) return 'insufficient-data'
  if (StateValue === 'OK') return 'ok'
  return StateValue === 'ALARM' ? 'alarm' : 'insufficient-data'
}
