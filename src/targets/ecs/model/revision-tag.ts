import type { RecordedHealth } from '../../../run/revision-record.ts'

export interface Tag {
  readonly key: string
  readonly value: string
}

/** As AWS's SDK gives it. */
export interface AnyTag {
  readonly key?: string | undefined
  readonly value?: string | undefined
}

/** The run that found it: who looks at the task definition shall know where to read on. */
export interface Finder {
  /** ISO 8601, UTC. */
  readonly at: string
  /** Empty: not known. */
  readonly commit: string
  /** Empty: not known. */
  readonly runUrl: string
}

const KEYS: Readonly<Record<RecordedHealth, string>> = {
  verified: 'safe-landing:verified',
  bad: 'safe-landing:bad',
}

/** Those of {@link KEYS}, and that of a rehearsal. */
const OWN_KEYS = /^safe-landing:(?:verified|bad|rehearsal)$/

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html */
const LONGEST_VALUE = 256
const REFUSED = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu

/** `2026-01-05T10:04:00Z 9c5b94b… https://github.com/octocat/shop/actions/runs/1` */
export function writeTag(found: RecordedHealth, { at, commit, runUrl }: Finder): Tag {
  const value = [at, commit, runUrl].filter(Boolean).join(' ').replace(REFUSED, '-')
  return { key: KEYS[found], value: value.slice(0, LONGEST_VALUE) }
}

/** What the tags of a task definition say of it. Found both good and bad, the later one counts. */
export function readTags(tags: readonly AnyTag[]): RecordedHealth | undefined {
  const [verified, bad] = [valueUnder(tags, KEYS.verified), valueUnder(tags, KEYS.bad)]
  if (verified === '' && bad === '') return undefined
  return verified > bad ? 'verified' : 'bad'
}

function valueUnder(tags: readonly AnyTag[], key: string): string {
  return tags.find((tag) => tag.key === key)?.value ?? ''
}

/**
 * A copy is another revision: what was found of the original image may not hold for it. Tags of AWS's own,
 * such as CloudFormation's, are refused in a registration.
 */
export function tagsToCopy<T extends AnyTag>(tags: readonly T[]): T[] {
  return tags.filter(({ key = '' }) => !OWN_KEYS.test(key) && !/^aws:/i.test(key))
}
