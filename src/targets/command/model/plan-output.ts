import type { Revision } from '../../../core/revision.ts'
import { truncate } from '../../../core/truncate.ts'

/** What a `plan-command` printed, read. */
export type PlanOutput =
  | { readonly kind: 'planned'; readonly from: Revision; readonly to: Revision }
  /** `to` is null: the command knows of nothing to go back to. */
  | { readonly kind: 'no-target'; readonly from: Revision }
  /** What is wrong with it, as the end of a sentence. Untrusted. */
  | { readonly kind: 'wrong'; readonly problem: string }

const MAX_REVISION_LENGTH = 200

/** Reads `{"from": "…", "to": "…"}`, the whole of what was printed. Other fields are allowed. */
export function parsePlanOutput(stdout: string): PlanOutput {
  let value: unknown
  try {
    value = JSON.parse(stdout)
  } catch {
    const said = truncate(stdout)
    return { kind: 'wrong', problem: said === '' ? 'printed nothing' : `printed what is not JSON: ${said}` }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { kind: 'wrong', problem: `printed JSON that is not an object: ${truncate(stdout)}` }
  }
  const { from, to } = value as { from?: unknown; to?: unknown }
  if (!isRevision(from)) return { kind: 'wrong', problem: `printed ${describe(from)} as "from"` }
  if (to === null) return { kind: 'no-target', from: from.trim() }
  if (!isRevision(to)) return { kind: 'wrong', problem: `printed ${describe(to)} as "to"` }
  return { kind: 'planned', from: from.trim(), to: to.trim() }
}

function isRevision(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.trim() !== '' &&
    value.length <= MAX_REVISION_LENGTH &&
    !/\p{Cc}/u.test(value.trim())
  )
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  return typeof value === 'string'
    ? `the text ${JSON.stringify(truncate(value, 60))}`
    : truncate(`${JSON.stringify(value)}`, 60)
}
