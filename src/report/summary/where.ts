import type { PlaceFact, RunStory, WorkflowRun } from '../run-story.ts'
import { codeSpan, escapeMarkdown, fitMarkdown, link } from '../untrusted.ts'

/** A longer address is left out, and its text stays; where there is less room, a shorter one. */
const MAX_URL_LENGTH = 160
const LEAST_URL_LENGTH = 80
const MAX_CHECKS = 2
/** Where there is less room, the addresses of the console go first. */
const LEAST_SHARE_WITH_LINKS = 0.5

/**
 * Where it happened and who did it, in one line of Markdown: the place, the environment, the commit, the run.
 *
 * @param share how much of the usual length a text from outside may take, up to 1
 */
export function renderWhere(story: RunStory, share: number): string {
  const { run, environment, where = [], settings } = story.context
  const checks = settings.checks.slice(0, MAX_CHECKS).map(({ name }): PlaceFact => ({ value: name }))
  const isNamedElsewhere = story.outcome.plan !== undefined || story.outcome.result === 'healthy'
  const place = (where.length > 0 ? where : checks)
    .filter(({ name }) => !(isNamedElsewhere && name === 'revision'))
    .map((fact) => renderFact(fact, share))
  return [
    ...(place.length === 0 ? [] : [place.join(', ')]),
    ...(environment === undefined ? [] : [renderEnvironment(environment, run, share)]),
    ...(run === undefined ? [] : renderRun(run, share)),
  ].join(' · ')
}

export function renderRun(run: WorkflowRun, share: number): string[] {
  return [renderCommit(run, share), renderActor(run, share)]
}

function renderFact({ name, value, url }: PlaceFact, share: number): string {
  const isLinked = url !== undefined && share >= LEAST_SHARE_WITH_LINKS
  const shown = isLinked ? linked(value, url, { maxLength: 60, share }) : code(value, 60 * share)
  return name === undefined ? shown : `${fitMarkdown(name, 20)} ${shown}`
}

function renderEnvironment(environment: string, run: WorkflowRun | undefined, share: number): string {
  const url = run && environmentUrl(run, environment)
  const shown =
    url === undefined ? code(environment, 50 * share) : linked(environment, url, { maxLength: 50, share })
  return `environment ${shown}`
}

/** The page of GitHub with every deployment to an environment. */
export function environmentUrl(run: WorkflowRun, environment: string): string {
  return `${repositoryUrl(run)}/deployments/${encodeURIComponent(environment)}`
}

function renderCommit(run: WorkflowRun, share: number): string {
  const sha = linked(
    run.commit.slice(0, 7),
    `${repositoryUrl(run)}/commit/${encodeURIComponent(run.commit)}`,
    { maxLength: 40, share },
  )
  const message = run.message ? ` ${fitMarkdown(run.message, 90 * share, quoted)}` : ''
  const author = run.author ? ` by ${fitMarkdown(run.author, 50 * share)}` : ''
  return `commit ${sha}${message}${author}`
}

const quoted = (text: string, maxLength: number) => `“${escapeMarkdown(text, maxLength)}”`

function renderActor(run: WorkflowRun, share: number): string {
  const attempt = run.attempt > 1 ? `, attempt ${run.attempt}` : ''
  const profile = `${URL.parse(run.url)?.origin ?? ''}/${encodeURIComponent(run.actor)}`
  const actor = run.actor === '' ? '' : `, started by ${linked(run.actor, profile, { maxLength: 40, share })}`
  return `${linked(`run of ${run.workflow || 'the workflow'}`, run.url, { maxLength: 60, share })}${attempt}${actor}`
}

/** `https://github.com/octo/web`, from the address of the run. */
export function repositoryUrl({ url, repository }: WorkflowRun): string {
  return `${URL.parse(url)?.origin ?? ''}/${repository}`
}

function linked(
  text: string,
  url: string,
  { maxLength, share }: { readonly maxLength: number; readonly share: number },
): string {
  const render = (label: string, length: number) => escapeMarkdown(label, length)
  const label = fitMarkdown(text, Math.max(8, maxLength * share), render)
  const shown = link('x', url)
  const longest = Math.max(LEAST_URL_LENGTH, MAX_URL_LENGTH * share)
  return shown.length > longest || !shown.startsWith('[x](') ? label : `[${label}]${shown.slice(3)}`
}

function code(text: string, maxLength: number): string {
  return fitMarkdown(text, Math.max(8, maxLength), codeSpan)
}
