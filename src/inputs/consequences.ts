import type { Secret } from '../core/secret.ts'
import { all, andThen, type Checked, valid } from './checked.ts'
import type { IncidentConfig, NotifyConfig } from './config.ts'
import type { Fields } from './fields.ts'
import type { InputProblem } from './input-error.ts'
import { type Parser, refuse } from './parser.ts'
import { secretAddress } from './values/address.ts'
import { boolean } from './values/boolean.ts'
import { choice } from './values/choice.ts'
import { githubToken } from './values/github.ts'
import { lines } from './values/lines.ts'
import { oneLine } from './values/text.ts'

/** Who is notified. Undefined: nobody. */
export function parseNotify(fields: Fields): Checked<NotifyConfig | undefined, InputProblem> {
  const parts = all<{ readonly url?: Secret; readonly on: NotifyConfig['on'] }, InputProblem>({
    url: fields.takeOptional('notify-url', secretAddress),
    on: fields.take('notify-on', choice(['always', 'failure', 'rollback'] as const)),
  })
  return andThen(parts, ({ url, on }): Checked<NotifyConfig | undefined, InputProblem> => {
    if (url !== undefined) return valid({ url, on })
    // The address is a secret, and pull requests from forks get none.
    if (!fields.isSet('notify-on') || fields.text('mode') === 'validate') return valid(undefined)
    return fields.refuse('notify-on', {
      expected: 'only with notify-url',
      hint: 'notify-url is empty; if it is set from a secret, that is not set here.',
    })
  })
}

const label: Parser<string> = {
  expected: 'a label of at most 50 characters',
  parse(text) {
    if (text.includes(',')) return refuse('Write one label a line.')
    return text.length > 50 ? refuse() : oneLine('').parse(text)
  },
}

/** Undefined: no issue is opened. */
export function parseIncident(fields: Fields): Checked<IncidentConfig | undefined, InputProblem> {
  const parts = all<{ readonly isWanted: boolean; readonly labels: readonly string[] }, InputProblem>({
    isWanted: fields.take('incident-issue', boolean),
    labels: fields.takeList(
      'incident-labels',
      lines(label, (text) => text.toLowerCase()),
    ),
  })
  return andThen(parts, ({ isWanted, labels }): Checked<IncidentConfig | undefined, InputProblem> => {
    if (isWanted) {
      const token = fields.take('github-token', githubToken)
      return all<IncidentConfig, InputProblem>({ labels: valid(labels), token })
    }
    if (labels.length === 0) return valid(undefined)
    return fields.refuse('incident-labels', { expected: 'only with incident-issue: true' })
  })
}
