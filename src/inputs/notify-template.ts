import { nearest } from '../core/nearest.ts'
import { andThen, type Checked, invalid, valid } from './checked.ts'
import type { Fields } from './fields.ts'
import type { InputProblem } from './input-error.ts'
import { type Parsed, type Parser, type Refusal, refuse } from './parser.ts'
import { enumerate } from './values/choice.ts'
import { lines } from './values/lines.ts'
import {
  MESSAGE_KINDS,
  type MessageKind,
  type MessageTemplate,
  type MessageTemplates,
  parseMessageTemplate,
} from './values/message-template.ts'
import { workspacePath } from './values/workspace-path.ts'

interface TemplateLine {
  /** Absent: of every kind that no other line names. */
  readonly kind?: MessageKind | undefined
  /** Absent: no file can be read here. */
  readonly template?: MessageTemplate | undefined
}

/** The texts of the messages. Every file is read now, so that a wrong one is known before anything else happens. */
export function parseNotifyTemplate(fields: Fields): Checked<MessageTemplates, InputProblem> {
  const line = templateLine((path) => fields.readFile(path))
  const given = fields.takeList(
    'notify-template',
    lines(line, ({ kind = '' }) => kind),
  )
  return andThen(given, (all): Checked<MessageTemplates, InputProblem> => {
    const of = (wanted: MessageKind | undefined) => all.find(({ kind }) => kind === wanted)?.template
    return valid(Object.fromEntries(MESSAGE_KINDS.map((kind) => [kind, of(kind) ?? of(undefined)])))
  })
}

const EXAMPLE = '.github/rolled-back.txt'
const EXPECTED = `the path of a file in the workspace, such as ${EXAMPLE}, or a kind of message and a path, such as rolled-back ${EXAMPLE}`
const pathOfFile = workspacePath(EXPECTED)

function templateLine(readFile: Fields['readFile']): Parser<TemplateLine> {
  const read = (path: string, kind?: MessageKind): Parsed<TemplateLine> =>
    andThen(pathOfFile.parse(path), () =>
      andThen(readTemplate(path, readFile), (template) => valid({ kind, template })),
    )
  return {
    expected: EXPECTED,
    parse(line) {
      const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? []
      const kind = MESSAGE_KINDS.find((one) => one === word)
      if (kind === undefined) return rest === '' ? read(line) : refuseKind(word)
      return rest === ''
        ? invalid({ hint: `The kind ${word} has no path.`, mayBeUnset: true })
        : read(rest, kind)
    },
  }
}

function refuseKind(word: string): Parsed<never> {
  const meant = nearest(word, MESSAGE_KINDS)
  const hint = `${word} is no kind of message: ${enumerate(MESSAGE_KINDS)}.`
  return refuse(meant === undefined ? hint : `${hint} Did you mean ${meant}?`)
}

function readTemplate(path: string, readFile: Fields['readFile']): Parsed<MessageTemplate | undefined> {
  const file = readFile(path)
  if (file === undefined) return valid(undefined)
  if (!file.ok) return refuse(file.problems.join(' '))
  const template = parseMessageTemplate(file.value)
  return template.ok ? template : invalid(...template.problems.map((problem) => inFile(path, problem)))
}

/** Its place is one in the file, and not in the input. */
function inFile(path: string, { line, column, hint, ...problem }: Refusal): Refusal {
  const place = line === undefined ? path : `${path}, line ${line}, column ${column}`
  return { ...problem, hint: [`In ${place}.`, hint].filter(Boolean).join(' ') }
}
