/** A name at its beginning stays as it is. */
export function beginSentence(text: string): string {
  return text.replace(/^(?:a|an|the|no|it|if)\b/, (word) => word.charAt(0).toUpperCase() + word.slice(1))
}
