import type { PlanDescription } from '../run/rollback.ts'
import type { ReportContext } from './run-story.ts'
import { codeBlock, codeSpan, escapeAdvice, escapeMarkdown } from './untrusted.ts'

/** The first line of a runbook that was written here: no other file is written over. */
export const RUNBOOK_MARK =
  '<!-- Written by Safe Landing (mode: validate, runbook). The next run writes it anew, down to the notes of the team. -->'

/** What stands below this line is the team's own, and kept. */
export const NOTES_MARK = '<!-- Notes of the team: everything below this line is kept. -->'

/** All of it may hold untrusted text, and no secret. */
export interface RunbookFacts {
  readonly context: Pick<ReportContext, 'where' | 'environment' | 'target' | 'version'>
  /** Addresses to ask by hand, without what may be a secret. */
  readonly addresses: readonly string[]
  /** What could be put back now, the nearest first, each with what `rollback-to` names it by, such as `-2`. */
  readonly candidates: readonly RunbookCandidate[]
  /** Why there is none, or no further one. Absent: there may be more. */
  readonly noMore?: string | undefined
  /** What a person or a job has to be allowed to. */
  readonly whoMay: readonly string[]
  readonly contacts: readonly string[]
}

export interface RunbookCandidate {
  readonly rollbackTo: string
  readonly plan: PlanDescription
}

/** Without a date, so that a file that is kept in the repository changes only when something changes. */
export function renderRunbook(facts: RunbookFacts, notes: string): string {
  const parts = [
    RUNBOOK_MARK,
    `# Runbook: ${nameOf(facts)}`,
    renderPlace(facts),
    `## Is it safe now?\n\n${renderChecks(facts)}`,
    `## Symptoms and actions\n\n${SYMPTOMS}`,
    `## Roll back by hand\n\n${renderCandidates(facts)}`,
    `## Who may\n\n${bullets(facts.whoMay, escapeAdvice) || 'Nobody is known to need more than this job has.'}`,
    `## Contacts\n\n${bullets(facts.contacts) || 'None are given: add them as `runbook-contacts`.'}`,
    `## Afterwards\n\n${AFTERWARDS}`,
    `${NOTES_MARK}${notes === '' ? '\n' : notes}`,
  ]
  return parts.join('\n\n')
}

/** The team's own notes of a runbook that is there already. */
export function notesOf(runbook: string): string {
  const at = runbook.indexOf(NOTES_MARK)
  return at < 0 ? '' : runbook.slice(at + NOTES_MARK.length)
}

function nameOf({ context: { where = [], environment, target } }: RunbookFacts): string {
  const service = where.find(({ name }) => name === 'service')?.value ?? where[0]?.value ?? target
  const of = environment === undefined ? '' : ` in ${escapeMarkdown(environment, 80)}`
  return `${escapeMarkdown(service, 120)}${of}`
}

function renderPlace({ context: { where = [], target, version } }: RunbookFacts): string {
  // The revision changes with every deployment.
  const facts = where
    .filter(({ name }) => name !== 'revision')
    .map(
      ({ name, value }) =>
        `${name === undefined ? '' : `${escapeMarkdown(name, 40)} `}${codeSpan(value, 120)}`,
    )
  return [...facts, `target ${codeSpan(target)}`, `Safe Landing ${codeSpan(version)}`].join(' · ')
}

function renderChecks({ addresses }: RunbookFacts): string {
  const asked = addresses.map((address) => `curl --fail --include --max-time 10 ${quoted(address)}`)
  const ask = asked.length === 0 ? [] : [`Ask the service:\n\n${commands(asked)}`]
  return [
    ...ask,
    'The summary of the last deployment says in its second line whether it is safe, and below it where and why.',
  ].join('\n\n')
}

/** For a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function commands(list: readonly string[]): string {
  return codeBlock(list.join('\n'), { maxLines: 60, maxLength: 32_000 })
}

const SYMPTOMS = `\
| What you see | What it means | What to do |
|---|---|---|
| the job is red, \`rolled-back\` | the new version was unhealthy; the earlier one is back and healthy | nothing is urgent: fix the cause, deploy again |
| the job is red, \`rollback-unhealthy\` | the earlier version fails too | search outside of the deployment: database, certificate, another service. If the earlier version itself is bad, take an older one from below |
| the job is red, \`rollback-failed\` | the rollback did not complete | look at what the platform does now, then roll back by hand |
| the job is red, \`no-target\` | nothing to go back to was found | name a version that you know to be good |
| the job is red, \`inconclusive\` or \`cancelled\` | the health is unknown, and nothing was changed | ask the service as above; roll back by hand if it fails |
| the job is green, and users report errors | the checks do not see it | roll back by hand, then add a check that sees it |
| nothing was deployed, and it fails | the version is not the cause | do not roll back; search outside of the deployment |`

function renderCandidates({ candidates, noMore }: RunbookFacts): string {
  const rendered = candidates.map(({ rollbackTo, plan }) => {
    const move = plan.from
      .split('\n')
      .map((from, index) => `${codeSpan(from, 120)} → ${codeSpan(plan.to.split('\n')[index] ?? '', 120)}`)
      .join(', ')
    const why = plan.evidence.slice(0, 1).map((text) => `Why this one: ${escapeMarkdown(text, 300)}.`)
    const how =
      plan.manual.length === 0
        ? ['There is no command for it: let a workflow with `mode: rollback` do it.']
        : [commands(plan.manual)]
    const unknowns = plan.unknowns.map((text) => `- Unknown: ${escapeMarkdown(text, 300)}`).join('\n')
    return [`### \`rollback-to: ${rollbackTo}\`: ${move}`, ...why, ...how, unknowns]
      .filter(Boolean)
      .join('\n\n')
  })
  const end = noMore === undefined ? [] : [`No further version: ${escapeMarkdown(noMore, 400)}.`]
  const first =
    rendered.length === 0
      ? []
      : [
          'A workflow with `mode: rollback` does the same, and verifies the result. The commands are those of the state in which this page was written: write it anew after each deployment, or compare the first version with what runs.',
        ]
  return [...first, ...rendered, ...end].join('\n\n')
}

const AFTERWARDS = `\
- [ ] The service answers, and what matters most to users works.
- [ ] The people above know what happened, and what runs now.
- [ ] The summary, the report and the logs of the failed version are kept.
- [ ] An incident is open, with the cause as far as it is known.
- [ ] Nobody deploys the bad version again: it is reverted or fixed first.`

function bullets(texts: readonly string[], render: (text: string) => string = escapeMarkdown): string {
  return texts.map((text) => `- ${render(text)}`).join('\n')
}
