import { type FullAnswer, readBody } from '../../../../src/http/model/answer.ts'

export function answerOf(body: string, own: Partial<FullAnswer> = {}): FullAnswer {
  return {
    method: 'GET',
    url: 'https://app.example.com/deployment/status',
    status: 200,
    headers: new Map(),
    body: readBody(body, false),
    timings: { waitMs: 1, bodyMs: 1, totalMs: 2 },
    redirects: 0,
    ...own,
  }
}
