import type { WorkflowRun } from '../../../github/model/workflow-run.ts'

export interface DispatchInput {
  readonly name: string
  readonly value: string
}

/** `{sha}`, `{ref}` and `{run_id}` become those of the good run. */
export function fillInputs(
  inputs: readonly DispatchInput[],
  good: Pick<WorkflowRun, 'id' | 'sha' | 'branch'>,
): Readonly<Record<string, string>> {
  const values = { sha: good.sha, ref: good.branch ?? '', run_id: String(good.id) }
  const filled = inputs.map(({ name, value }) => [
    name,
    value.replaceAll(/\{(sha|ref|run_id)\}/g, (_, key: keyof typeof values) => values[key]),
  ])
  return Object.fromEntries(filled)
}

/** A dispatch runs the tip of a branch or tag; a commit gives `No ref found`. */
export function rejectDispatchRef(ref: string): string | undefined {
  return /^[0-9a-f]{40}([0-9a-f]{24})?$/i.test(ref)
    ? `dispatch-ref is the commit ${ref.slice(0, 7)}, and GitHub dispatches branches and tags only; pass the commit as an input: \`dispatch-inputs: "sha: {sha}"\``
    : undefined
}

export interface DeclaredInput {
  readonly name: string
  readonly isRequired: boolean
}

/** What the workflow file at the ref declares; `undefined`: it cannot be dispatched at all. */
export function rejectInputs(
  given: readonly string[],
  declared: readonly DeclaredInput[] | undefined,
  file: string,
): string | undefined {
  if (declared === undefined)
    return `${file} has no workflow_dispatch trigger, so that it cannot be dispatched`
  const names = declared.map(({ name }) => name)
  const said = names.length === 0 ? 'it declares none' : `it declares ${names.join(', ')}`
  const unknown = given.find((name) => !names.includes(name))
  if (unknown !== undefined) return `${file} declares no dispatch input ${unknown}; ${said}`
  const missing = declared.find(({ name, isRequired }) => isRequired && !given.includes(name))
  return missing === undefined
    ? undefined
    : `${file} requires the dispatch input ${missing.name}, which dispatch-inputs does not give`
}

/** The server does not know the parameter `return_run_details`, as GHES does not. */
export function isAboutRunDetails(status: number | undefined, said: string): boolean {
  return (status === 400 || status === 422) && /return_run_details/.test(said)
}
