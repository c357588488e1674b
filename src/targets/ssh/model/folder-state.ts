/** What a deployment changes of a folder, where no file in it says the version. */
export interface FolderState {
  /** Of its entries and of the start of its unit. */
  readonly identity: string
}

/** Undefined: not what a capture records. It may have come from another job, through an output. */
export function readFolderState(state: unknown): FolderState | undefined {
  if (typeof state !== 'object' || state === null || !('identity' in state)) return undefined
  const { identity } = state
  return typeof identity === 'string' && identity !== '' ? { identity } : undefined
}
