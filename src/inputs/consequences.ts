import { all, andThen, type Checked, valid } from './checked.ts'
import type { IncidentConfig, NotifyAddress, NotifyConfig, PullRequestCommentConfig } from './config.ts'
import type { Fields } from './fields.ts'
import type { InputProblem } from './input-error.ts'
import { parseNotifyTemplate } from './notify-template.ts'
import { type Parser, refuse } from './parser.ts'
import { boolean } from './values/boolean.ts'
import { choice } from './values/choice.ts'
import { githubToken } from './values/github.ts'
import { lines } from './values/lines.ts'
import { NOTIFY_LEVELS, type NotifyLevel, type NotifyLine, notifyLine } from './values/notify-line.ts'
import { oneLine } from './values/text.ts'

/** Who is notified, each at a level of its own or at that of `notify-on`. No address: nobody. */
export function parseNotify(fields: Fields): Checked<NotifyConfig, InputProblem> {
  const parts = all<NotifyConfig, InputProblem>({
    addresses: parseAddresses(fields),
    templates: parseNotifyTemplate(fields),
  })
  return andThen(parts, (config): Checked<NotifyConfig, InputProblem> => {
    if (config.addresses.length > 0 || !fields.isSet('notify-template')) return valid(config)
    return refuseUnused(fields, 'notify-template', config)
  })
}

function parseAddresses(fields: Fields): Checked<readonly NotifyAddress[], InputProblem> {
  const parts = all<{ readonly addresses: readonly NotifyLine[]; readonly on: NotifyLevel }, InputProblem>({
    addresses: fields.takeList(
      'notify-url',
      lines(notifyLine, ({ url }) => url.reveal()),
    ),
    on: fields.take('notify-on', choice(NOTIFY_LEVELS)),
  })
  return andThen(parts, ({ addresses, on }): Checked<readonly NotifyAddress[], InputProblem> => {
    if (addresses.length === 0)
      return fields.isSet('notify-on') ? refuseUnused(fields, 'notify-on', []) : valid([])
    if (fields.isSet('notify-on') && addresses.every(({ level }) => level !== undefined)) {
      return fields.refuse('notify-on', {
        expected: 'only with an address that has no level of its own',
        hint: 'Every line of notify-url begins with a level.',
      })
    }
    return valid(addresses.map(({ url, level = on }) => ({ url, on: level })))
  })
}

/** The address is a secret, and pull requests from forks get none: there is `unsent` what is checked. */
function refuseUnused<T>(
  fields: Fields,
  name: 'notify-on' | 'notify-template',
  unsent: T,
): Checked<T, InputProblem> {
  if (fields.text('mode') === 'validate') return valid(unsent)
  return fields.refuse(name, {
    expected: 'only with notify-url',
    hint: 'notify-url is empty; if it is set from a secret, that is not set here.',
  })
}

/** Undefined: no pull request gets a comment. */
export function parsePullRequestComment(
  fields: Fields,
): Checked<PullRequestCommentConfig | undefined, InputProblem> {
  return andThen(
    fields.take('pr-comment', boolean),
    (isWanted): Checked<PullRequestCommentConfig | undefined, InputProblem> =>
      isWanted ? all({ token: fields.take('github-token', githubToken) }) : valid(undefined),
  )
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
