/** The code of a system's, OpenSSL's or undici's error, such as `ECONNREFUSED`; empty without one. */
export function codeOf(error: unknown): string {
  return textOf(error, 'code')
}

export function messageOf(error: unknown): string {
  return textOf(error, 'message') || String(error)
}

/** undici gives its parser's errors a name, and a code only now and then. */
export function isParserError(error: unknown): boolean {
  return textOf(error, 'name') === 'HTTPParserError'
}

/** What only a mistake in a program causes, and never a network or a server. */
export function isProgramError(error: unknown): boolean {
  return /^(?:Assertion|Range|Reference|Syntax|Type)Error$/.test(textOf(error, 'name'))
}

/** Not by `instanceof`: an error may stem from another realm. */
function textOf(error: unknown, key: string): string {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined
  return typeof value === 'string' ? value : ''
}
