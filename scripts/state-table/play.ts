import { FakeClock } from '../../__tests__/support/fake-clock.ts'
import { account } from '../../demo/world/ecs/account.ts'
import { newState } from '../../demo/world/ecs/local-ecs.ts'
import { isWrite } from '../../demo/world/ecs/operations/index.ts'
import type { EcsState, Service } from '../../demo/world/ecs/state.ts'
import { Timeline } from '../../demo/world/timeline.ts'
import { INPUT_DEFAULTS } from '../../src/inputs/declarations.ts'
import { recoveryPolicy, verificationPolicy } from '../../src/main/health-policy.ts'
import { parseInputs, type RunConfig } from '../../src/main/parse-inputs.ts'
import { isCommand } from '../../src/process/command-check.ts'
import { RunJournal } from '../../src/report/journal.ts'
import type { Journal, RunEvent } from '../../src/run/event.ts'
import { type GuardPorts, type GuardSettings, guard } from '../../src/run/guard.ts'
import type { Outcome } from '../../src/run/outcome.ts'
import type { EcsApi } from '../../src/targets/ecs/api/api.ts'
import { ecsRollback } from '../../src/targets/ecs/rollback/strategy.ts'
import { ecsRolloutWatch } from '../../src/targets/ecs/watch/rollout-watch.ts'
import { ServiceTracker } from '../../src/targets/ecs/watch/service-tracker.ts'
import type { Situation } from './axes.ts'
import { callDirectly, type EcsCall, siteProbe } from './local-platform.ts'
import { begin, EARLIER_MS, prepare } from './scene.ts'

export interface Played {
  readonly outcome: Outcome
  /** The writes that ECS accepted. */
  readonly writes: readonly string[]
  readonly calls: readonly EcsCall[]
  readonly events: readonly RunEvent[]
}

/** What happens to a service. */
export interface Scene {
  /** A minute before the run. */
  readonly prepare: (ecs: EcsState) => Service
  /** Deploys. */
  readonly begin: (ecs: EcsState, service: Service) => void
}

type Inputs = Readonly<Record<string, string>>

export function play(situation: Situation, inputs: Inputs = {}): Promise<Played> {
  const scene = {
    prepare: (ecs: EcsState) => prepare(ecs, situation),
    begin: (ecs: EcsState, service: Service) => begin(ecs, service, situation),
  }
  return guardOn(scene, inputs)
}

/** A whole run of `mode: guard` on virtual time, with the defaults of action.yml where no input is given. */
export async function guardOn(scene: Scene, inputs: Inputs = {}): Promise<Played> {
  const clock = new FakeClock()
  const epochMs = Date.now() - clock.nowMs()
  const timeline = new Timeline(epochMs + clock.nowMs() - EARLIER_MS)
  const catchUp = () => timeline.catchUp(epochMs + clock.nowMs())
  const ecs = newState(account(), timeline, catchUp)
  const service = scene.prepare(ecs)
  catchUp()
  scene.begin(ecs, service)
  const { api, calls } = await callDirectly(ecs, { clock, catchUp })
  const config = readConfig(service.taskDefinitionArn, inputs)
  const journal = new RunJournal(
    clock,
    (text) => text,
    () => {},
  )
  const ports = connect(config, service, { api, clock, journal, catchUp })
  const outcome = await guard(ports, settingsOf(config), new AbortController().signal)
  const writes = calls.map(({ action }) => action).filter(isWrite)
  return { outcome, writes, calls, events: [...journal.events] }
}

interface Platform {
  readonly api: EcsApi
  readonly clock: FakeClock
  readonly journal: Journal
  readonly catchUp: () => void
}

function connect(
  config: RunConfig,
  service: Service,
  { api, clock, journal, catchUp }: Platform,
): GuardPorts {
  const { health, pollIntervalMs, rollbackTimeoutMs, rollbackTo } = config
  const { retries } = health
  const tracked = { service: 'web', taskDefinition: service.taskDefinitionArn }
  const watched = [new ServiceTracker(api, tracked, () => {})]
  return {
    clock,
    random: () => 0.5,
    journal,
    checkpoint: async () => {},
    probes: health.checks.flatMap((check) =>
      isCommand(check) ? [] : [siteProbe(check, service, { clock, catchUp })],
    ),
    watch: ecsRolloutWatch(api, watched, clock),
    strategy: ecsRollback({ api, watched, clock, rollbackTo, pollIntervalMs, rollbackTimeoutMs, retries }),
  }
}

function settingsOf(config: RunConfig): GuardSettings {
  const { autoRollback, onInconclusive, pollIntervalMs, rollbackTimeoutMs } = config
  return {
    autoRollback,
    onInconclusive,
    pollIntervalMs,
    rollbackTimeoutMs,
    recoveryPolicy: recoveryPolicy(config),
    badVersion: '4',
    verification: {
      stage: 'verification',
      policy: verificationPolicy(config),
      pollIntervalMs,
      expected: { kind: 'exactly', version: '4' },
    },
  }
}

function readConfig(taskDefinition: string, inputs: Inputs): RunConfig {
  const given: Readonly<Record<string, string>> = {
    ...INPUT_DEFAULTS,
    'github-token': '',
    target: 'ecs',
    cluster: 'prod',
    service: 'web',
    'task-definition': taskDefinition,
    'health-url': 'https://shop.example.com/health',
    'expect-version': '4',
    ...inputs,
  }
  return parseInputs({ get: (name) => given[name] ?? '' })
}
