import { shellQuote } from '../../core/shell-quote.ts'
import { environmentsIn, settingsIn } from './fill-in.ts'
import type { InitFile } from './init-case.ts'

/** What `init` has done, and what is left to a person. */
export interface InitReport {
  readonly written: readonly string[]
  /** Those that were there, and stay as they are. */
  readonly kept: readonly string[]
  /** Commands, and sentences for what has no command. */
  readonly next: readonly string[]
}

const WORKFLOWS = '.github/workflows/'

/** In the order in which they are done. */
export function describeNextSteps(
  files: readonly InitFile[],
  { given, release }: { given: ReadonlyMap<string, string>; release: string | undefined },
): readonly string[] {
  const workflows = files.filter(({ path }) => path.startsWith(WORKFLOWS))
  const texts = workflows.map(({ text }) => text)
  const roles = files.find(({ path }) => !path.startsWith(WORKFLOWS))
  return [
    'Read the first comment of each file: it lists what the workflow needs.',
    ...(release === undefined
      ? ['Replace OWNER/safe-landing@000… in them by a release, such as `OWNER/safe-landing@SHA # v1.2.3`.']
      : []),
    ...(roles === undefined ? [] : [`Make the roles of ${roles.path}: docs/aws.md has the commands.`]),
    ...environmentsIn(texts).map((name) => `gh api --method PUT repos/{owner}/{repo}/environments/${name}`),
    ...settingsIn(texts, 'vars').map(
      (name) => `gh variable set ${name} --body ${shellQuote(given.get(name) ?? '…')}`,
    ),
    ...settingsIn(texts, 'secrets').map((name) => `gh secret set ${name}`),
    `safe-landing lint ${workflows.map(({ path }) => path).join(' ')}`,
  ]
}

export function renderReport({ written, kept, next }: InitReport, isDryRun: boolean): string {
  const lines = [
    ...written.map((path) => `${isDryRun ? 'would write' : 'wrote'} ${path}`),
    ...kept.map((path) => `kept ${path}, which was there`),
    '',
    'Next:',
    ...next.map((step) => `  ${step}`),
  ]
  return `${lines.join('\n')}\n`
}
