// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these texts are code.

import type { Invariant } from './oracle/judge.ts'
import type { PlatformName } from './plan.ts'
import { CODE_DEPLOY_MUTANTS } from './platforms/code-deploy/mutants.ts'
import { WEBHOOK_MUTANTS } from './platforms/webhook/mutants.ts'
import { WORKFLOW_MUTANTS } from './platforms/workflow/mutants.ts'

/** A fault that is planted in the product: in a file of src/, one piece of text is replaced. */
export interface Mutant {
  readonly name: string
  readonly file: string
  readonly from: string
  readonly to: string
  /** What it should break; it may break more. */
  readonly breaks: Invariant
  /** Only these landings can show it. Absent: those of ECS. */
  readonly platform?: PlatformName
}

const WELL = 'no rollback of a well version'
const LANDS = 'a well version lands'
const FOUND = 'a bad version is found'
const GREEN = 'no green on a bad version'
const OTHER_GREEN = 'no green on another version'
const OTHERS = 'no rollback of another deployment'
const TRUE = 'every claim is true'

const CHECK = 'health/check.ts'
const JUDGE = 'http/model/judge-answer.ts'
const ACTION = 'targets/ecs/model/action.ts'
const TRACKED = 'targets/ecs/model/tracked-deployment.ts'
const ROLLOUT = 'targets/ecs/model/rollout-state.ts'
const PROGRESS = 'targets/ecs/model/deployment-progress.ts'
const GUARD = 'run/guard.ts'
const OUTCOME = 'run/outcome.ts'
const ROLL_BACK = 'run/roll-back.ts'
const STATE = 'health/judge-rollout.ts'

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'who could not ask counts as a failure, while starting',
    file: CHECK,
    from: 'const counted = { ...before.counted, [result]: add(before.counted[result], observation) }',
    to: "const counted = { ...before.counted, fail: add(before.counted.fail, observation), [result === 'fail' ? 'error' : result]: add(before.counted[result], observation) }; if (result === 'error' && counted.fail.count >= policy.retries) return { ...after, counted, verdict: neverHealthy(after, 'fail', counted.fail, policy) }",
    breaks: WELL,
  },
  {
    name: 'a missing version is a failure',
    file: CHECK,
    from: "if (kind !== 'fail') return { kind: 'inconclusive', reason }",
    to: "if (kind === 'error') return { kind: 'inconclusive', reason }",
    breaks: WELL,
  },
  {
    name: 'errors in the bake are failures',
    file: CHECK,
    from: "fail: result === 'pass' ? NONE : result === 'fail' ? add(fail, observation) : fail,",
    to: "fail: result === 'pass' ? NONE : add(fail, observation),",
    breaks: WELL,
  },
  {
    name: 'a pass does not end the failures in a row',
    file: CHECK,
    from: "fail: result === 'pass' ? NONE : result === 'fail' ? add(fail, observation) : fail,",
    to: "fail: result === 'fail' ? add(fail, observation) : fail,",
    breaks: WELL,
  },
  {
    name: 'one failure is enough',
    file: CHECK,
    from: 'if (fail.count >= retries) {',
    to: 'if (fail.count >= 1) {',
    breaks: WELL,
  },
  {
    name: 'failures in the bake do not decide',
    file: CHECK,
    from: 'if (fail.count >= retries) {',
    to: 'if (fail.count >= retries * 1_000) {',
    breaks: 'within the time bounds',
  },
  {
    name: 'failures while starting do not decide',
    file: CHECK,
    from: 'const isDecided = counted[result].count >= policy.retries',
    to: "const isDecided = result !== 'fail' && counted[result].count >= policy.retries",
    breaks: 'every run ends',
  },
  {
    name: 'the last failure before the end of the bake is overlooked',
    file: 'health/end-of-bake.ts',
    from: "if (last?.result === 'pass') return undefined",
    to: "if (last?.result === 'pass' || last?.result === 'fail') return undefined",
    breaks: 'healthy by the last probe',
  },
  {
    name: 'the new version is judged before it has all traffic',
    file: 'health/rollout-progress.ts',
    from: "return state.kind === 'in-progress' && state.traffic === 'all'",
    to: "return state.kind === 'in-progress'",
    breaks: LANDS,
  },
  {
    name: 'a failed task counts at every poll',
    file: 'health/rollout-progress.ts',
    from: 'for (const task of state.failedTasks) known.set(task.id, task)',
    to: 'for (const task of state.failedTasks) known.set(`${task.id} ${poll.atMs}`, task)',
    breaks: WELL,
  },
  {
    name: 'time is taken for a failure',
    file: STATE,
    from: "return { kind: hasServed || isOnlyRoom ? 'inconclusive' : 'unhealthy', reason }",
    to: "return { kind: 'unhealthy', reason }",
    breaks: WELL,
  },
  {
    name: 'who waits for a person is unhealthy',
    file: STATE,
    from: "return { kind: 'awaiting-approval', reason }",
    to: "return { kind: 'unhealthy', reason }",
    breaks: WELL,
  },
  {
    name: 'a platform that does not answer is unhealthy',
    file: STATE,
    from: "return state.permanent ? { kind: 'inconclusive', reason: state.reason } : undefined",
    to: "return { kind: 'unhealthy', reason: state.reason }",
    breaks: WELL,
  },
  {
    name: 'a newer deployment makes the watched one healthy',
    file: STATE,
    from: "return { kind: 'superseded', ...withoutKind(state) }",
    to: "return { kind: 'healthy', reason: state.reason }",
    breaks: OTHER_GREEN,
  },
  {
    name: 'a rollback by the platform is overlooked',
    file: STATE,
    from: "return { kind: 'rolled-back-by-platform', ...withoutKind(state) }",
    to: 'return undefined',
    breaks: 'every run ends',
  },
  {
    name: 'failed tasks do not decide',
    file: STATE,
    from: 'if (tasks.size < policy.retries) continue',
    to: 'if (tasks.size < 1_000) continue',
    breaks: 'within the time bounds',
  },
  {
    name: 'a rate limiter speaks for the service',
    file: 'http/model/intermediary.ts',
    from: "  [429, 'a rate limiter refuses the probe'],\n",
    to: '',
    breaks: WELL,
  },
  {
    name: 'a bot wall speaks for the service',
    file: 'http/model/intermediary.ts',
    from: "  { header: 'cf-mitigated', name: 'Cloudflare' },\n",
    to: '',
    breaks: WELL,
  },
  {
    name: 'the network of the runner speaks for the service',
    file: 'http/http-probe.ts',
    from: 'if (await control.isReachable(signal)) return seen',
    to: 'return seen',
    breaks: WELL,
  },
  {
    name: 'any status will do',
    file: JUDGE,
    from: 'if (!status.some(({ from, to }) => from <= answer.status && answer.status <= to)) {',
    to: 'if (answer.status === 0) {',
    breaks: FOUND,
  },
  {
    name: 'an answer that reports itself unhealthy passes',
    file: JUDGE,
    from: "if (own?.kind === 'unhealthy')",
    to: "if (own?.kind === 'unhealthy' && answer.status === 0)",
    breaks: FOUND,
  },
  {
    name: 'any version will do',
    file: JUDGE,
    from: "if ((version === expected.version) === (expected.kind === 'exactly')) return undefined",
    to: 'return undefined',
    breaks: GREEN,
  },
  {
    name: 'another version is a failure',
    file: JUDGE,
    from: "finds('stale', findOtherVersion(expectations.version, reading))",
    to: "finds('fail', findOtherVersion(expectations.version, reading))",
    breaks: WELL,
  },
  {
    name: 'who does not know rolls back',
    file: GUARD,
    from: "if (settings.onInconclusive !== 'rollback')",
    to: "if (settings.onInconclusive === 'pass')",
    breaks: WELL,
  },
  {
    name: 'a cancelled job rolls back',
    file: GUARD,
    from: '    if (!signal.aborted) throw error\n    const changed',
    to: "    if (!signal.aborted) throw error\n    if (ports.strategy) return await rollBack({ ...ports, strategy: ports.strategy }, { ...settings, isDryRun: false }, { reason: 'cancelled', timings: {} }, new AbortController().signal)\n    const changed",
    breaks: WELL,
  },
  {
    name: 'a version that was unhealthy is healthy',
    file: GUARD,
    from: 'if (before === undefined) return await undo(ports, settings, verification, signal)',
    to: "if (before === undefined) return { ...reported, result: 'healthy', isHealthy: true, timings: {} }",
    breaks: GREEN,
  },
  {
    name: 'a job is green after a rollback',
    file: OUTCOME,
    from: "return settings.mode === 'rollback' || !settings.failOnRollback ? 0 : 1",
    to: 'return 0',
    breaks: OTHER_GREEN,
  },
  {
    name: 'a job is green on a newer deployment',
    file: OUTCOME,
    from: "    case 'superseded':\n    case 'handed-off':",
    to: "    case 'superseded':\n      return 0\n    case 'handed-off':",
    breaks: OTHER_GREEN,
  },
  {
    name: 'a job is green when nothing was deployed',
    file: OUTCOME,
    from: "    case 'not-deployed':\n",
    to: "    case 'not-deployed':\n      return 0\n",
    breaks: GREEN,
  },
  {
    name: 'a rollback that failed is called one',
    file: ROLL_BACK,
    from: "const result = isOnlyPlanned ? dryRunResult(before) : 'rollback-failed'",
    to: "const result = isOnlyPlanned ? dryRunResult(before) : 'rolled-back'",
    breaks: 'healthy by the last probe',
  },
  {
    name: 'the rollback of this run is put down to the platform',
    file: ROLL_BACK,
    from: "const result = plan.actor === 'us' ? 'rolled-back' : 'rolled-back-by-platform'",
    to: "const result = 'rolled-back-by-platform'",
    breaks: TRUE,
  },
  {
    name: 'a rollback under way is cancelled as if nothing had been done',
    file: ROLL_BACK,
    from: 'the job was cancelled ${this.#position}`',
    to: 'the job was cancelled; nothing was changed`',
    breaks: TRUE,
  },
  {
    name: 'the report names the target as what it came from',
    file: 'targets/ecs/rollback/strategy.ts',
    from: 'from: perService(deps, services, ({ plan }) => plan.tracked.taskDefinition),',
    to: 'from: perService(deps, services, ({ target }) => target),',
    breaks: TRUE,
  },
  {
    name: 'the guard before the write is dropped',
    file: ACTION,
    from: "  return { kind: 'superseded', by, reason: `${service.name} has been given ${by} by somebody else` }",
    to: "  return { kind: 'update-service', reason: `${by} runs` }",
    breaks: OTHERS,
  },
  {
    name: 'the verdict does not see a newer deployment',
    file: ROLLOUT,
    from: 'if (wasSeen) return readSuperseded(facts)',
    to: "if (wasSeen) return { kind: 'complete', failedTasks: facts.failedTasks, detail: 'it was seen' }",
    breaks: OTHER_GREEN,
  },
  {
    name: 'a rollback by the platform is done once more',
    file: ACTION,
    from: "      return { kind: 'follow', to }\n",
    to: "      return { kind: 'update-service', reason: `it goes to ${to}` }\n",
    breaks: 'nothing is done twice',
  },
  {
    name: 'ECS restores whatever it likes',
    file: ACTION,
    from: 'if (target !== undefined && !isRestored) {',
    to: 'if (target !== undefined && sources.length === 0) {',
    breaks: 'the right way back',
  },
  {
    name: 'what is there already is asked for again',
    file: ACTION,
    from: "if (primary !== undefined && running === target && isGiven) return { kind: 'already-there' }",
    to: "if (primary !== undefined && running === target && isGiven) return { kind: 'update-service', reason: 'again' }",
    breaks: 'one rollback at most',
  },
  {
    name: 'a service that is read as it was before is one that was given something newer',
    file: TRACKED,
    from: 'return goesOn && primary.createdAtMs < entry.createdAtMs',
    to: 'return false',
    breaks: TRUE,
  },
  {
    name: 'what stopped the watched deployment is overlooked',
    file: TRACKED,
    from: 'return taskDefinition === own ? undefined : taskDefinition',
    to: 'return own && undefined',
    breaks: OTHERS,
  },
  {
    name: 'the watched deployment is whatever is primary',
    file: TRACKED,
    from: 'service.deployments.filter(({ taskDefinition }) => taskDefinition === tracked.taskDefinition),',
    to: "service.deployments.filter(({ status }) => status === 'PRIMARY' || tracked.id === ''),",
    breaks: OTHER_GREEN,
  },
  {
    name: 'what was given by name is not what is watched',
    file: TRACKED,
    from: 'const taskDefinition = deployed === undefined ? running : completeArn(deployed, running)',
    to: 'const taskDefinition = deployed === undefined ? running : running',
    breaks: OTHER_GREEN,
  },
  {
    name: 'a rollout is complete when its tasks run',
    file: ROLLOUT,
    from: "return entry.status === 'SUCCESSFUL' || onlyCleansUp(entry)",
    to: 'return primary.runningCount >= primary.desiredCount',
    breaks: LANDS,
  },
  {
    name: 'some traffic is all traffic',
    file: PROGRESS,
    from: "if (productionWeight >= 100) return 'all'",
    to: "if (productionWeight > 0) return 'all'",
    breaks: LANDS,
  },
  {
    name: 'what was rolled back from is a way back',
    file: 'targets/ecs/model/deployment-line.ts',
    from: "if (entry.status.startsWith('ROLLBACK_')) followRollback(line, entry, history)",
    to: "if (entry.status.startsWith('ROLLBACK_')) followDeployment(line, { ...entry, status: 'SUCCESSFUL' }, history)",
    breaks: 'no rollback to a bad version',
  },
  {
    name: 'the way back is the revision before',
    file: 'targets/ecs/rollback/service-planning.ts',
    from: 'const target = completeArn(choice.taskDefinition, tracked.taskDefinition)',
    to: 'const target = tracked.taskDefinition.replace(/[0-9]+$/, (number) => String(Number(number) - 1))',
    breaks: 'no rollback to a bad version',
  },
  {
    name: 'tasks that the infrastructure took away are failures of the version',
    file: 'targets/ecs/model/stopped-task.ts',
    from: 'if (!CODES.has(stopCode)) return false',
    to: 'if (!CODES.has(stopCode)) return true',
    breaks: WELL,
  },
  {
    name: 'an outage that the infrastructure made is a failure of the version',
    file: 'health/interruption.ts',
    from: '  if (why !== undefined) {\n',
    to: "  if (why === '') {\n",
    breaks: WELL,
  },
  {
    name: 'the platform is not asked whose doing an outage is',
    file: 'health/interruption.ts',
    from: 'return isFromNobody && latest.atMs < dueAtMs ? dueAtMs : undefined',
    to: 'return isFromNobody && latest.atMs < first.startedAtMs - 1e9 ? dueAtMs : undefined',
    breaks: WELL,
  },
  {
    name: 'tasks of the old version are failures of the new one',
    file: 'targets/ecs/model/stopped-task.ts',
    from: 'return tasks.filter((task) => task.startedBy === deploymentId && isFailure(task))',
    to: 'return tasks.filter((task) => task.startedBy !== deploymentId || isFailure(task))',
    breaks: WELL,
  },
  {
    name: 'a pause is answered without being asked to',
    file: ACTION,
    from: 'const hookId = findPause(service, entry, promotesAt)?.id',
    to: "const hookId = findPause(service, entry, promotesAt)?.id ?? entry.hooks.find((hook) => hook.status === 'AWAITING_ACTION')?.id",
    breaks: 'no hook answered unasked',
  },
  {
    name: 'whatever the checks of the test listener show, it goes on',
    file: 'run/promote.ts',
    from: 'const verdict = decided ?? (await this.#proceed(signal))',
    to: "const verdict = decided?.kind === 'superseded' ? decided : await this.#proceed(signal)",
    breaks: 'no bad version is let on',
  },
  {
    name: 'nobody is ever said to have met it',
    file: 'run/promote.ts',
    from: 'metNobody: !this.#hadTraffic && states.length > 0 && states.every(isClosed),',
    to: 'metNobody: true,',
    breaks: TRUE,
  },
  {
    name: 'a rollback is in place as soon as it is accepted',
    file: 'targets/ecs/model/stabilization.ts',
    from: 'if (primary.taskDefinition !== target) return readOther(facts, primary.taskDefinition, entry)',
    to: "if (primary.taskDefinition !== target || primary.runningCount === 0) return { kind: 'stable' }",
    breaks: TRUE,
  },
  {
    name: 'polls do not wait for each other',
    file: 'run/rollout-pace.ts',
    from: 'export function nextPollDelayMs(',
    to: 'export const nextPollDelayMs = (..._: unknown[]) => 100\nfunction unused(',
    breaks: 'within the budget of calls',
  },
  {
    name: 'the checks are not asked again after a rollback',
    file: ROLL_BACK,
    from: 'const recovery = await recover(this.#ports, this.#settings, plan, signal)',
    to: "await recover; const recovery = { ...before.verification, verdict: { kind: 'healthy', reason: 'it is back' } } as Verification",
    breaks: 'healthy by the last probe',
  },
  {
    name: 'a throttled read ends the rollback',
    file: 'aws/aws-error.ts',
    from: "return new AwsError('transient', `AWS throttles ${action} (${message})`, { cause })",
    to: "return new AwsError('refused', `AWS throttles ${action} (${message})`, { cause })",
    breaks: 'every run ends',
  },
  {
    name: 'a write whose answer was lost is sent again',
    file: 'aws/calling.ts',
    from: '? await run(writer, { abortSignal: AbortSignal.timeout(WRITE_TIMEOUT_MS) })',
    to: '? await run(writer, { abortSignal: AbortSignal.timeout(WRITE_TIMEOUT_MS) }).catch(() => run(writer, { abortSignal: signal }))',
    breaks: 'one rollback at most',
  },
  {
    name: 'a lost answer ends the rollback',
    file: 'targets/ecs/rollback/service-rollback.ts',
    from: 'if (isTransient(step.error) ? isTimeUp : this.#refusals > MAX_REFUSALS) return undefined',
    to: 'if (isTimeUp || this.#refusals >= 0) return undefined',
    breaks: 'a rollback outlasts what passes',
  },
  {
    name: 'what had landed when the run began is healthy',
    file: STATE,
    from: '  }\n  return undefined\n}\n\nfunction judgeState(',
    to: "  }\n  const hasLanded = services.length > 0 && services.every(({ state }) => state.kind === 'complete')\n  return hasLanded && (progress.latest?.atMs ?? 0) < 2_000 ? { kind: 'healthy', reason: 'it had landed' } : undefined\n}\n\nfunction judgeState(",
    breaks: 'a re-run ends the same',
  },
  {
    name: 'an answer of another form is a bug',
    file: 'aws/aws-error.ts',
    from: 'if (!(cause instanceof TypeError || cause instanceof RangeError)) throw cause',
    to: 'if (cause instanceof Error) throw cause',
    breaks: 'no bug',
  },
  {
    name: 'an answer without its list is an empty one',
    file: 'aws/aws-error.ts',
    from: "if (list === undefined) throw new TypeError('it holds no list')",
    to: 'if (list === undefined) return []',
    breaks: TRUE,
  },
  {
    name: 'what is only to be shown is done',
    file: ROLL_BACK,
    from: "if (this.#settings.isDryRun && plan.actor === 'us')",
    to: "if (this.#settings.isDryRun && plan.actor === 'platform')",
    breaks: 'nothing is written unasked',
  },
  {
    name: 'an order goes back from what the service shows',
    file: TRACKED,
    from: 'deployed ?? findUnlisted(service, history)',
    to: 'deployed',
    breaks: 'an order is carried out',
  },
  {
    name: 'a tag that has moved is taken for what it was',
    file: 'targets/ecs/model/images.ts',
    from: 'if (digest !== undefined && hasMoved)',
    to: 'if (digest === undefined && hasMoved)',
    breaks: 'the right way back',
  },
  {
    name: 'who went back has left nothing',
    file: 'targets/ecs/model/deployment-line.ts',
    from: 'this.versions.slice(this.versions.indexOf(known) + 1))',
    to: 'this.versions.slice(this.versions.length))',
    breaks: 'the right way back',
  },
  {
    name: 'a service without a way back is left behind',
    file: 'targets/ecs/rollback/strategy.ts',
    from: 'if (withoutTarget !== undefined) {',
    to: 'if (withoutTarget !== undefined && plannings.length === 1) {',
    breaks: 'no service without a way back',
  },
  {
    name: 'only the first of several services goes back',
    file: 'targets/ecs/rollback/strategy.ts',
    from: 'applyAll({ ...deps, progress }, services, signal)',
    to: 'applyAll({ ...deps, progress }, services.slice(0, 1), signal)',
    breaks: 'all services or none',
  },
  {
    name: 'no value of a metric is of the new version',
    file: 'health/triggers/metric-trigger.ts',
    from: '.filter(({ startedAtMs }) => startedAtMs >= view.deployedAtMs)',
    to: '.filter(({ startedAtMs }) => startedAtMs >= view.nowMs)',
    breaks: 'no line is overlooked',
  },
  {
    name: 'an alarm that is red is called OK',
    file: 'health/triggers/metric-trigger.ts',
    from: "if (latest.state === 'ok') return",
    to: "if (latest.state !== 'insufficient-data') return",
    breaks: 'no line is overlooked',
  },
  {
    name: 'an alarm from before the deployment counts',
    file: 'health/triggers/metric-trigger.ts',
    from: 'if (wasRed && !wasGreen) {',
    to: 'if (wasRed && wasGreen) {',
    breaks: WELL,
  },
  ...WEBHOOK_MUTANTS,
  ...CODE_DEPLOY_MUTANTS,
  ...WORKFLOW_MUTANTS,
]
