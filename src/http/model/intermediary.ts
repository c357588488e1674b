import { truncate } from '../../core/truncate.ts'
import type { FullAnswer } from './answer.ts'
import type { StatusRange } from './expectation.ts'

/** Headers that a bot wall adds to what it answers itself. */
const WALLS: readonly { readonly header: string; readonly name: string }[] = [
  // https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
  { header: 'cf-mitigated', name: 'Cloudflare' },
  // https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-how-it-works.html
  { header: 'x-amzn-waf-action', name: 'AWS WAF' },
  // https://vercel.com/docs/vercel-firewall
  { header: 'x-vercel-mitigated', name: 'the Vercel Firewall' },
  { header: 'x-sucuri-block', name: 'the Sucuri Firewall' },
]

/** Statuses by which somebody in front of the service speaks of the client, and not of the service. */
const STATUSES: ReadonlyMap<number, string> = new Map([
  [407, 'a proxy asks for credentials'],
  [429, 'a rate limiter refuses the probe'],
  [511, 'a network asks for a login'],
])

/**
 * Who answered in place of the service, as a clause; undefined where the service did. A status that the
 * user lists is taken at its word; the default range is no such list.
 */
export function findIntermediary(
  { status, headers }: FullAnswer,
  expected: readonly StatusRange[],
): string | undefined {
  if (expected.some((range) => !isAnySuccess(range) && range.from <= status && status <= range.to))
    return undefined
  return findWall(headers) ?? STATUSES.get(status)
}

function isAnySuccess({ from, to }: StatusRange): boolean {
  return from === 200 && to === 299
}

/** The bot wall that answered, as a clause; undefined where none did. */
export function findWall(headers: FullAnswer['headers']): string | undefined {
  const wall = WALLS.find(({ header }) => headers.get(header))
  if (wall === undefined) return undefined
  return `${wall.name} stopped the probe (${wall.header}: ${truncate(headers.get(wall.header) ?? '', 40)})`
}
