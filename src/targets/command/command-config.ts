export interface CommandConfig {
  readonly kind: 'command'
  /** A bash script, run once in the workspace. */
  readonly command: string
  /** A bash script that prints `{"from": "…", "to": "…"}` and changes nothing. */
  readonly planCommand?: string
}
