import { shortTaskDefinition } from '../model/model.ts'
import { type Finder, readTags, writeTag } from '../model/revision-tag.ts'
import type { Remembered, RevisionMemory } from '../../../run/revision-record.ts'
import type { EcsApi } from '../api/api.ts'
import { readTaskDefinition } from '../api/task-definition.ts'
import { EcsTrouble } from '../../../aws/aws-error.ts'
import type { Warn, WatchedService } from './service-tracker.ts'
import { tagResource } from '../api/writing.ts'

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

  async mark(taskDefinition: string, found: Remembered, signal: AbortSignal): Promise<void> {
    try {
      await tagResource(this.#api, taskDefinition, [writeTag(found, this.#finder())], signal)
    } catch (error) {
      if (!(error instanceof EcsTrouble)) throw error
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
  ): Promise<ReadonlyMap<string, Remembered>> {
    const known = new Map<string, Remembered>()
    try {
      for (const taskDefinition of taskDefinitions) {
        const found = await this.#read(taskDefinition, signal)
        if (found !== undefined) known.set(taskDefinition, found)
        if (found === 'verified' && untilVerified) break
      }
    } catch (error) {
      if (!(error instanceof EcsTrouble) || error.kind === 'passing') throw error
      if (error.kind === 'expired-credentials') throw error
      this.#warn(`which revisions were verified before cannot be read: ${error.message}`, error.hint)
    }
    return known
  }

  async #read(taskDefinition: string, signal: AbortSignal): Promise<Remembered | undefined> {
    try {
      return readTags((await readTaskDefinition(this.#api, taskDefinition, signal)).tags)
    } catch (error) {
      if (error instanceof EcsTrouble && error.kind === 'refused') return undefined
      throw error
    }
  }
}

/** Of several services it cannot be told which one made a deploy bad, so that only good is kept of them. */
export function ecsMemory(knownGood: KnownGood, watched: readonly WatchedService[]): RevisionMemory {
  return {
    async remember(found, signal) {
      if (found === 'bad' && watched.length > 1) return
      for (const { deployed } of watched) {
        if (deployed !== undefined) await knownGood.mark(deployed.taskDefinition, found, signal)
      }
    },
  }
}
