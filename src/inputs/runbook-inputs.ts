import { all, andThen, type Checked, valid } from './checked.ts'
import type { RunbookConfig } from './config.ts'
import type { Fields } from './fields.ts'
import type { InputProblem } from './input-error.ts'
import { type Parser, refuse } from './parser.ts'
import { lines } from './values/lines.ts'
import { oneLine } from './values/text.ts'
import { workspacePath } from './values/workspace-path.ts'

const path = workspacePath('the path of a Markdown file in the workspace, such as docs/runbook.md')

const markdownPath: Parser<string> = {
  expected: path.expected,
  parse: (text) =>
    andThen(path.parse(text), (found) =>
      /\.md$/i.test(found) ? valid(found) : refuse('It must end in .md.'),
    ),
}

/** Undefined: none is written. */
export function parseRunbook(fields: Fields): Checked<RunbookConfig | undefined, InputProblem> {
  const parts = all<{ path: string | undefined; contacts: readonly string[] }, InputProblem>({
    path: fields.takeOptional('runbook', markdownPath),
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
