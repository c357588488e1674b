import type { Revision } from '../../../core/revision.ts'
import type { FullAnswer } from '../../../http/model/answer.ts'

/** What a status address says about deployments, as far as its fields are known ones. Untrusted. */
export interface DeploymentStatus {
  readonly current?: Revision | undefined
  /** What a rollback would bring back. */
  readonly previous?: Revision | undefined
}

/** Compared without case, `_` and `-`; the first one that is there counts. */
const CURRENT = [
  'current',
  'currentversion',
  'currentenvironment',
  'active',
  'activeversion',
  'activeenvironment',
  'live',
  'version',
  'environment',
]
const PREVIOUS = [
  'previous',
  'previousversion',
  'previousenvironment',
  'rollbacktarget',
  'rollbackto',
  'standby',
  'inactive',
]
const HISTORY = ['history', 'deploymenthistory', 'deployments']
/** In what names a deployment that is an object. */
const NAME = ['version', 'name', 'environment', 'id', 'revision', 'color', 'colour']

/**
 * Finds the current and the previous deployment: two fields of the top level (or of the object
 * `deployment` or `status` in it), or the newest other entry of a history.
 */
export function readDeployment({ body }: FullAnswer): DeploymentStatus {
  const top = fieldsOf(body.json?.value)
  if (top === undefined) return {}
  const inner = fieldsOf(top.get('deployment')) ?? fieldsOf(top.get('status')) ?? new Map<string, unknown>()
  const current = first(CURRENT, top) ?? first(CURRENT, inner)
  const previous =
    first(PREVIOUS, top) ?? first(PREVIOUS, inner) ?? fromHistory(top, current) ?? fromHistory(inner, current)
  return { current, previous: previous === current ? undefined : previous }
}

type Fields = ReadonlyMap<string, unknown>

function fieldsOf(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return new Map(
    Object.entries(value).map(([name, field]) => [name.toLowerCase().replace(/[_-]/g, ''), field]),
  )
}

function first(names: readonly string[], fields: Fields): Revision | undefined {
  for (const name of names) {
    const revision = revisionOf(fields.get(name))
    if (revision !== undefined) return revision
  }
  return undefined
}

function revisionOf(value: unknown): Revision | undefined {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim()
  const fields = fieldsOf(value)
  if (fields === undefined) return undefined
  for (const name of NAME) {
    const field = fields.get(name)
    if (typeof field === 'string' || typeof field === 'number') return revisionOf(field)
  }
  return undefined
}

/** Whichever end is the newer one: the current deployment stands there, and its neighbour came before. */
function fromHistory(fields: Fields, current: Revision | undefined): Revision | undefined {
  const list = HISTORY.map((name) => fields.get(name)).find((value) => Array.isArray(value))
  if (!Array.isArray(list) || current === undefined) return undefined
  const names = list.map(revisionOf)
  const newestFirst = names.at(-1) === current && names[0] !== current ? names.toReversed() : names
  if (newestFirst[0] !== current) return undefined
  return newestFirst.find((name) => name !== undefined && name !== current)
}
