import type { FullAnswer } from './answer.ts'

const FIELDS = new Set(['status', 'healthy', 'health'])
const ILL_WORDS = new Set(['unhealthy', 'down', 'error', 'fail', 'false'])

/**
 * What a 2xx JSON answer says against itself, such as `status is "DOWN"`. Only the top level is looked
 * at; `except` names the fields on which the user has conditions of their own.
 */
export function findUnhealthyStatus(
  { status, body }: FullAnswer,
  except: ReadonlySet<string>,
): string | undefined {
  if (status < 200 || status > 299) return undefined
  if (body.isTruncated && /^\s*\{/.test(body.text)) {
    return 'is JSON longer than 1 MiB, so that it cannot be seen whether it says that it is ill'
  }
  const value = body.json?.value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  for (const [field, said] of Object.entries(value)) {
    if (!FIELDS.has(field.toLowerCase()) || except.has(field)) continue
    if (typeof said !== 'string' && typeof said !== 'boolean') continue
    if (ILL_WORDS.has(String(said).trim().toLowerCase())) {
      return `says that it is ill: ${field} is ${JSON.stringify(said)}`
    }
  }
  return undefined
}
