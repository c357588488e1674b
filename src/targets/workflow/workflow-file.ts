import { parse } from 'yaml'
import type { GithubClient } from '../../github/client.ts'
import { GithubError } from '../../github/github-error.ts'
import { fieldsOf, text } from '../../github/response-fields.ts'
import type { DeclaredInput } from './model/dispatched-run.ts'

export interface FileAt {
  readonly path: string
  /** Undefined: on the default branch. */
  readonly ref: string | undefined
}

export async function readWorkflowFile(
  github: GithubClient,
  { path, ref }: FileAt,
  signal: AbortSignal,
): Promise<string> {
  const parameters = ref === undefined ? { path } : { path, ref }
  const { body } = await github.request('GET /repos/{owner}/{repo}/contents/{+path}', parameters, signal)
  return Buffer.from(text(fieldsOf(body), 'content'), 'base64').toString('utf8')
}

/** What the file calls the job with this key. Undefined: the same, or the file cannot be read. */
export async function jobTitle(
  github: GithubClient,
  { key, ...file }: FileAt & { readonly key: string },
  signal: AbortSignal,
): Promise<string | undefined> {
  let content: string
  try {
    content = await readWorkflowFile(github, file, signal)
  } catch (error) {
    if (!(error instanceof GithubError) || error.status === undefined) throw error
    return undefined
  }
  const jobs = Object.entries(asMapping(asMapping(parseOrNothing(content))?.jobs) ?? {})
  const job = jobs.find(([name]) => name.toLowerCase() === key.toLowerCase())
  const title = asMapping(job?.[1])?.name
  return typeof title === 'string' ? title : undefined
}

/** Undefined: the file has no `workflow_dispatch`, or is not YAML. */
export function declaredInputs(content: string): readonly DeclaredInput[] | undefined {
  const triggers = asMapping(parseOrNothing(content))?.on
  const events = asMapping(triggers)
  const names = events === undefined ? [triggers].flat() : Object.keys(events)
  if (!names.includes('workflow_dispatch')) return undefined
  const inputs = asMapping(asMapping(events?.workflow_dispatch)?.inputs) ?? {}
  return Object.entries(inputs).map(([name, input]) => {
    const { required, default: otherwise } = asMapping(input) ?? {}
    return { name, isRequired: required === true && otherwise === undefined }
  })
}

function parseOrNothing(content: string): unknown {
  try {
    return parse(content)
  } catch {
    return undefined
  }
}

function asMapping(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined
}
