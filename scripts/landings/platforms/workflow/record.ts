import type { Told } from '../../../../demo/world/github/server.ts'
import type { Timeline } from '../../../../demo/world/timeline.ts'
import { Chronicle, NEW, pastVersion } from '../../chronicle.ts'
import type { Act, Earlier } from '../../oracle/history.ts'
import type { WorkflowPlan } from './plan.ts'

/** What the runs have deployed, and who asked for it. */
export class WorkflowRecord extends Chronicle {
  readonly staleMs: number
  readonly contents: Readonly<Record<string, string>>
  readonly earlier: readonly Earlier[]

  constructor(plan: WorkflowPlan, timeline: Timeline, earlier: readonly Earlier[]) {
    super(plan, timeline, runningAfter(earlier))
    this.staleMs = plan.staleMs
    this.earlier = earlier
    const names = [...plan.past.map((_, index) => pastVersion(index)), NEW]
    this.contents = Object.fromEntries(names.map((name) => [name, name]))
  }

  /** Who is asked says whether it takes it; what it is about is what was there by then. */
  asked(act: Omit<Act, 'atMs' | 'of' | 'ofBegunAtMs' | 'isAccepted'>, ask: () => Told): Told {
    const at = this.acts.length
    this.acted({ ...act, isAccepted: true })
    const asked = this.acts[at]
    const told = ask()
    if (asked !== undefined && told.status >= 300) this.acts[at] = { ...asked, isAccepted: false }
    return told
  }
}

/** What had been put there last. */
function runningAfter(earlier: readonly Earlier[]): string {
  const last = earlier.at(-1)
  return (last?.ended === 'rolled back' ? last.restored : last?.revision) ?? ''
}
