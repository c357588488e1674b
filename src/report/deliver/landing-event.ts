import { createHash } from 'node:crypto'
import { isRolledBack, isRolloutWaiting, type Outcome } from '../../run/outcome.ts'
import type { ReportContext, RunStory } from '../run-story.ts'
import { toPlainText } from '../untrusted.ts'

/** What happened to the service, for receivers that are programs. All of it is one-line text. */
export interface LandingEvent {
  readonly kind: 'deployed' | 'rolled-back' | 'incident-detected' | 'incident-resolved' | 'run-finished'
  /** The same only for the same message of the same run. */
  readonly id: string
  /** ISO 8601. */
  readonly at: string
  /** A URI: the repository. */
  readonly source: string
  /** The same for every run that deploys this service to this environment, so that a later one can resolve it. */
  readonly incident: string
  readonly service: string
  readonly environment: string
  /** What runs now, or is to run, as a package URL: https://github.com/package-url/purl-spec */
  readonly artifact: string
}

export function landingEvent(
  { events, context }: RunStory,
  kind: LandingEvent['kind'],
  { moment, version }: { readonly moment: string; readonly version?: string | undefined },
): LandingEvent {
  const { run, startedAt } = context
  const service = serviceOf(context)
  const atMs = Date.parse(startedAt) + (events.at(-1)?.atMs ?? 0)
  const incident = incidentOf(context)
  return {
    kind,
    id: digest([incident, run?.url, run?.attempt, run?.job, startedAt, moment]),
    at: new Date(atMs).toISOString(),
    source: run?.url.replace(/\/actions\/runs\/.*$/, '') ?? 'safe-landing',
    incident,
    service,
    environment: environmentOf(context),
    artifact: artifactOf(context, version ?? context.settings.expectVersion),
  }
}

export function kindOfEnd({ outcome, events, context }: RunStory): LandingEvent['kind'] {
  if (outcome.result === 'healthy') return 'deployed'
  if (isRolledBack(outcome.result)) return 'rolled-back'
  if (context.exitCode === 0 || context.mode === 'validate') return 'run-finished'
  // Nobody is woken by a rehearsal that failed, as long as the service is verified healthy.
  if (outcome.rehearsal !== undefined && outcome.isHealthy === true) return 'run-finished'
  return hasBegun({ events }) || isAboutService(outcome) ? 'incident-detected' : 'run-finished'
}

/** A rollback of this run, by whomever. */
export function hasBegun({ events }: Pick<RunStory, 'events'>): boolean {
  return events.some(({ kind }) => kind === 'rollback-started')
}

/** It was verified, not only put back, that the service is healthy. */
export function isResolved({ outcome }: RunStory): boolean {
  return outcome.isHealthy === true && (outcome.result === 'healthy' || isRolledBack(outcome.result))
}

/** Nothing is known to be wrong with the service after one of these. */
const ABOUT_RUN_ONLY: ReadonlySet<string> = new Set(['superseded', 'not-deployed', 'cancelled', 'invalid'])

function isAboutService(outcome: Outcome): boolean {
  return !ABOUT_RUN_ONLY.has(outcome.result) && !isRolloutWaiting(outcome)
}

/** A revision belongs to a run, not to the service. Where the target has no names, its checks have. */
function incidentOf({ run, environment, target, where = [], settings }: ReportContext): string {
  const names = where.filter(({ name }) => name !== undefined && name !== 'revision')
  const places = where.filter(({ name }) => name !== 'revision').map(({ value }) => value)
  const checks = names.length > 0 ? [] : settings.checks.map(({ name }) => name)
  return `safe-landing-${digest([run?.repository, environment, target, places, checks])}`
}

function digest(identity: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32)
}

function serviceOf({ target, where = [], settings, run }: ReportContext): string {
  const services = where.filter(({ name }) => name === 'service').map(({ value }) => value)
  const found = services.join(', ') || where[0]?.value || run?.repository || settings.checks[0]?.name
  return toPlainText(found ?? '', 200) || target
}

function environmentOf({ environment, where = [], target }: ReportContext): string {
  const place = where.find(({ name }) => name === 'cluster' || name === 'host')?.value
  return toPlainText(environment ?? place ?? '', 200) || target
}

function artifactOf(context: ReportContext, version: string | undefined): string {
  const { run } = context
  const encode = encodeURIComponent
  if (version === undefined && run !== undefined) {
    const repository = run.repository.toLowerCase().split('/').map(encode).join('/')
    return `pkg:github/${repository}@${encode(run.commit)}`
  }
  const said = toPlainText(version ?? 'unknown', 200)
  return `pkg:generic/${encode(serviceOf(context))}@${encode(said)}`
}
