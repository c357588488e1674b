import type { Mutation } from './mutation.ts'

/** A fault that changes nothing that anybody could see, so that no test can find it. */
export interface Equivalent {
  readonly file: string
  /** The line that it begins in, so that the entry outlives a change above it. */
  readonly line: string
  readonly before: string
  readonly after: string
  readonly why: string
}

const ONLY_FASTER = 'it only saves work: the same comes out without it'
const UNIQUE = 'the platform has only one'
const EARLY = 'it only has to come before SCALE_UP, as what is not in the list does'
const GUARDED = 'the loop around it goes on only where the entry is there'

export const EQUIVALENT: readonly Equivalent[] = [
  {
    file: 'src/health/assess.ts',
    line: 'if (lines.length === 0) return []',
    before: 'lines.length === 0',
    after: 'false',
    why: ONLY_FASTER,
  },
  {
    file: 'src/health/triggers/log-trigger.ts',
    line: 'count += sorted[after]?.count ?? 0',
    before: '0',
    after: '1',
    why: GUARDED,
  },
  {
    file: 'src/health/triggers/log-trigger.ts',
    line: 'for (; first < after && (sorted[first]?.atMs ?? 0) <= endMs - windowMs; first += 1)',
    before: '0',
    after: '1',
    why: GUARDED,
  },
  {
    file: 'src/health/triggers/log-trigger.ts',
    line: 'for (; first < after && (sorted[first]?.atMs ?? 0) <= endMs - windowMs; first += 1)',
    before: '<',
    after: '<=',
    why: 'an entry at `after` is later than the end of the window, so never older than its beginning',
  },
  {
    file: 'src/health/triggers/log-trigger.ts',
    line: 'let best = { count: -1, first: 0, after: 0 }',
    before: '0',
    after: '1',
    why: 'the first window is fuller than -1, and takes its place',
  },
  {
    file: 'src/health/triggers/baseline-trigger.ts',
    line: 'const breaks = valueMs > limitMs && valueMs - beforeMs >= MIN_DELTA_MS && p < SIGNIFICANCE',
    before: '<',
    after: '<=',
    why: 'no number of samples has a p of exactly 0.01 in floating point',
  },
  {
    file: 'src/run/verification.ts',
    line: 'if (this.#isDecided) return',
    before: 'this.#isDecided',
    after: 'false',
    why: 'with the verdict everything under way is aborted, which ends the loops and the next sleep as well',
  },
  {
    file: 'src/run/verification.ts',
    line: 'if (this.#isDecided) return',
    before: 'return',
    after: '{}',
    why: 'with the verdict everything under way is aborted, which ends the loops and the next sleep as well',
  },
  {
    file: 'src/run/verification.ts',
    line: 'if (clock.nowMs() >= plannedAtMs) point = next',
    before: '>=',
    after: '>',
    why: 'at that very time the point follows from the clock as well',
  },
  {
    file: 'src/run/validate.ts',
    line: 'const list = async () => (await strategy.listCandidates?.(MOST_CANDIDATES, signal)) ?? []',
    before: '(await strategy.listCandidates?.(MOST_CANDIDATES, signal)) ?? []',
    after: '(await strategy.listCandidates?.(MOST_CANDIDATES, signal))',
    why: 'the next line takes an empty list for undefined too',
  },
  {
    file: 'src/run/landing-time.ts',
    line: 'const longestMs = Math.max(0, ...parts.map(({ stepMs = 0 }) => stepMs))',
    before: '0',
    after: '1',
    why: 'one millisecond is no longer than any timeout',
  },
  {
    file: 'src/targets/ecs/model/deployment-progress.ts',
    line: 'const STAGES = [',
    before: "\n  'RECONCILE_SERVICE',",
    after: '',
    why: EARLY,
  },
  {
    file: 'src/targets/ecs/model/deployment-progress.ts',
    line: "'RECONCILE_SERVICE',",
    before: "\n  'PRE_SCALE_UP',",
    after: '',
    why: EARLY,
  },
  {
    file: 'src/targets/ecs/model/deployment-progress.ts',
    line: 'return STAGES.indexOf(stage)',
    before: 'indexOf',
    after: 'lastIndexOf',
    why: UNIQUE,
  },
  {
    file: 'src/targets/ecs/model/model.ts',
    line: "return service.deployments.find(({ status }) => status === 'PRIMARY')",
    before: 'find',
    after: 'findLast',
    why: UNIQUE,
  },
  {
    file: 'src/targets/ecs/model/pause.ts',
    line: 'const hook = entry.hooks.find(({ id }) => id === hookId)',
    before: 'find',
    after: 'findLast',
    why: UNIQUE,
  },
  {
    file: 'src/targets/ecs/model/rehearsal-tag.ts',
    line: "const [at = '', to = ''] = (tags.find(({ key }) => key === REHEARSAL_KEY)?.value ?? '').split(' ')",
    before: 'find',
    after: 'findLast',
    why: UNIQUE,
  },
  {
    file: 'src/targets/ecs/model/schedule.ts',
    line: 'const { stepPercent = 10, stepMinutes = 6 } = linear ?? {}',
    before: '10',
    after: '11',
    why: 'steps of 11 % are ten as well',
  },
  {
    file: 'src/targets/ssh/model/backup-order.ts',
    line: 'const [newest, second] = backups.toSorted((one, other) => (other.bornAtS ?? 0) - (one.bornAtS ?? 0))',
    before: '0',
    after: '1',
    why: 'where a birth is not known none is chosen',
  },
  {
    file: 'src/targets/ecs/model/rehearsal-tag.ts',
    line: 'return at === ENDED || Number.isNaN(beganAtMs) ? undefined : { beganAtMs, to }',
    before: 'at === ENDED || Number.isNaN(beganAtMs)',
    after: 'Number.isNaN(beganAtMs)',
    why: 'the word is no time either',
  },
]

export function isEquivalent(mutation: Mutation, known: readonly Equivalent[] = EQUIVALENT): boolean {
  const { file, line, before, after } = mutation
  return known.some(
    (each) => each.file === file && each.line === line && each.before === before && each.after === after,
  )
}
