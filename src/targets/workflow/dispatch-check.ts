import { parse } from 'yaml'
import { PlatformError } from '../../core/platform-error.ts'
import type { GithubClient } from '../../github/client.ts'
import { GithubError } from '../../github/github-error.ts'
import { fieldsOf, text } from '../../github/response-fields.ts'
import { fileName, type WorkflowFacts } from '../../github/workflow-reading.ts'
import { type DeclaredInput, rejectDispatchRef, rejectInputs } from './model/dispatched-run.ts'

export interface DispatchQuestion {
  readonly workflow: WorkflowFacts
  readonly ref: string
  readonly inputNames: readonly string[]
}

/** Finds, before anything is written, a dispatch that GitHub would refuse. Answers what it could not check. */
export async function checkDispatch(
  github: GithubClient,
  { workflow, ref, inputNames }: DispatchQuestion,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const file = fileName(workflow.path)
  const wrongRef = rejectDispatchRef(ref)
  if (wrongRef !== undefined) {
    throw new PlatformError('refused', wrongRef, { hint: 'Give a branch or a tag as dispatch-ref.' })
  }
  let content: string
  try {
    content = await readFile(github, { path: workflow.path, ref }, signal)
  } catch (error) {
    if (!(error instanceof GithubError) || error.status === undefined) throw error
    if (error.code === 'not-found') {
      throw new PlatformError(
        'not-found',
        `${file} does not exist at dispatch-ref ${ref}, or ${ref} does not exist`,
        {
          cause: error,
          hint: 'Give a branch or tag that has the file, and `permissions: { contents: read }` to the job.',
        },
      )
    }
    return [
      `whether ${file} at ${ref} declares the dispatch inputs; \`permissions: { contents: read }\` would tell`,
    ]
  }
  const problem = rejectInputs(inputNames, declaredInputs(content), `${file} at ${ref}`)
  if (problem === undefined) return []
  throw new PlatformError('refused', problem, {
    hint: `Change dispatch-inputs, or the inputs under on.workflow_dispatch of ${file}.`,
  })
}

async function readFile(
  github: GithubClient,
  { path, ref }: { readonly path: string; readonly ref: string },
  signal: AbortSignal,
): Promise<string> {
  const { body } = await github.request('GET /repos/{owner}/{repo}/contents/{+path}', { path, ref }, signal)
  return Buffer.from(text(fieldsOf(body), 'content'), 'base64').toString('utf8')
}

/** Undefined: the file has no `workflow_dispatch`, or is not YAML. */
function declaredInputs(content: string): readonly DeclaredInput[] | undefined {
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
