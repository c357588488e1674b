/** How a result is shown to a person. All of it is Markdown that is safe already. */
export interface Headline {
  readonly icon: string
  readonly headline: string
  /** Whether it is safe now, and what was done about it. */
  readonly progress: string
  /** What to do next, in this order. */
  readonly next: readonly string[]
  /** The commands of the plan are of use to the reader now. */
  readonly byHand?: true
  /** What they do. Absent: they roll back. */
  readonly byHandTitle?: string | undefined
}
