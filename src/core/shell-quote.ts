/** What a log or a page does not show as it is: controls, what is drawn as nothing, rows of spaces. */
const NOT_SHOWN = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]|[^\S ]|(?<= ) |(?<=##)\[/gu

/**
 * One word of a command for a POSIX shell, as a person pastes it. It stays one line: a text with what a log
 * does not show as it is becomes `$'…'`, which bash, zsh and POSIX since 2024 have.
 */
export function shellQuote(text: string): string {
  if (/^[\w./=:@-]+$/.test(text)) return text
  if (text.search(NOT_SHOWN) === -1) return `'${text.replaceAll("'", "'\\''")}'`
  return `$'${text.replace(/[\\']/g, '\\$&').replace(NOT_SHOWN, inOctal)}'`
}

function inOctal(character: string): string {
  if (character === '\n') return '\\n'
  const bytes = new TextEncoder().encode(character)
  return Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
}
