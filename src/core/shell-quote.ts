/** One word of a command for a POSIX shell, as a person pastes it. */
export function shellQuote(text: string): string {
  return /^[\w./=:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
