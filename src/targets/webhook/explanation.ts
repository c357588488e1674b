import { PlatformError, type PlatformErrorCode } from '../../core/platform-error.ts'
import type { Secret } from '../../core/secret.ts'
import { truncate } from '../../core/truncate.ts'
import type { FullAnswer } from '../../http/model/answer.ts'

/** Without user info, query and fragment, which are secrets. */
export function shownAddress(address: Secret): string {
  const { origin, pathname } = new URL(address.reveal())
  return origin + pathname
}

/** Undefined for a 2xx; otherwise what the answer means for somebody who wanted one. */
export function describeAnswer(
  answer: FullAnswer,
  request: string,
  input: string,
  redact: (text: string) => string,
): PlatformError | undefined {
  const { status, body } = answer
  if (status >= 200 && status <= 299) return undefined
  const said = redact(truncate(body.text, 120))
  const what = `${request} was answered with ${status}${redirection(answer)}${said === '' ? '' : `: ${said}`}`
  const [code, hint] = meaningOf(status, input)
  return new PlatformError(code, what, { hint })
}

/** Of a redirect only the host, since the rest may hold a token. */
function redirection({ status, headers, url }: FullAnswer): string {
  if (status < 300 || status > 399) return ''
  const target = URL.parse(headers.get('location') ?? '', url)
  return target === null ? ', a redirect' : `, a redirect to ${target.host}`
}

function meaningOf(status: number, input: string): [PlatformErrorCode, string] {
  if (status === 401 || status === 403) {
    return ['access-denied', 'See that webhook-headers hold a token that is still valid and may do this.']
  }
  if (status === 404 || status === 410) return ['not-found', `Correct the path of ${input}.`]
  if (status >= 300 && status <= 399) {
    return [
      'refused',
      `Redirects are not followed, since headers with tokens would go along: write the final address in ${input}.`,
    ]
  }
  if (status === 429) return ['refused', 'It limits how often it is called: try again later.']
  if (status >= 500) return ['unreachable', `Look at the logs of the service behind ${input}.`]
  return [
    'refused',
    'The answer says why; see that webhook-method, webhook-headers and webhook-body are what it wants.',
  ]
}
