/** Facts that explain what happened, for people to read. */
export interface Finding {
  /** In our own words, such as `Stopped tasks of web`. */
  readonly title: string
  /** May hold untrusted text. */
  readonly lines: readonly string[]
  readonly links?: readonly { readonly label: string; readonly url: string }[]
}

/** Finds out why a version failed. It decides nothing, so that a rollback need not wait for it. */
export interface Explainer {
  /** Resolves with what could be found out; rejects only with the signal's reason. */
  explain(signal: AbortSignal): Promise<readonly Finding[]>
}
