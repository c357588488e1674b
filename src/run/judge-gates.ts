import { isAnswer, type Observation } from '../health/observation.ts'
import type { HealthProbe } from '../health/probe.ts'
import type { RolloutWatch } from '../health/rollout.ts'
import type { RolloutProgress } from '../health/rollout-progress.ts'
import { describeStep, followStep, hasPassedStep, type StepProgress } from '../health/traffic-step.ts'
import type { OpenGate } from './gate.ts'
import type { Verification, VerifyPorts, VerifySettings } from './verification.ts'
import { verify } from './verify.ts'

/** The gates at which a deployment waits, and what it is judged by there. */
export interface GateJudgement {
  readonly ports: VerifyPorts & { readonly watch: RolloutWatch }
  /** Of the test listener. */
  readonly testProbes: readonly HealthProbe[]
  readonly gates: readonly OpenGate[]
  /** What has been seen of the rollout. */
  readonly rollout: RolloutProgress
  readonly verification: VerifySettings
  readonly bakeTimeMs: number
  /** Called for each answer that the test listener gave. */
  readonly onTestAnswer: () => void
}

const WITHOUT_TRAFFIC_FIRST = ['nothing', 'some', 'all'] as const

/**
 * Judges the version by what it answers while it waits: with no production traffic by the test checks, with a part of
 * it or all of it by the checks of production. Several services may wait with different traffic: each kind is judged.
 * Rejects only with the signal's reason.
 */
export async function judgeGates(judgement: GateJudgement, signal: AbortSignal): Promise<Verification> {
  const [first, ...more] = WITHOUT_TRAFFIC_FIRST.filter((traffic) =>
    judgement.gates.some((open) => open.traffic === traffic),
  )
  let judged = await judgeWith(first, judgement, signal)
  for (const traffic of more) {
    if (judged.verdict.kind !== 'healthy') break
    judged = await judgeWith(traffic, judgement, signal)
  }
  return judged
}

async function judgeWith(
  traffic: OpenGate['traffic'] | undefined,
  judgement: GateJudgement,
  signal: AbortSignal,
): Promise<Verification> {
  switch (traffic) {
    case 'some':
      return await judgeStep(judgement, signal)
    case 'all':
      return await judgeAlone(judgement, { probes: judgement.ports.probes, stage: 'verification' }, signal)
    default: {
      const probes = judgement.testProbes.map((probe) => observed(probe, countAnswer(judgement)))
      return await judgeAlone(judgement, { probes, stage: 'test' }, signal)
    }
  }
}

function countAnswer({ onTestAnswer }: GateJudgement): (observation: Observation) => void {
  return (observation) => {
    const isOfNewVersion = isAnswer(observation) && observation.result !== 'stale'
    if (isOfNewVersion && observation.answer?.status !== undefined) onTestAnswer()
  }
}

/** Only the new version answers what is asked, so that it is judged as if it had landed. */
async function judgeAlone(
  { ports, rollout, verification, bakeTimeMs }: GateJudgement,
  { probes, stage }: Pick<VerifyPorts, 'probes'> & Pick<VerifySettings, 'stage'>,
  signal: AbortSignal,
): Promise<Verification> {
  const nowMs = ports.clock.nowMs()
  const settings: VerifySettings = {
    ...verification,
    stage,
    policy: { ...verification.policy, bakeTimeMs, triggers: [], warnings: [] },
    baseline: undefined,
    rollout: { ...rollout, landedAtMs: nowMs, completedAtMs: nowMs },
    isResumed: stage === 'verification',
  }
  return await verify({ ...ports, probes, metricSources: [] }, settings, signal)
}

/** Old and new version share the traffic: only what the new one answers speaks for it. */
async function judgeStep(
  { ports, rollout, verification, bakeTimeMs }: GateJudgement,
  signal: AbortSignal,
): Promise<Verification> {
  const { policy, expected } = verification
  const version = expected.kind === 'exactly' ? expected.version : undefined
  const required = ports.probes.filter((probe) => probe.required).map(({ name }) => name)
  const passed = new AbortController()
  let step: StepProgress = new Map()
  const probes = ports.probes.map((probe) =>
    observed(probe, (observation) => {
      step = followStep(step, observation, version)
      if (hasPassedStep(step, { ...policy, bakeTimeMs }, required)) passed.abort()
    }),
  )
  try {
    const settings = { ...verification, rollout, isResumed: true }
    const until = AbortSignal.any([signal, passed.signal])
    return withStep(
      await verify({ ...ports, probes, metricSources: [] }, settings, until),
      describeStep(step, required),
    )
  } catch (error) {
    if (signal.aborted || !passed.signal.aborted) throw error
    return {
      verdict: { kind: 'healthy', reason: describeStep(step, required) },
      assessment: { phase: 'rolling-out', checks: [], triggers: [], warnings: [] },
      startedAtMs: rollout.startedAtMs,
      endedAtMs: ports.clock.nowMs(),
    }
  }
}

/** Where it got no further, with how far it had come. */
function withStep(verification: Verification, step: string): Verification {
  const { verdict } = verification
  if (verdict.kind !== 'awaiting-approval' && verdict.kind !== 'inconclusive') return verification
  return { ...verification, verdict: { ...verdict, reason: `${verdict.reason}; ${step}` } }
}

function observed(probe: HealthProbe, onObservation: (observation: Observation) => void): HealthProbe {
  return {
    name: probe.name,
    required: probe.required,
    async probe(...asked) {
      const observation = await probe.probe(...asked)
      onObservation(observation)
      return observation
    },
  }
}
