import type { Revision } from '../../../core/revision.ts'
import type { FullAnswer } from '../../../http/model/answer.ts'

/** What a status address says about deployments, as far as its fields are known ones. Untrusted. */
export interface DeploymentStatus {
  readonly current?: Revision | undefined
  /** What a rollback would bring back. */
  readonly previous?: Revision | undefined
}

/** Compared without case, `_` and `-`; the first one that is there counts. What is the same for long comes last. */
const CURRENT = [
  'current',
  'currentversion',
  'currentenvironment',
  'currentslot',
  'currentcolor',
  'active',
  'activeversion',
  'activeenvironment',
  'activeslot',
  'activecolor',
  'live',
  'liveversion',
  'slot',
  'color',
  'colour',
  'version',
  'release',
  'revision',
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
const NAME = ['version', 'name', 'slot', 'color', 'colour', 'environment', 'revision', 'id']
/** A number in another field is a count, or the like. */
const NUMBERED = /(?:version|release|revision|id)$/
/** They say how it is, and not what it is. */
const STATE =
  /^(?:true|false|yes|no|on|off|ok|up|down|healthy|unhealthy|idle|busy|running|stopped|active|inactive|ready|none|null|unknown|undefined|n\/a|pending|starting|deploying|switching|updating|draining|rolling[ _-]?back|in[ _-]?progress|[^\p{L}\d]*)$/iu
/** `3/3`, `60 %`, `2 of 3`, `3 instances`: so many, and not which. */
export const AMOUNT = /^\d[\d.,]*(?:\s*%|\s*\/\s*\d|\s+\p{L})/u
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/

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
    const revision = revisionOf(fields.get(name), name, fields)
    if (revision !== undefined) return revision
  }
  return undefined
}

function revisionOf(value: unknown, field: string, siblings?: Fields): Revision | undefined {
  if (typeof value === 'number' || typeof value === 'string') {
    const text = String(value).trim()
    const isNumber =
      /^[-+\d.]*$/.test(text) &&
      (typeof value === 'number' || /^(?:active|live|standby|inactive)$/.test(field))
    if (isNumber) return mayBeNumbered(field, siblings) && text !== '' ? text : undefined
    return [STATE, AMOUNT, TIME].some((form) => form.test(text)) ? undefined : text
  }
  const fields = fieldsOf(value)
  return fields && first(NAME, fields)
}

/** `{"current": 42, "previous": 41}` is a pair of versions; `{"current": 3}` may be how many run. */
function mayBeNumbered(field: string, siblings: Fields | undefined): boolean {
  const isPair = /^(?:current|previous)$/.test(field) && siblings?.has('current') && siblings.has('previous')
  return isPair === true || NUMBERED.test(field)
}

/**
 * Whichever end is the newer one: the current deployment stands there, and its neighbour came before. What came between two
 * deployments of the current one was gone back from.
 */
function fromHistory(fields: Fields, current: Revision | undefined): Revision | undefined {
  const list = HISTORY.map((name) => fields.get(name)).find((value) => Array.isArray(value))
  if (!Array.isArray(list) || current === undefined) return undefined
  const names = list.map((entry) => revisionOf(entry, 'version'))
  const newestFirst = names.at(-1) === current && names[0] !== current ? names.toReversed() : names
  if (newestFirst[0] !== current) return undefined
  return newestFirst
    .slice(newestFirst.lastIndexOf(current))
    .find((name) => name !== undefined && name !== current)
}
