import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LiveLog } from './live-log.ts'
import { renderPage } from './rendering/page.ts'
import { type Style, styleFor, wrap } from './rendering/style.ts'
import { renderTerminal } from './rendering/terminal.ts'
import { type Performance, perform, USUAL_SPEED } from './stage.ts'
import type { Story } from './story.ts'

const WIDEST = 110
const FOLDER = 'demo-out'

/** Plays a story before the reader's eyes. Answers the exit code: 0 when it ended as it should. */
export async function showStory(story: Story): Promise<number> {
  const style = styleFor(process.stdout)
  const width = Math.min(process.stdout.columns ?? WIDEST, WIDEST)
  const log = new LiveLog(console.log, style)
  console.log(`\n${style('bold', `Story: ${story.name}`)}\n${wrap(story.title, width).join('\n')}\n`)
  console.log(
    `A local ECS runs a service; its time passes ${story.speed ?? USUAL_SPEED} times as fast as ours.`,
  )
  console.log('Safe Landing runs from dist/, exactly as the GitHub runner runs it, with:\n')
  return await perform(
    story,
    {
      withPre: true,
      onInputs: (inputs) => {
        for (const [name, value] of Object.entries(inputs)) console.log(style('dim', `    ${name}: ${value}`))
        console.log('\nAt the start of the job it checks its inputs, and looks at how the service is now:\n')
      },
      onDeployed: ({ taskDefinitionArn }) => {
        const version = taskDefinitionArn.split('/').at(-1) ?? ''
        console.log(`\nThe deploy step deploys ${style('cyan', version)}. Then:\n`)
      },
      onLine: (line) => log.show(line),
      // As a runner does; asked twice, a person wants it to end at once.
      onRunning: (step) => process.once('SIGINT', () => step.cancel()),
    },
    (performance) => conclude(story, performance, { style, width }),
  )
}

function conclude(story: Story, played: Performance, view: { style: Style; width: number }): number {
  const { result, world, github } = played
  const { style, width } = view
  const heading = (text: string) =>
    console.log(`\n${style('dim', `── ${text} ${'─'.repeat(width - text.length - 4)}`)}\n`)
  heading('The job summary')
  console.log(renderTerminal(result.summary, view))
  heading('What reached AWS and changed something')
  const byCodeDeploy = world.codeDeploy.calls.filter(
    ({ action, error }) => error === undefined && /^(Create|Stop)/.test(action),
  )
  const writes = [...world.ecs.writes, ...byCodeDeploy].map(
    ({ action, input }) => `${style('bold', action)} ${JSON.stringify(input)}`,
  )
  console.log(writes.length === 0 ? 'Nothing.' : writes.join('\n'))
  if (github.writes.length > 0) {
    heading(`What reached ${github.name ?? 'GitHub'} and changed something`)
    console.log(github.writes.map((write) => style('bold', write)).join('\n'))
  }
  heading('The end')
  const page = writePage(story, played)
  console.log(`The same summary as GitHub shows it, for a browser: ${style('underline', page)}`)
  const seen = `result ${result.outputs.result}, exit code ${result.exitCode}`
  const isAsTold = result.outputs.result === story.ends.result && result.exitCode === story.ends.exitCode
  const told = `✘ It should have ended with ${story.ends.result} and ${story.ends.exitCode}: ${seen}.`
  console.log(isAsTold ? style('green', `✔ The story ended as it should: ${seen}.`) : style('red', told))
  return isAsTold ? 0 : 1
}

function writePage(story: Story, { result }: Performance): string {
  mkdirSync(FOLDER, { recursive: true })
  const path = join(FOLDER, `${story.name}.html`)
  const { summary, conclusion, annotations, lines } = result
  writeFileSync(
    path,
    renderPage({ title: `Safe Landing: ${story.name}`, conclusion, summary, annotations, log: lines }),
  )
  writeFileSync(join(FOLDER, `${story.name}.md`), summary)
  const { report } = result.outputs
  if (report && existsSync(report)) copyFileSync(report, join(FOLDER, `${story.name}.json`))
  return path
}
