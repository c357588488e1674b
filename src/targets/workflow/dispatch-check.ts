import { PlatformError } from '../../core/platform-error.ts'
import type { GithubClient } from '../../github/client.ts'
import { GithubError } from '../../github/github-error.ts'
import { fileName, type WorkflowFacts } from '../../github/workflow-reading.ts'
import { rejectDispatchRef, rejectInputs } from './model/dispatched-run.ts'
import { declaredInputs, readWorkflowFile } from './workflow-file.ts'

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
    content = await readWorkflowFile(github, { path: workflow.path, ref }, signal)
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
      `whether ${file} at ${ref} declares the dispatch inputs; to check it, the job needs \`permissions: { contents: read }\``,
    ]
  }
  const problem = rejectInputs(inputNames, declaredInputs(content), `${file} at ${ref}`)
  if (problem === undefined) return []
  throw new PlatformError('refused', problem, {
    hint: `Change dispatch-inputs, or the inputs under on.workflow_dispatch of ${file}.`,
  })
}
