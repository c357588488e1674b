import { FOUND } from './found.ts'
import { land } from './landing.ts'
import { renderStory } from './story.ts'

/** Plays every fault that was found once more. Exit code 1 if one is back. */
export async function replayFound(): Promise<number> {
  let back = 0
  for (const { what, plan } of FOUND) {
    const landed = await land(plan)
    if (landed.violations.length === 0) continue
    back += 1
    console.log(`Back: ${what}\n${renderStory(landed)}\n`)
  }
  console.log(`${FOUND.length} faults that were found are mended, ${back} of them are back`)
  return back === 0 ? 0 : 1
}
