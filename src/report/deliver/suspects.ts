import type { GithubClient } from '../../github/client.ts'
import { fieldsOf, list, optionalText, text } from '../../github/response-fields.ts'
import type { Suspect } from './incident.ts'

const COMMIT = /^[0-9a-f]{7,40}$/i

/**
 * The commits that the bad version has and the good one has not, oldest first; undefined when the
 * versions are no commits. Rejects with a GithubError or the signal's reason.
 */
export async function readSuspects(
  client: GithubClient,
  range: { readonly good: string | undefined; readonly bad: string },
  signal: AbortSignal,
): Promise<readonly Suspect[] | undefined> {
  const { good, bad } = range
  if (good === undefined || !COMMIT.test(good) || !COMMIT.test(bad)) return undefined
  const basehead = `${good}...${bad}`
  const { body } = await client.request('GET /repos/{owner}/{repo}/compare/{basehead}', { basehead }, signal)
  return list(fieldsOf(body), 'commits').map((entry) => {
    const fields = fieldsOf(entry)
    const commit = fieldsOf(fields.commit)
    const author = typeof commit.author === 'object' && commit.author !== null ? fieldsOf(commit.author) : {}
    return {
      sha: text(fields, 'sha'),
      subject: text(commit, 'message').split('\n', 1)[0] ?? '',
      author: optionalText(author, 'name') ?? 'an unknown author',
    }
  })
}
