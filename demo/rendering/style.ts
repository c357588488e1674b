import { stripVTControlCharacters, styleText } from 'node:util'

export type Format = Parameters<typeof styleText>[0]

/** Colours text for a terminal, or leaves it as it is where there are no colours. */
export type Style = (format: Format, text: string) => string

/** Colours if the stream is a terminal that shows them; NO_COLOR and FORCE_COLOR have their say. */
export function styleFor(stream: NodeJS.WriteStream): Style {
  return (format, text) => styleText(format, text, { stream })
}

export const noStyle: Style = (_, text) => text

const SEGMENTS = new Intl.Segmenter()
/** East Asian wide characters are not told apart: what we print has none of our own. */
const WIDE = /\p{Emoji_Presentation}|\uFE0F/u

/** Columns that a text takes in a terminal: two for an emoji, none for what is not drawn. */
export function columns(text: string): number {
  let sum = 0
  for (const { segment } of SEGMENTS.segment(stripVTControlCharacters(text).replaceAll('\u200B', ''))) {
    sum += WIDE.test(segment) ? 2 : 1
  }
  return sum
}

/** Breaks at blanks, so that no line takes more columns; a single longer word stays whole. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => {
    const lines: string[] = []
    let current = ''
    for (const word of line.split(' ')) {
      const longer = current === '' ? word : `${current} ${word}`
      if (current !== '' && columns(longer) > width) {
        lines.push(current)
        current = word
      } else {
        current = longer
      }
    }
    return [...lines, current]
  })
}
