import type { Outcome } from '../../src/run/outcome.ts'
import { SITUATIONS, type Situation } from './axes.ts'
import { type Played, play } from './play.ts'

/** How the run brought the service back, if it did. */
export type WayBack =
  | 'StopServiceDeployment'
  | 'UpdateService'
  | 'ContinueServiceDeployment'
  | 'by ECS itself'
  | 'left to a person'
  | 'none'

type VerdictKind = NonNullable<Outcome['verification']>['verdict']['kind']

/** What a run ends with in one situation. */
export interface Cell extends Situation {
  readonly verdict: VerdictKind
  readonly rule: Rule
  readonly wayBack: WayBack
  readonly writes: readonly string[]
  readonly result: Outcome['result']
  /** What was last verified about the service. */
  readonly isHealthy: boolean | undefined
}

/** The rules of docs/health.md by which a run is decided, and how each says so. */
export const RULES = {
  'end of the bake': /^healthy for /,
  'failed tasks': /^\d+ tasks of web failed/,
  starting: /never became healthy: it failed \d+ times/,
  baking: /failed \d+ times in a row: /,
  'part of the traffic':
    /in a row on the new version, which (gets a part of the traffic|serves while old tasks drain)/,
  'another version': /answered by another version|from version \S+, expected version/,
  'hook of ECS': /lifecycle hook\(s\) failed/,
  'waits for a person': /has waited for longer than the rollout timeout/,
  outage: /in a row for .* while the rollout runs/,
  'no progress': /made no progress within the rollout timeout/,
} as const

export type Rule = keyof typeof RULES

export async function playCell(situation: Situation): Promise<Cell> {
  const { outcome, writes } = await play(situation)
  const verdict = outcome.verification?.verdict
  if (verdict === undefined)
    throw new Error(`${describe(situation)} ended without a verdict: ${outcome.reason}`)
  return {
    ...situation,
    verdict: verdict.kind,
    rule: ruleOf(verdict.reason),
    wayBack: wayBackOf({ outcome, writes }),
    writes,
    result: outcome.result,
    isHealthy: outcome.isHealthy,
  }
}

export async function playTable(): Promise<readonly Cell[]> {
  const cells: Cell[] = []
  for (const situation of SITUATIONS) cells.push(await playCell(situation))
  return cells
}

export function describe({ strategy, moment, hook, version }: Situation): string {
  return `${strategy}, ${moment}, ${hook}, ${version}`
}

/** Throws where a verdict has no rule, or two. */
function ruleOf(reason: string): Rule {
  const found = (Object.keys(RULES) as Rule[]).filter((rule) => RULES[rule].test(reason))
  const [rule, ...others] = found
  if (rule === undefined || others.length > 0)
    throw new Error(`${found.join(' and ') || 'no rule'} for: ${reason}`)
  return rule
}

function wayBackOf({ outcome, writes }: Pick<Played, 'outcome' | 'writes'>): WayBack {
  const [write] = writes
  switch (write) {
    case 'StopServiceDeployment':
    case 'UpdateService':
    case 'ContinueServiceDeployment':
      return write
    case undefined:
      break
    default:
      throw new Error(`${write} is no way back`)
  }
  if (outcome.result === 'rolled-back-by-platform') return 'by ECS itself'
  return outcome.result === 'awaiting-approval' ? 'left to a person' : 'none'
}
