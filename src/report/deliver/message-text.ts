import type { MessageField, MessageTemplate } from '../../inputs/values/message-template.ts'

/** A piece within a line: the user's own text, or what was filled in, which is untrusted. */
export interface TextPiece {
  readonly isOwn: boolean
  readonly text: string
}

/** The user's own text with its fields filled in. The first line is the headline, and is not empty. */
export interface MessageText {
  readonly headline: readonly TextPiece[]
  /** Lines of pieces; an empty line has none. */
  readonly body: readonly (readonly TextPiece[])[]
}

/** Every value is one line of text. Empty: there is nothing to say, and a dash says so. */
export type MessageValues = Readonly<Record<MessageField, string>>

const NOTHING = '–'

export function fillTemplate(template: MessageTemplate, values: MessageValues): MessageText {
  const [headline = [], ...body] = template.map((line) =>
    line.map((piece) =>
      piece.kind === 'own'
        ? { isOwn: true, text: piece.text }
        : { isOwn: false, text: values[piece.name] || NOTHING },
    ),
  )
  return { headline, body }
}

/** Without any form: as it is read. */
export function toText({ headline, body }: MessageText): string {
  return [headline, ...body].map(lineText).join('\n')
}

export function lineText(line: readonly TextPiece[]): string {
  return line.map(({ text }) => text).join('')
}

/** As many pieces of these lines as fit once each is rendered; the last one is cut, and ends in `…`. */
export function fitLines(
  lines: readonly (readonly TextPiece[])[],
  maxLength: number,
  render: (piece: TextPiece) => string = ({ text }) => text,
): readonly (readonly TextPiece[])[] {
  let left = maxLength
  const fitted: TextPiece[][] = []
  for (const line of lines) {
    const kept: TextPiece[] = []
    fitted.push(kept)
    for (const piece of line) {
      const shown = shorten(piece, left, render)
      kept.push(shown)
      left -= render(shown).length
      if (shown !== piece) return fitted
    }
    left -= 1
  }
  return fitted
}

/** The same piece where it fits. */
function shorten(piece: TextPiece, maxLength: number, render: (piece: TextPiece) => string): TextPiece {
  if (render(piece).length <= maxLength) return piece
  const characters = [...piece.text]
  let length = 0
  const kept = characters.findIndex((character) => {
    length += render({ ...piece, text: character }).length
    return length > maxLength - 1
  })
  return { ...piece, text: `${characters.slice(0, Math.max(0, kept)).join('')}…` }
}
