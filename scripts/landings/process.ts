import { parseCaptured } from '../../src/inputs/captured.ts'
import { INPUT_DEFAULTS } from '../../src/inputs/declarations.ts'
import { loadYaml } from '../../src/inputs/health-yaml.ts'
import { parseInputs, type RunConfig } from '../../src/main/parse-inputs.ts'
import { carryOut } from '../../src/main/run.ts'
import { RunJournal } from '../../src/report/journal.ts'
import { renderOutputs } from '../../src/report/outputs.ts'
import { reportSettings } from '../../src/report/run-story.ts'
import { renderSummary } from '../../src/report/summary/summary.ts'
import type { Capture } from '../../src/run/capture.ts'
import { conclude, type Outcome } from '../../src/run/outcome.ts'
import type { Claims } from './oracle/history.ts'
import type { World } from './platform.ts'
import type { VirtualTime } from './virtual-time.ts'
import { addressOf, type Caller, MAIN_SITE, type Wire } from './wire.ts'

// Before any landing: what is loaded in the middle of one takes time that is not virtual.
await loadYaml()

export interface Process {
  readonly inputs: Readonly<Record<string, string>>
  readonly caller: Caller
  readonly world: World
  readonly wire: Wire
  readonly time: VirtualTime
  /** What `mode: capture` recorded before. */
  readonly captured?: string | undefined
  readonly folder: string
}

export interface Ended {
  readonly claims: Claims
  readonly captured: string
}

const ENVIRONMENT = {
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_ACTOR: 'octocat',
}

export function readConfig(inputs: Process['inputs']): RunConfig {
  const given: Readonly<Record<string, string>> = {
    ...INPUT_DEFAULTS,
    'github-token': '',
    'health-url': addressOf(MAIN_SITE),
    ...inputs,
  }
  return parseInputs({ get: (name) => given[name] ?? '' })
}

/** One process of the action: everything but the runner's files and the socket is the product's own code. */
export async function runProcess(process: Process, signal: AbortSignal): Promise<Ended> {
  const { caller, world, wire, time, captured, folder } = process
  const { clock } = caller
  const parsed = readConfig(process.inputs)
  const open = world.open(parsed.target.config, { wire, caller })
  const config: RunConfig = { ...parsed, target: { ...parsed.target, open } }
  const env = { ...ENVIRONMENT, ...world.env(caller.number), RUNNER_TEMP: folder }
  const redact = (text: string) => text
  const journal = new RunJournal(clock, redact, () => {})
  const epochMs = time.wallMs - clock.nowMs()
  const kept = { captured: '' }
  const report = {
    clock,
    journal,
    epochMs,
    path: '',
    get reason() {
      const judged = journal.events.findLast(({ kind }) => kind === 'judged')
      return judged?.kind === 'judged' ? judged.verdict.reason : 'octocat requested it'
    },
    hasAnswered: (version: string) =>
      journal.events.some(
        (event) => event.kind === 'observed' && event.observation.answer?.version === version,
      ),
    open: () => {},
    checkpoint: async () => {},
    keepCapture: (text: string) => {
      kept.captured = text
    },
  }
  const capture = captured === undefined ? undefined : readCapture(captured, config, env)
  const deps = { env, redact, report, exchange: wire.exchange(caller), ...(capture && { capture }) }
  const outcome = await carryOut(config, deps, signal).catch(stoppedOnBug)
  return { ...render(outcome, journal, { config, epochMs, env, world }), captured: kept.captured }
}

/** As the process says it: there is nothing else that it could reject for. */
function stoppedOnBug(error: unknown): Outcome {
  const what = error instanceof Error ? error.message : String(error)
  return { result: 'inconclusive', reason: `Safe Landing stopped on a bug of its own: ${what}`, timings: {} }
}

function readCapture(text: string, config: RunConfig, env: NodeJS.ProcessEnv): Capture {
  const { target } = config
  return parseCaptured(text, {
    subject: target.subject({ config, env }),
    isCapturedState: target.isCapturedState,
  })
}

/** Of an endpoint that does not say what it goes from and to. */
const named = (revision: string, world: World): string => {
  if (revision === 'the current version' || revision === 'the previous version') return ''
  return world.named?.(revision) ?? revision
}

interface Place {
  readonly config: RunConfig
  readonly epochMs: number
  readonly env: NodeJS.ProcessEnv
  readonly world: World
}

function render(
  outcome: Outcome,
  { events }: RunJournal,
  { config, epochMs, env, world }: Place,
): Omit<Ended, 'captured'> {
  const { mode, failOnRollback, onInconclusive, target } = config
  const exitCode = conclude(outcome.result, { mode, failOnRollback, onInconclusive })
  const story = {
    outcome,
    events,
    context: {
      mode,
      target: target.kind,
      settings: reportSettings(config),
      startedAt: new Date(epochMs).toISOString(),
      version: '0',
      where: target.location(env),
      environment: undefined,
      run: undefined,
      exitCode,
      reportPath: undefined,
    },
  }
  const outputs = renderOutputs(story)
  return {
    claims: {
      exitCode,
      result: outputs.result,
      promoted: outputs.promoted,
      healthy: outputs.healthy,
      rolledBack: outputs['rolled-back'],
      from: named(outputs.from, world),
      to: named(outputs.to, world),
      reason: outputs.reason,
      detectionSeconds: outputs['detection-seconds'],
      summary: renderSummary(story),
    },
  }
}
