import { existsSync } from 'node:fs'
import { styleFor } from './rendering/style.ts'
import { readActionMetadata } from './runner/action-metadata.ts'
import { showStory } from './show.ts'
import { ACTION_FILE } from './stage.ts'
import { findStory, STORIES } from './stories.ts'

const USAGE = `npm run demo            the first story
npm run demo STORY      that story
npm run demo -- --list  all stories`

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  const [wanted = STORIES[0]?.name ?? '', ...more] = args
  if (wanted === '--list') return tell(listStories())
  if (wanted === '--help' || wanted === '-h') return tell(USAGE)
  const story = findStory(wanted)
  if (story === undefined || more.length > 0) {
    console.error(`There is no story '${args.join(' ')}'. One of these, please:\n\n${listStories()}`)
    return 2
  }
  const { main: bundle } = readActionMetadata(ACTION_FILE)
  if (!existsSync(bundle)) {
    console.error(`The demo runs the bundle, and ${bundle} is not there. Run \`npm run build\` first.`)
    return 1
  }
  return await showStory(story)
}

function tell(text: string): number {
  console.log(text)
  return 0
}

function listStories(): string {
  const style = styleFor(process.stdout)
  const width = Math.max(...STORIES.map((story) => story.name.length))
  return STORIES.map((story) => `${style('bold', story.name.padEnd(width))}  ${story.title}`).join('\n')
}
