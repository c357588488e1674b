import { all, andThen, type Checked, valid } from './checked.ts'
import type { RunbookConfig } from './config.ts'
import type { Fields } from './fields.ts'
import type { InputProblem } from './input-error.ts'
import { type Parser, refuse } from './parser.ts'
import { lines } from './values/lines.ts'
import { oneLine } from './values/text.ts'

const workspacePath: Parser<string> = {
  expected: 'the path of a Markdown file in the workspace, such as docs/runbook.md',
  parse(text) {
    const parts = text.split(/[\\/]/)
    if (/^(?:[\\/]|[A-Za-z]:)/.test(text)) return refuse('It is relative to the workspace.')
    if (parts.includes('..')) return refuse('It may not leave the workspace.')
    if (parts.includes('.git')) return refuse('That folder belongs to git.')
    if (/[\r\n]/.test(text)) return refuse('It must be on one line.')
    return /\.md$/i.test(text) ? valid(text) : refuse('It must end in .md.')
  },
}

/** Undefined: none is written. */
export function parseRunbook(fields: Fields): Checked<RunbookConfig | undefined, InputProblem> {
  const parts = all<{ path: string | undefined; contacts: readonly string[] }, InputProblem>({
    path: fields.takeOptional('runbook', workspacePath),
    contacts: fields.takeList(
      'runbook-contacts',
      lines(oneLine('a name with a telephone number or an address'), String),
    ),
  })
  return andThen(parts, ({ path, contacts }): Checked<RunbookConfig | undefined, InputProblem> => {
    if (path !== undefined) return valid({ path, contacts })
    return contacts.length === 0
      ? valid(undefined)
      : fields.refuse('runbook-contacts', { expected: 'only with runbook' })
  })
}
