import { type FullAnswer, readBody } from '../../src/http/model/answer.ts'

interface Given {
  readonly body?: unknown
  /** In place of `body`. */
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly isCut?: boolean
  readonly totalMs?: number
}

/** A complete answer over TLS; a body that is not text is sent as JSON. */
export function fullAnswer(
  { body, text, headers = {}, isCut = false, totalMs = 120 }: Given = {},
  overrides: Partial<FullAnswer> = {},
): FullAnswer {
  return {
    method: 'GET',
    url: 'https://api.example.com/health',
    address: '203.0.113.7:443',
    status: 200,
    headers: new Map(Object.entries(headers)),
    body: readBody(text ?? (body === undefined ? '' : JSON.stringify(body)), isCut),
    timings: { waitMs: totalMs - 1, bodyMs: 1, totalMs },
    certificate: { expiresInMs: 30 * 86_400_000 },
    redirects: 0,
    ...overrides,
  }
}
