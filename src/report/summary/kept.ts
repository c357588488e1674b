import { renderDuration } from '../../core/duration.ts'
import type { RunStory } from '../run-story.ts'
import { codeSpan, link } from '../untrusted.ts'
import { whyRed } from './headline.ts'
import { leftOutLines } from './stages.ts'
import { environmentUrl } from './where.ts'

const UPLOAD = `\
- if: \${{ !cancelled() && steps.landing.outputs.report-folder != '' }}
  uses: actions/upload-artifact@v7
  with:
    name: landing
    path: \${{ steps.landing.outputs.report-folder }}`

/** What is kept of the run and where, and the numbers that it was judged by. */
export function keptSection(story: RunStory): string {
  return [
    ...keptRecords(story),
    ...(story.context.reportPath === undefined ? [] : [describeUpload(story)]),
    ...leftOutLines(story).map((line) => `<sub>${line}</sub>`),
    `<sub>${describeSettings(story)}</sub>`,
  ].join('\n\n')
}

/** GitHub keeps its own record of a deployment to an environment. */
function keptRecords({ outcome, context }: RunStory): string[] {
  const { run, environment } = context
  const red = whyRed(outcome, context)
  const page =
    run === undefined || environment === undefined
      ? []
      : [
          `GitHub's record of it: ${link('deployments to this environment', environmentUrl(run, environment))}.`,
        ]
  return [...(red === undefined ? [] : [red]), ...page]
}

/** The runner deletes its files when the job ends. */
function describeUpload({ files = [] }: RunStory): string {
  const beside = files.map((file) => `, \`${file}\``).join('')
  const them = files.length === 0 ? 'it' : 'them'
  return `Kept of this run: \`report.json\` with every event and every probe${beside}. The runner deletes ${them} when the job ends. To keep ${them}, give this step \`id: landing\`, and add after it:\n\n\`\`\`yaml\n${UPLOAD}\n\`\`\``
}

function describeSettings({ context }: RunStory): string {
  const { settings, target, version } = context
  const numbers = [
    `probes every ${renderDuration(settings.intervalMs)}`,
    `start period ${renderDuration(settings.startPeriodMs)}`,
    `${settings.successThreshold} passes to start`,
    `bake time ${renderDuration(settings.bakeTimeMs)}`,
    `${settings.retries} failures to fail`,
    ...(settings.expectVersion === undefined ? [] : [`expects ${codeSpan(settings.expectVersion, 80)}`]),
  ]
  return [
    `Safe Landing ${codeSpan(version)}`,
    `target ${codeSpan(target)}`,
    ...(settings.checks.length === 0 ? [] : numbers),
  ].join(' · ')
}
