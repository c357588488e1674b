import { renderDuration } from '../core/duration.ts'
import { bestEffort } from './best-effort.ts'
import type { Journal } from './event.ts'

/** What the platform does by its own schedule with each deployment of one service. */
export interface PlatformSchedule {
  readonly service: string
  readonly parts: readonly SchedulePart[]
}

export interface SchedulePart {
  /** Such as `10 steps of the traffic of 6m`. */
  readonly what: string
  readonly durationMs: number
  /** How long one step of the traffic lasts. Absent: it is none. */
  readonly stepMs?: number | undefined
}

/** What a landing on the platform has to fit into. */
export interface LandingLimits {
  readonly schedules: readonly PlatformSchedule[]
  /** How long the credentials last from now. Absent: nobody says so. */
  readonly credentialsMs?: number | undefined
}

export interface LandingPorts {
  readonly journal: Journal
  /** Reads them from the platform. Absent: it has no schedule of its own. */
  readonly readLimits?: ((signal: AbortSignal) => Promise<LandingLimits>) | undefined
}

export interface LandingSettings {
  readonly rolloutTimeoutMs: number
  /** It was given: what is left at its default fits every schedule. */
  readonly isTimeoutGiven: boolean
  /** Our own start and bake, at their longest. */
  readonly verifyingMs: number
}

interface Warning {
  readonly text: string
  readonly hint: string
}

/** Undefined: there is no schedule to read, or it could not be read, which was warned of. */
export async function readLimits(
  { journal, readLimits: read }: LandingPorts,
  signal: AbortSignal,
): Promise<LandingLimits | undefined> {
  if (read === undefined) return undefined
  const loss = 'how long a deploy takes by the schedule of the platform could not be read'
  return await bestEffort(journal, loss, () => read(signal), signal)
}

/**
 * Before a deploy: how long it can take, and what cannot hold it.
 *
 * @returns why the rollout timeout that was given cannot be meant, if that is so
 */
export async function reportLandings(
  ports: LandingPorts,
  settings: LandingSettings,
  signal: AbortSignal,
): Promise<Warning | undefined> {
  const limits = await readLimits(ports, signal)
  if (limits === undefined) return undefined
  const lines = describeLandings(limits, settings)
  if (lines.length > 0)
    ports.journal.record({ kind: 'evidence', title: 'How long a landing can take', lines })
  for (const warning of findTightLimits(limits, settings))
    ports.journal.record({ kind: 'warned', ...warning })
  return findShortTimeout(limits, settings)
}

export function longestLandingMs({ schedules }: LandingLimits, settings: LandingSettings): number {
  return Math.max(0, ...schedules.map((schedule) => landingMs(schedule, settings)))
}

/** How long a landing can take, a line for each service that the platform deploys by a schedule. */
export function describeLandings({ schedules }: LandingLimits, settings: LandingSettings): string[] {
  const { rolloutTimeoutMs, verifyingMs } = settings
  return schedules
    .filter(({ parts }) => parts.length > 0)
    .map((schedule) => {
      const { service, parts } = schedule
      const took = renderDuration(landingMs(schedule, settings))
      const own = `${renderDuration(rolloutTimeoutMs)} in which it may make no progress, and ${renderDuration(verifyingMs)} of start-period, probes and bake-time`
      return `A landing of ${service} can take ${took}: ${parts.map(({ what }) => what).join(', ')}, ${own}.`
    })
}

/** Six hours, after which a runner of GitHub ends a job whose `timeout-minutes` says nothing. */
const JOB_MS = 6 * 3_600_000

/** What cannot hold such a landing. */
export function findTightLimits(limits: LandingLimits, settings: LandingSettings): Warning[] {
  const longestMs = longestLandingMs(limits, settings)
  const longest = `a landing can take ${renderDuration(longestMs)}`
  const { credentialsMs } = limits
  const warnings: Warning[] = []
  if (credentialsMs !== undefined && credentialsMs < longestMs)
    warnings.push({
      text: `the AWS credentials end in ${renderDuration(credentialsMs)}, and ${longest}`,
      hint: 'Without them a bad version cannot be rolled back. Raise role-duration-seconds in aws-actions/configure-aws-credentials, and the maximum session duration of the role.',
    })
  if (longestMs > JOB_MS)
    warnings.push({
      text: `${longest}, and a job ends after six hours unless timeout-minutes says otherwise`,
      hint: 'Set timeout-minutes of the job; a runner of GitHub itself ends it after six hours in any case.',
    })
  return warnings
}

/** A timeout that ends before one step of the platform's schedule was meant for another service. */
export function findShortTimeout(
  { schedules }: LandingLimits,
  { rolloutTimeoutMs, isTimeoutGiven }: LandingSettings,
): Warning | undefined {
  if (!isTimeoutGiven) return undefined
  for (const { service, parts } of schedules) {
    const longestMs = Math.max(0, ...parts.map(({ stepMs = 0 }) => stepMs))
    if (longestMs <= rolloutTimeoutMs) continue
    const shown = renderDuration(longestMs)
    return {
      text: `rollout-timeout is ${renderDuration(rolloutTimeoutMs)}, and one step of the traffic of ${service} takes ${shown}`,
      hint: `Set rollout-timeout to more than ${shown}, or leave it out.`,
    }
  }
  return undefined
}

function landingMs({ parts }: PlatformSchedule, settings: LandingSettings): number {
  const scheduleMs = parts.reduce((sum, { durationMs }) => sum + durationMs, 0)
  return scheduleMs + settings.rolloutTimeoutMs + settings.verifyingMs
}
