/** A check by a command of the user's: an entry of `checks` with `run`. */
export interface CommandCheck {
  /** Unique in a run, and plain text. */
  readonly name: string
  /** Bash, as a `run:` step has it. */
  readonly run: string
  readonly timeoutMs: number
  readonly required: boolean
  /** It asks the test listener, before the new version has production traffic. Absent: it asks production. */
  readonly stage?: 'test'
}

export function isCommand(check: object): check is CommandCheck {
  return 'run' in check
}
