/**
 * Why GitHub refused a re-run. Every one of them is a 403, told apart by its text alone:
 * https://github.com/cli/cli/issues/9221, https://github.com/cli/cli/issues/9989
 */
export type RerunRefusal = 'already-running' | 'too-old' | 'cannot-be-rerun' | 'no-permission' | 'other'

export function classifyRefusal(said: string): RerunRefusal {
  if (/already running/i.test(said)) return 'already-running'
  if (/over a month ago/i.test(said)) return 'too-old'
  if (/not accessible by/i.test(said)) return 'no-permission'
  return /cannot be (retried|rerun)/i.test(said) ? 'cannot-be-rerun' : 'other'
}

/** What the user can do about it. */
export function refusalHint(refusal: RerunRefusal, runUrl: string): string {
  switch (refusal) {
    case 'already-running':
      return `Somebody else runs it again; follow it at ${runUrl}.`
    case 'too-old':
      return 'Deploy the good commit anew, or use `workflow-strategy: dispatch`, which has no age limit.'
    case 'cannot-be-rerun':
      return `See ${runUrl}: its workflow may be disabled, or its file at that commit broken.`
    case 'no-permission':
      return 'Add `permissions: { actions: write }` to the job; a permissions block sets every scope that it does not name to none.'
    case 'other':
      return `See ${runUrl}; what GitHub says there is the reason.`
    default:
      return refusal satisfies never
  }
}

/** The server does not know the parameter `return_run_details`, as GHES does not. */
export function isAboutRunDetails(status: number | undefined, said: string): boolean {
  return (status === 400 || status === 422) && /return_run_details/.test(said)
}
