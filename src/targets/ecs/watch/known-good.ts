import { AwsError } from '../../../aws/aws-error.ts'
import type { RecordedHealth, RevisionRecord } from '../../../run/revision-record.ts'
import type { EcsApi, Warn } from '../api/api.ts'
import { readTaskDefinition } from '../api/task-definition.ts'
import { tagResource } from '../api/writing.ts'
import { shortTaskDefinition } from '../model/model.ts'
import { type Finder, readTags, writeTag } from '../model/revision-tag.ts'
import type { ServiceTracker } from './service-tracker.ts'

/** Remembers what runs found of task definitions, by tags on them. Costs only itself when it is not allowed. */
export class KnownGood {
  readonly #api: EcsApi
  readonly #warn: Warn
  readonly #finder: () => Finder

  constructor(api: EcsApi, warn: Warn, finder: () => Finder) {
    this.#api = api
    this.#warn = warn
    this.#finder = finder
  }

  async tag(taskDefinition: string, found: RecordedHealth, signal: AbortSignal): Promise<void> {
    try {
      await tagResource(this.#api, taskDefinition, [writeTag(found, this.#finder())], signal)
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      const name = shortTaskDefinition(taskDefinition)
      this.#warn(`${name} could not be marked as ${found}: ${error.message}`, error.hint)
    }
  }

  /**
   * What is known of these, in their order. With `untilVerified` it ends at the first verified one.
   * What may not be read, or has been deleted, is as if nothing were known of it.
   */
  async recall(
    taskDefinitions: readonly string[],
    { untilVerified }: { readonly untilVerified: boolean },
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, RecordedHealth>> {
    const known = new Map<string, RecordedHealth>()
    try {
      for (const taskDefinition of taskDefinitions) {
        const found = await this.#read(taskDefinition, signal)
        if (found !== undefined) known.set(taskDefinition, found)
        if (found === 'verified' && untilVerified) break
      }
    } catch (error) {
      if (!(error instanceof AwsError) || error.kind === 'transient') throw error
      if (error.kind === 'expired-credentials') throw error
      this.#warn(`which revisions were verified before cannot be read: ${error.message}`, error.hint)
    }
    return known
  }

  async #read(taskDefinition: string, signal: AbortSignal): Promise<RecordedHealth | undefined> {
    try {
      return readTags((await readTaskDefinition(this.#api, taskDefinition, signal)).tags)
    } catch (error) {
      if (error instanceof AwsError && error.kind === 'refused') return undefined
      throw error
    }
  }
}

/** Of several services it is unknown which one made a deploy bad, so that only good is kept of them. */
export function ecsRevisionRecord(knownGood: KnownGood, watched: readonly ServiceTracker[]): RevisionRecord {
  return {
    async record(found, signal) {
      if (found === 'bad' && watched.length > 1) return
      for (const { deployed } of watched) {
        if (deployed !== undefined) await knownGood.tag(deployed.taskDefinition, found, signal)
      }
    },
  }
}
