/** Whether `checks` may start a program. Needs no valid text: that secrets are masked comes first. */
export function hasCommands(checks: string): boolean {
  return /\brun["']?\s*:/.test(checks)
}
