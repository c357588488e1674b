import type { Stage } from '../run/event.ts'

/** What is watched in a stage, to be put after "watching" or "of". */
export const WATCHED: Record<Stage, string> = {
  baseline: 'what runs before the deployment',
  test: 'the new version at the test listener',
  verification: 'the new version',
  recovery: 'the version that was put back',
  rehearsal: 'the new version; from now on it counts as failing, for the rehearsal',
  forward: 'the version that was put forward again',
}

/** The same, short enough for a table. */
export const STAGE_LABELS: Record<Stage, string> = {
  baseline: 'before the deployment',
  test: 'new version, test traffic',
  verification: 'new version',
  recovery: 'after the rollback',
  rehearsal: 'rehearsed failure',
  forward: 'forward again',
}
