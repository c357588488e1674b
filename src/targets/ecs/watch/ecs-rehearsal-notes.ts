import { AwsError, toPlatformError } from '../../../aws/aws-error.ts'
import type { Revision } from '../../../core/revision.ts'
import type { RehearsalNotes } from '../../../run/rehearse.ts'
import type { EcsApi } from '../api/api.ts'
import { readServicesOf } from '../api/service-reading.ts'
import { readTaskDefinition } from '../api/task-definition.ts'
import { tagResource } from '../api/writing.ts'
import { shortTaskDefinition } from '../model/model.ts'
import {
  findReplacement,
  isWayBack,
  readRehearsalTag,
  writeRehearsalEnd,
  writeRehearsalTag,
} from '../model/rehearsal-tag.ts'
import type { Tag } from '../model/revision-tag.ts'
import { renderServices, rollbackToOf } from '../model/service-revisions.ts'
import type { ServiceTracker } from './service-tracker.ts'

interface NotesDeps {
  readonly api: EcsApi
  readonly watched: readonly ServiceTracker[]
  readonly rollbackTimeoutMs: number
  /** ISO 8601, UTC. */
  readonly now: () => string
}

/** Notes a rehearsal by a tag on what it goes back from: the service itself may belong to Terraform. */
export function ecsRehearsalNotes(deps: NotesDeps): RehearsalNotes {
  const tagAll = async (tagFor: (label: string) => Tag | undefined, signal: AbortSignal) => {
    for (const { deployed, label } of deps.watched) {
      const tag = tagFor(label)
      if (deployed !== undefined && tag !== undefined)
        await tagResource(deps.api, deployed.taskDefinition, [tag], signal)
    }
  }
  const begin = (to: Revision) => (label: string) => {
    const target = rollbackToOf({ kind: 'revision', revision: to }, label)
    return target?.kind === 'revision' ? writeRehearsalTag(deps.now(), target.revision) : undefined
  }
  return {
    findUnfinished: (signal) => asPlatformErrors(() => findUnfinished(deps, signal)),
    begin: (to, signal) => asPlatformErrors(() => tagAll(begin(to), signal)),
    end: (signal) => asPlatformErrors(() => tagAll(() => writeRehearsalEnd(deps.now()), signal)),
  }
}

async function findUnfinished(
  { api, watched, rollbackTimeoutMs }: NotesDeps,
  signal: AbortSignal,
): Promise<string | undefined> {
  const found: { label: string; revision: string }[] = []
  for (const [tracker, service] of await readServicesOf(api, watched, signal)) {
    const history = await tracker.refreshHistory(service, signal)
    const last = history && findReplacement(history)
    if (last === undefined) continue
    const { tags } = await readTaskDefinition(api, last.from, signal)
    const begun = readRehearsalTag(tags)
    if (begun !== undefined && isWayBack(last, begun, rollbackTimeoutMs))
      found.push({ label: tracker.label, revision: shortTaskDefinition(last.from) })
  }
  return found.length === 0 ? undefined : renderServices(found, watched.length > 1)
}

async function asPlatformErrors<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw error instanceof AwsError ? toPlatformError(error) : error
  }
}
