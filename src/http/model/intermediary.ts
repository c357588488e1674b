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

/** Statuses with which a wall or a limiter refuses; a failure of the service itself is none of them. */
const REFUSALS = new Set([403, 405, 406, 503])

/** What else only a wall or a limiter says, with a status that a service may answer too. */
const SIGNS: readonly { readonly name: string; readonly isThere: (answer: FullAnswer) => boolean }[] = [
  {
    // https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/
    name: 'Cloudflare refuses the probe',
    isThere: ({ headers, body }) =>
      /^cloudflare\b/i.test(headers.get('server') ?? '') &&
      /\berror code:? 10(?:0[5-9]|1[0-59]|20)\b/i.test(body.text),
  },
  {
    name: 'Imperva refuses the probe',
    isThere: ({ body }) => /_Incapsula_Resource|\bIncapsula incident ID\b/.test(body.text),
  },
  {
    name: 'Akamai refuses the probe',
    isThere: ({ status, headers }) => status === 403 && /^AkamaiGHost\b/i.test(headers.get('server') ?? ''),
  },
  {
    // https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ and its older forms
    name: 'a rate limiter refuses the probe',
    isThere: ({ headers }) =>
      /^0\b/.test(headers.get('ratelimit-remaining') ?? headers.get('x-ratelimit-remaining') ?? '') ||
      /\b(?:r|remaining)=0\b/.test(headers.get('ratelimit') ?? ''),
  },
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
export function findIntermediary(answer: FullAnswer, expected: readonly StatusRange[]): string | undefined {
  const { status, headers } = answer
  if (expected.some((range) => !isAnySuccess(range) && range.from <= status && status <= range.to))
    return undefined
  return findWall(headers) ?? STATUSES.get(status) ?? findSign(answer)
}

function findSign(answer: FullAnswer): string | undefined {
  return REFUSALS.has(answer.status) ? SIGNS.find(({ isThere }) => isThere(answer))?.name : undefined
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
