import fc from 'fast-check'
import type { RolloutState, RolloutWatch } from '../../src/health/rollout.ts'
import type { MetricSource } from '../../src/health/triggers/metric-source.ts'
import { verify } from '../../src/run/verify.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { healthPolicy } from '../support/policy.ts'
import { RecordingJournal } from '../support/recording-journal.ts'
import { ScriptedProbe } from '../support/scripted-probe.ts'
import { complete, inProgress } from '../support/scripted-watch.ts'

const never = new AbortController().signal

const runs = fc.record({
  intervalMs: fc.integer({ min: 1_000, max: 60_000 }),
  bakeTimeMs: fc.integer({ min: 5_000, max: 300_000 }),
  pollIntervalMs: fc.integer({ min: 1_000, max: 30_000 }),
  probeMs: fc.integer({ min: 1, max: 900 }),
  pollMs: fc.integer({ min: 1, max: 900 }),
  checks: fc.integer({ min: 0, max: 15 }),
  /** When the new version has all traffic, and how long the platform bakes it then. */
  servedAtMs: fc.integer({ min: 0, max: 120_000 }),
  platformBakeMs: fc.integer({ min: 0, max: 300_000 }),
  jitter: fc.double({ min: 0, max: 0.999, noNaN: true }),
})

const BAKING: RolloutState = inProgress([], false, {
  traffic: 'all',
  runningTasks: 2,
  milestones: ['stage BAKE_TIME'],
})

it('a healthy verdict comes within a second of the end of the bake, whatever is asked how often', async () => {
  await fc.assert(
    fc.asyncProperty(runs, async (run) => {
      const clock = new FakeClock()
      const stateAt = (atMs: number) => {
        if (atMs < run.servedAtMs) return inProgress([], false, { runningTasks: 2 })
        return atMs < run.servedAtMs + run.platformBakeMs ? BAKING : complete()
      }
      let completedAtMs: number | undefined
      const watch: RolloutWatch = {
        poll: async (signal) => {
          await clock.sleep(run.pollMs, signal)
          const state = stateAt(clock.elapsedMs())
          if (state.kind === 'complete') completedAtMs ??= clock.nowMs()
          return { atMs: clock.nowMs(), services: [{ service: 'web', state }], news: [] }
        },
      }
      const metrics: MetricSource = {
        sample: async (signal) => {
          await clock.sleep(run.pollMs, signal)
          return [{ signal: 'alarm red', atMs: clock.nowMs(), reading: { kind: 'alarm', state: 'ok' } }]
        },
      }
      const probes = Array.from(
        { length: run.checks },
        (_, index) => new ScriptedProbe(clock, '+', { name: `check ${index}`, latencyMs: run.probeMs }),
      )
      const { intervalMs, bakeTimeMs, pollIntervalMs } = run
      const { verdict, endedAtMs, assessment } = await verify(
        {
          clock,
          random: () => run.jitter,
          journal: new RecordingJournal(clock),
          probes,
          watch,
          metricSources: [metrics],
        },
        {
          stage: 'verification',
          policy: healthPolicy({ intervalMs, bakeTimeMs }),
          pollIntervalMs,
          expected: { kind: 'any' },
        },
        never,
      )
      expect(verdict.kind).toBe('healthy')
      const overAtMs = Math.max(assessment.bakeEndAtMs ?? 0, completedAtMs ?? 0)
      expect(endedAtMs - overAtMs).toBeLessThanOrEqual(1_000)
      expect(endedAtMs).toBeGreaterThanOrEqual(overAtMs)
    }),
    { numRuns: 60, seed: 7 },
  )
})
