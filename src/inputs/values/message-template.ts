import { nearest } from '../../core/nearest.ts'
import { each, invalid, valid } from '../checked.ts'
import type { Parsed } from '../parser.ts'

/** What a template can name; the page of reports says what each holds. */
export const MESSAGE_FIELDS = [
  'headline',
  'status',
  'healthy',
  'reason',
  'impact',
  'environment',
  'service',
  'target',
  'from',
  'to',
  'detected-after',
  'duration',
  'time-limit',
  'next',
  'repository',
  'branch',
  'commit',
  'author',
  'actor',
  'job',
  'run-url',
  'time',
] as const
export type MessageField = (typeof MESSAGE_FIELDS)[number]

/** A piece of the user's own text, within one line, or a field to be filled in. */
export type TemplatePiece =
  | { readonly kind: 'own'; readonly text: string }
  | { readonly kind: 'field'; readonly name: MessageField }

/** Lines of pieces. The first line is the headline of the message, and is not empty. */
export type MessageTemplate = readonly (readonly TemplatePiece[])[]

/** Every message is of one kind: a rollback begins, an earlier version is back, or how else the run ended. */
export const MESSAGE_KINDS = ['rollback-started', 'rolled-back', 'failed', 'passed'] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]

/** Absent: our own text. */
export type MessageTemplates = Readonly<Partial<Record<MessageKind, MessageTemplate>>>

/** What every receiver takes, with room for what is filled in. */
export const MAX_TEMPLATE_CHARACTERS = 2_000

const EXPECTED = `a text of at most ${MAX_TEMPLATE_CHARACTERS} characters with fields such as {{reason}}`

/** Reads the text of a file, with the line and column of everything that is wrong in it. */
export function parseMessageTemplate(text: string): Parsed<MessageTemplate> {
  const body = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
  if (body.trim() === '') return invalid({ expected: EXPECTED, hint: 'It is empty.' })
  if (body.length > MAX_TEMPLATE_CHARACTERS) {
    return invalid({ expected: EXPECTED, hint: `It has ${body.length} characters.` })
  }
  const skipped = /^\s*\n/.exec(body)?.[0].split('\n').length ?? 1
  const lines = body
    .trimEnd()
    .split('\n')
    .slice(skipped - 1)
  return each(lines.map((line, index) => parseLine(line.trimEnd(), index + skipped)))
}

/** `{{name}}`, or what is not closed on its line. */
const FIELD = /\{\{([^{}]*)\}\}|\{\{.*/g

function parseLine(line: string, number: number): Parsed<readonly TemplatePiece[]> {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
  const control = line.search(/[\x00-\x08\x0b-\x1f\x7f]/)
  if (control >= 0) {
    const hint = 'It holds an invisible control character: is it a text?'
    return invalid({ line: number, column: control + 1, expected: EXPECTED, hint })
  }
  const pieces: Parsed<readonly TemplatePiece[]>[] = []
  let end = 0
  for (const match of line.matchAll(FIELD)) {
    pieces.push(valid(ownPiece(line.slice(end, match.index))), parseField(match, number))
    end = match.index + match[0].length
  }
  pieces.push(valid(ownPiece(line.slice(end))))
  const all = each(pieces)
  return all.ok ? valid(all.value.flat()) : all
}

function ownPiece(text: string): readonly TemplatePiece[] {
  return text === '' ? [] : [{ kind: 'own', text }]
}

function parseField(match: RegExpExecArray, line: number): Parsed<readonly TemplatePiece[]> {
  const [actual, inner] = match
  const place = { actual, line, column: match.index + 1 }
  if (inner === undefined) {
    return invalid({ ...place, expected: 'each {{ to be closed by }} on its line' })
  }
  const name = inner.trim()
  const found = MESSAGE_FIELDS.find((field) => field === name)
  if (found !== undefined) return valid([{ kind: 'field', name: found }])
  return invalid({ ...place, expected: 'a field of messages', hint: explain(name, match) })
}

function explain(name: string, { input, index }: RegExpExecArray): string {
  if (input[index - 1] === '$') return 'GitHub evaluates no expression in a file.'
  const meant = nearest(name, MESSAGE_FIELDS)
  return meant === undefined ? `There are ${MESSAGE_FIELDS.join(', ')}.` : `Did you mean {{${meant}}}?`
}
