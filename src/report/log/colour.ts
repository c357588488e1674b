const RED = 31
const GREEN = 32
const YELLOW = 33
const CYAN = 36
const GREY = 90

/** By the sign that a line begins with after its time. */
const COLOURS: readonly (readonly [sign: RegExp, colour: number])[] = [
  [/^(?:✗|■ (?!healthy|superseded|inconclusive|awaiting))/u, RED],
  [/^(?:✓|■ healthy|↩ The rollback target is in place|↪ The version is in place again)/u, GREEN],
  [/^[⚠~?■]/u, YELLOW],
  [/^[▶▷↩↪⏸⏵]/u, CYAN],
  [/^[…»]/u, GREY],
]

/** A line of the log in the colours of a terminal, which GitHub renders; its text is the same without them. */
export function colourLine(line: string): string {
  const [, time = '', text = ''] = /^(\+\S+\s+)(.*)$/su.exec(line) ?? []
  const colour = COLOURS.find(([sign]) => sign.test(text))?.[1]
  return colour === undefined ? line : `${time}\x1b[${colour}m${text}\x1b[39m`
}
