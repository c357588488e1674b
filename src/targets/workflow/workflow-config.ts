import type { Secret } from '../../core/secret.ts'

export interface WorkflowConfig {
  readonly kind: 'workflow'
  /** File name or id. Absent: the workflow that this step runs in. */
  readonly workflow?: string
  /** Absent: the job that this step runs in. */
  readonly deployJob?: string
  readonly environment?: string
  readonly strategy: WorkflowStrategy
  readonly token: Secret
}

export type WorkflowStrategy =
  | { readonly kind: 'rerun' }
  | {
      readonly kind: 'dispatch'
      /** Branch or tag. Absent: the branch of the run that is rolled back to. */
      readonly ref?: string
      /** Values may hold `{sha}`, `{ref}` and `{run_id}`, replaced by those of the good run. */
      readonly inputs: readonly { readonly name: string; readonly value: string }[]
    }
