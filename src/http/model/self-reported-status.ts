import type { FullAnswer } from './answer.ts'

const FIELDS = new Set(['status', 'state', 'health', 'healthy', 'ok', 'success'])

const UNHEALTHY = new Set([
  'unhealthy',
  'down',
  'error',
  'fail',
  'failed',
  'failing',
  'critical',
  'red',
  'out_of_service',
  'unavailable',
  'false',
  // The same in the words of gRPC's health protocol, of status pages and of negations.
  'not_serving',
  'not_ok',
  'nok',
  'ko',
  'not_healthy',
  'failure',
  'service_unavailable',
  'major_outage',
])

const DEGRADED = new Set([
  'degraded',
  'warn',
  'warning',
  'yellow',
  'partial',
  'partially_available',
  'partially_degraded',
  'impaired',
  'degraded_performance',
  'partial_outage',
  'amber',
])

/** What an answer says of its own health. */
export interface SelfReport {
  readonly kind: 'unhealthy' | 'degraded'
  /** One clause, such as `status is "DOWN"`. Untrusted. */
  readonly text: string
}

/**
 * What a 2xx answer says against itself, in a field at the top level or as its whole text. The worst of
 * several counts.
 *
 * @param except the fields on which the user has conditions of their own; `''` stands for the whole text
 */
export function findSelfReport(
  { status, body }: FullAnswer,
  except: ReadonlySet<string>,
): SelfReport | undefined {
  if (status < 200 || status > 299 || body.isTruncated) return undefined
  const reports = saidBy(body)
    .filter(({ field }) => !except.has(field))
    .flatMap(({ field, value }) => {
      const kind = kindOf(value)
      return kind === undefined ? [] : [{ kind, text: render(field, value) }]
    })
  return reports.find(({ kind }) => kind === 'unhealthy') ?? reports[0]
}

interface Said {
  readonly field: string
  readonly value: string | boolean
}

function saidBy({ text, json }: FullAnswer['body']): Said[] {
  if (json === undefined) return [{ field: '', value: text }]
  const { value } = json
  if (typeof value === 'string' || typeof value === 'boolean') return [{ field: '', value }]
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value)
    .filter(([field]) => FIELDS.has(field.toLowerCase()))
    .flatMap(([field, said]: [string, unknown]) =>
      typeof said === 'string' || typeof said === 'boolean' ? [{ field, value: said }] : [],
    )
}

function kindOf(value: string | boolean): SelfReport['kind'] | undefined {
  const word = String(value)
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  if (UNHEALTHY.has(word)) return 'unhealthy'
  return DEGRADED.has(word) ? 'degraded' : undefined
}

function render(field: string, value: string | boolean): string {
  return field === '' ? `its text is ${JSON.stringify(value)}` : `${field} is ${JSON.stringify(value)}`
}
