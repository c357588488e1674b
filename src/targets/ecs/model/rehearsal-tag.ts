import { newestFirst, type ServiceHistory, shortTaskDefinition } from './model.ts'
import type { AnyTag, Tag } from './revision-tag.ts'

export const REHEARSAL_KEY = 'safe-landing:rehearsal'

const ENDED = 'ended'

/** On the version that a rehearsal goes back from: when it began, and what it goes back to. `at` is ISO 8601, UTC. */
export function writeRehearsalTag(at: string, to: string): Tag {
  return { key: REHEARSAL_KEY, value: `${at} ${to}` }
}

export function writeRehearsalEnd(at: string): Tag {
  return { key: REHEARSAL_KEY, value: `${ENDED} ${at}` }
}

/** A rehearsal that began and never ended, as far as the tags of what it went back from say. */
export interface BegunRehearsal {
  readonly beganAtMs: number
  /** As `web:41`. */
  readonly to: string
}

export function readRehearsalTag(tags: readonly AnyTag[]): BegunRehearsal | undefined {
  const [at = '', to = ''] = (tags.find(({ key }) => key === REHEARSAL_KEY)?.value ?? '').split(' ')
  // biome-ignore lint/style/noRestrictedGlobals: it reads a time that is given, and no clock
  const beganAtMs = Date.parse(at)
  return at === ENDED || Number.isNaN(beganAtMs) ? undefined : { beganAtMs, to }
}

/** The last deployment of a service, and what it replaced. */
export interface Replacement {
  readonly from: string
  /** It may be a copy of a task definition, and is named by both. */
  readonly to: readonly string[]
  readonly deployedAtMs: number
}

/** Undefined: that is not on record, or nothing was replaced. */
export function findReplacement(history: ServiceHistory): Replacement | undefined {
  const [newest, before] = newestFirst(history.deployments)
  const revisionOf = (arn = '') => history.revisions.get(arn)
  const [from, to] = [revisionOf(before?.targetRevisionArn), revisionOf(newest?.targetRevisionArn)]
  if (newest === undefined || from === undefined || to === undefined) return undefined
  if (from.taskDefinition === to.taskDefinition) return undefined
  const names = [to.taskDefinition, ...(to.copyOf === undefined ? [] : [to.copyOf])]
  return { from: from.taskDefinition, to: names.map(shortTaskDefinition), deployedAtMs: newest.createdAtMs }
}

/** The two clocks differ, and between the tag and the deployment AWS may be asked for a while. */
const EARLIEST_MS = -60_000

/** Whether the last deployment is the way back of that rehearsal, and nobody else's. */
export function isWayBack(
  { to, deployedAtMs }: Replacement,
  begun: BegunRehearsal,
  longestMs: number,
): boolean {
  const sinceMs = deployedAtMs - begun.beganAtMs
  return to.includes(begun.to) && sinceMs >= EARLIEST_MS && sinceMs <= longestMs
}
