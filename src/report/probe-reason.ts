import type { Observation } from '../health/observation.ts'

/**
 * What a probe found, to be put after the name of its check. A check has the name of its address unless it was given
 * another, and nobody needs to read that twice.
 */
export function describeReason({ check, result, reason = result, answer }: Observation): string {
  if (answer === undefined) return reason
  const at = reason.indexOf(answer.url)
  if (at < 0 || !isNamedBy(check, URL.parse(answer.url))) return reason
  const rest = reason.slice(at + answer.url.length).replace(/^ \([^)]*\)/, '')
  return rest.replace(/^[:\s]+/, '') || reason
}

/** A long name is cut, and one that is not unique has its line. */
function isNamedBy(check: string, url: URL | null): boolean {
  const address = url === null ? '' : `${url.host}${url.pathname}`
  const name = check.replace(/ \(line \d+\)$/, '')
  return name === address || (name.endsWith('…') && address.startsWith(name.slice(0, -1)))
}

/** The reason of a verdict, without what the probe that it ends with has said already. */
export function shortenVerdict(reason: string, last: Observation | undefined): string {
  if (last?.reason === undefined) return reason
  const [found = ''] = describeReason(last).split(/; (?:body: |no body)/)
  return reason.replace(last.reason, found)
}
