import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PlatformError } from '../../core/platform-error.ts'
import { type Redact, redactDeep } from '../../core/redact-deep.ts'
import type { GithubClient } from '../../github/client.ts'
import { fieldsOf, list, optionalText, text } from '../../github/response-fields.ts'
import type { IncidentConfig } from '../../inputs/config.ts'
import type { RunStory } from '../run-story.ts'
import {
  INCIDENT_PLACEHOLDERS,
  type Incident,
  incidentMarker,
  isIncident,
  renderIncident,
  type Suspect,
} from './incident.ts'
import { type OpenedIssue, openIncidentIssue } from './incident-issue.ts'

/** A team's own template, from the root of its repository. */
export const TEMPLATE_PATH = '.github/safe-landing-incident.md'
const MAX_TEMPLATE_LENGTH = 30_000

export interface IncidentDeps {
  readonly client: GithubClient
  /** GITHUB_WORKSPACE, where a template may be. Absent: our own template. */
  readonly workspace?: string | undefined
  /** Where it happened: an environment, or the target itself. */
  readonly place: string
  readonly redact: Redact
  /** Receives what did not work; it changes nothing else. */
  readonly warn: (text: string, hint?: string) => void
}

export interface ReportedIncident {
  readonly incident: Incident
  /** Absent: it could not be opened, and a warning said why. */
  readonly issue?: OpenedIssue | undefined
}

/** Reports what was rolled back; undefined when there is nothing to report. Rejects only for an abort. */
export async function reportIncident(
  story: RunStory,
  config: IncidentConfig,
  { deps, signal }: { readonly deps: IncidentDeps; readonly signal: AbortSignal },
): Promise<ReportedIncident | undefined> {
  if (!isIncident(story)) return undefined
  const { client, place, redact, warn } = deps
  const attempt = <T>(what: string, act: () => Promise<T>) => orWarn(what, act, { warn, signal })
  const template = await attempt('the template of incidents could not be read', () =>
    readTemplate(deps.workspace),
  )
  const suspects = await attempt('the commits of this version could not be read', () =>
    findSuspects(client, story, signal),
  )
  const incident = renderIncident(story, {
    place,
    template,
    suspects: suspects && redactDeep(suspects, redact),
  })
  if (incident.unknownPlaceholders.length > 0) {
    const names = incident.unknownPlaceholders.join(', ')
    warn(
      `${TEMPLATE_PATH} holds placeholders that stand for nothing: ${names}`,
      `There are ${INCIDENT_PLACEHOLDERS.join(', ')}.`,
    )
  }
  const marker = incidentMarker(story, place)
  const issue = await attempt('no incident issue could be opened', () =>
    openIncidentIssue(client, { incident, marker, labels: config.labels }, signal),
  )
  return { incident, issue }
}

async function findSuspects(
  client: GithubClient,
  { outcome, context }: RunStory,
  signal: AbortSignal,
): Promise<readonly Suspect[] | undefined> {
  const range = { good: outcome.plan?.toVersion, bad: context.run?.commit ?? '' }
  return await readSuspects(client, range, signal)
}

async function readTemplate(workspace: string | undefined): Promise<string | undefined> {
  if (workspace === undefined) return undefined
  try {
    const text = await readFile(join(workspace, TEMPLATE_PATH), 'utf8')
    return text.slice(0, MAX_TEMPLATE_LENGTH)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function orWarn<T>(
  what: string,
  act: () => Promise<T>,
  { warn, signal }: { readonly warn: IncidentDeps['warn']; readonly signal: AbortSignal },
): Promise<T | undefined> {
  try {
    return await act()
  } catch (error) {
    if (signal.aborted) throw error
    const { message } = error as Error
    warn(`${what}: ${message}`, error instanceof PlatformError ? error.hint : undefined)
    return undefined
  }
}

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
