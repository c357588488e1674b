import type { GithubClient } from '../../github/client.ts'
import { type Fields, fieldsOf, integer, optionalText, text } from '../../github/response-fields.ts'
import type { Incident } from './incident.ts'

/** Open issues are looked through so far back; an older incident is not the same one. */
const MAX_PAGES = 5

/** Whoever may write to the repository. */
const TRUSTED_AUTHORS = ['OWNER', 'MEMBER', 'COLLABORATOR']

export interface OpenedIssue {
  readonly number: number
  readonly url: string
  /** It was open already, and got a comment. */
  readonly isKnown: boolean
}

/**
 * Opens an issue for an incident, or adds a comment to the open one of the same place and commit: what
 * people have written there stays. Rejects with a GithubError or the signal's reason.
 */
export async function openIncidentIssue(
  client: GithubClient,
  issue: { readonly incident: Incident; readonly marker: string; readonly labels: readonly string[] },
  signal: AbortSignal,
): Promise<OpenedIssue> {
  const { incident, marker, labels } = issue
  const known = await findOpenIssue(client, marker, signal)
  if (known !== undefined) {
    const parameters = { issue_number: known.number, body: `It happened again.\n\n${incident.body}` }
    await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', parameters, signal)
    return { ...known, isKnown: true }
  }
  const { body } = await client.request(
    'POST /repos/{owner}/{repo}/issues',
    { title: incident.title, body: incident.body, labels },
    signal,
  )
  return { ...read(body), isKnown: false }
}

async function findOpenIssue(
  client: GithubClient,
  marker: string,
  signal: AbortSignal,
): Promise<Omit<OpenedIssue, 'isKnown'> | undefined> {
  const parameters = { state: 'open', sort: 'created', direction: 'desc' }
  let page = 0
  for await (const issues of client.pages('GET /repos/{owner}/{repo}/issues', parameters, signal)) {
    const known = issues.find((issue) => isIncidentOf(fieldsOf(issue), marker))
    if (known !== undefined) return read(known)
    page += 1
    if (page === MAX_PAGES) return undefined
  }
  return undefined
}

/**
 * The marker can be known beforehand, and anybody may open an issue in a public repository: what a stranger
 * opened is no incident of this action. An app, as the workflow's own token is one, acts only where it was installed.
 */
function isIncidentOf(issue: Fields, marker: string): boolean {
  if (!optionalText(issue, 'body')?.includes(marker)) return false
  const { user } = issue
  const isApp = typeof user === 'object' && user !== null && optionalText(fieldsOf(user), 'type') === 'Bot'
  return isApp || TRUSTED_AUTHORS.includes(optionalText(issue, 'author_association') ?? '')
}

function read(issue: unknown): Omit<OpenedIssue, 'isKnown'> {
  const fields = fieldsOf(issue)
  return { number: integer(fields, 'number'), url: text(fields, 'html_url') }
}
