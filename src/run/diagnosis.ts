/** Facts that explain what happened, for people to read. */
export interface Diagnosis {
  /** In our own words, such as `Stopped tasks of web`. */
  readonly title: string
  /** May hold untrusted text. */
  readonly lines: readonly string[]
  readonly shows?: 'log' | 'stopped-tasks' | undefined
  readonly links?: readonly { readonly label: string; readonly url: string }[]
}

/** Finds out why a version failed. It decides nothing, so that a rollback need not wait for it. */
export interface Diagnostics {
  /** Resolves with what could be determined; rejects only with the signal's reason. */
  diagnose(signal: AbortSignal): Promise<readonly Diagnosis[]>
}
