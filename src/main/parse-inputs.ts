import type { NetworkConfig } from '../http/network.ts'
import { all, andThen, type Checked, valid } from '../inputs/checked.ts'
import type { Config } from '../inputs/config.ts'
import { parseIncident, parseNotify, parsePullRequestComment } from '../inputs/consequences.ts'
import { INPUT_DEFAULTS } from '../inputs/declarations.ts'
import { Fields } from '../inputs/fields.ts'
import { parseHealth } from '../inputs/health.ts'
import { InputError, type InputProblem } from '../inputs/input-error.ts'
import type { InputReader } from '../inputs/parser.ts'
import { parsePromotion } from '../inputs/promotion-inputs.ts'
import { parseRunbook } from '../inputs/runbook-inputs.ts'
import { findMisspelt } from '../inputs/unknown-inputs.ts'
import { boolean } from '../inputs/values/boolean.ts'
import { certificates } from '../inputs/values/certificates.ts'
import { choice } from '../inputs/values/choice.ts'
import { duration } from '../inputs/values/duration-value.ts'
import { environmentName, githubToken } from '../inputs/values/github.ts'
import { rollbackTo } from '../inputs/values/rollback-to-value.ts'
import { script } from '../inputs/values/text.ts'
import type { RollbackTo } from '../run/rollback-to.ts'
import { ruleOf } from '../targets/registry.ts'
import type { ConfiguredTarget, Target } from '../targets/target.ts'
import { findMisplaced, takeMode, takeTarget } from './purpose.ts'
import { findUnsafe } from './rehearsal-place.ts'

const SHORTEST_MS = 10
const LONGEST_POLL_INTERVAL_MS = 600_000

/** What the user asked for. */
export interface RunConfig extends Config {
  readonly target: ConfiguredTarget
}

type CheckedTarget = Checked<Target, InputProblem>

/** Reads all inputs. Throws an {@link InputError} with everything that is wrong with them, and nothing else. */
export function parseInputs(reader: InputReader): RunConfig {
  const fields = new Fields(reader, ruleOf)
  const target = takeTarget(fields)
  const misplaced = [...findMisspelt(reader), ...findMisplaced(fields)]
  const health = parseHealth(fields, target.ok ? target.value : undefined)
  const config = all<RunConfig, InputProblem>({
    mode: parseMode(fields, target),
    target: andThen(target, (chosen) => chosen.parse(fields)),
    autoRollback: fields.take('auto-rollback', boolean),
    rollbackTo: parseRollbackTo(fields, target),
    health,
    promotion: parsePromotion(fields, health),
    network: parseNetwork(fields),
    rolloutTimeoutMs: fields.take('rollout-timeout', duration(SHORTEST_MS)),
    isRolloutTimeoutGiven: valid(fields.isSet('rollout-timeout')),
    rollbackTimeoutMs: fields.take('rollback-timeout', duration(SHORTEST_MS)),
    pollIntervalMs: fields.take('poll-interval', duration(SHORTEST_MS, LONGEST_POLL_INTERVAL_MS)),
    onInconclusive: parseOnInconclusive(fields, target),
    failOnRollback: fields.take('fail-on-rollback', boolean),
    captured: fields.takeOptional('captured', script('what the output captured of mode: capture said')),
    githubToken: fields.takeOptional('github-token', githubToken),
    knownBad: fields.take('known-bad', choice(['warn', 'refuse', 'ignore'] as const)),
    environment: fields.takeOptional('environment', environmentName),
    notify: parseNotify(fields),
    incident: parseIncident(fields),
    landingTargetMs: fields.takeOptional('landing-target', duration(1_000)),
    prComment: parsePullRequestComment(fields),
    landingReport: fields.take('landing-report', boolean),
    runbook: parseRunbook(fields),
    recoveryTargetMs: fields.takeOptional('recovery-target', duration(1_000)),
  })
  const unsafe = config.ok && config.value.mode === 'rehearse' ? findUnsafe(fields, config.value) : []
  if (config.ok && misplaced.length + unsafe.length === 0) return config.value
  throw new InputError(arrange(misplaced, config.ok ? unsafe : config.problems))
}

const IP_VERSIONS = { auto: 'auto', '4': 4, '6': 6 } as const

function parseNetwork(fields: Fields): Checked<NetworkConfig, InputProblem> {
  const ipVersion = fields.take('ip-version', choice(['auto', '4', '6'] as const))
  return all<NetworkConfig, InputProblem>({
    ipVersion: andThen(ipVersion, (version) => valid(IP_VERSIONS[version])),
    caPem: fields.takeOptional('ca-certificate', certificates),
  })
}

function parseMode(fields: Fields, target: CheckedTarget): Checked<Config['mode'], InputProblem> {
  return andThen(takeMode(fields), (mode) => {
    const isPutBack = mode === 'rollback' || mode === 'rehearse'
    if (!isPutBack || !target.ok || target.value.revision !== undefined) return valid(mode)
    return fields.refuse('mode', {
      expected: `guard, validate or capture with target: ${target.value.kind}`,
      hint: 'There is nothing to put back without a target.',
    })
  })
}

function parseRollbackTo(fields: Fields, target: CheckedTarget): Checked<RollbackTo, InputProblem> {
  return andThen(target, ({ revision }) => {
    return revision === undefined
      ? valid<RollbackTo>({ kind: 'previous' })
      : fields.take('rollback-to', rollbackTo(revision))
  })
}

function parseOnInconclusive(
  fields: Fields,
  target: CheckedTarget,
): Checked<Config['onInconclusive'], InputProblem> {
  const choices = ['fail', 'pass', 'rollback'] as const
  return andThen(fields.take('on-inconclusive', choice(choices)), (chosen) => {
    if (chosen !== 'rollback' || !target.ok || target.value.revision !== undefined) return valid(chosen)
    return fields.refuse('on-inconclusive', { expected: `fail or pass with target: ${target.value.kind}` })
  })
}

/** In the order of action.yml, each thing once, and nothing more about an input that does not belong. */
function arrange(
  misplaced: readonly InputProblem[],
  others: readonly InputProblem[],
): readonly InputProblem[] {
  const names = Object.keys(INPUT_DEFAULTS)
  const belonging = others.filter(({ input }) => misplaced.every((problem) => problem.input !== input))
  const unique = new Map([...misplaced, ...belonging].map((problem) => [JSON.stringify(problem), problem]))
  return [...unique.values()].toSorted(
    (a, b) => names.indexOf(a.input) - names.indexOf(b.input) || (a.line ?? 0) - (b.line ?? 0),
  )
}
