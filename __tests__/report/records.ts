import type { GithubRecords } from '../../src/report/run-story.ts'

const BEGAN_MS = Date.parse('2026-11-25T02:55:00.000Z')
const usual = (medianS: number, longestS: number) => ({
  medianMs: medianS * 1_000,
  longestMs: longestS * 1_000,
  runs: 10,
})

/** What GitHub knows of a run that built for longer than usual, and of the landings before it. */
export const RECORDS: GithubRecords = {
  pipeline: {
    kind: 'read',
    value: {
      event: 'push',
      actor: 'mona',
      beganAtMs: BEGAN_MS,
      attempt: 1,
      comparedRuns: 10,
      ownJob: 'production',
      usualTotal: usual(620, 900),
      stages: [
        stage('trigger', '', 'push', 0, 9, usual(11, 40)),
        stage('job', 'build', 'build', 9, 250, usual(120, 180), true),
        stage('step', 'build', 'Set up job', 9, 2, usual(2, 3)),
        stage('step', 'build', 'Build the image', 11, 240, usual(110, 170), true),
        { ...stage('step', 'build', 'Scan', 251, 3, usual(3, 3)), conclusion: 'failure' },
        stage('step', 'production', 'Deploy', 262, 48, usual(50, 70)),
      ],
    },
  },
  landings: {
    kind: 'read',
    value: {
      landings: [
        landing(1, 'landed', 310),
        { ...landing(2, 'rolled-back', 420), rolledBackTo: 'web:40' },
        landing(3, 'failed', 60),
        { ...landing(4, 'under-way', undefined), ref: 'release', by: undefined },
        landing(5, 'unknown', undefined),
      ],
      figures: { ended: 18, failed: 3, restored: 3, medianRestoreMs: 430_000 },
    },
  },
}

function stage(
  kind: 'trigger' | 'job' | 'step',
  job: string,
  name: string,
  fromS: number,
  tookS: number,
  usualTime: ReturnType<typeof usual>,
  isSlow = false,
) {
  const startedAtMs = BEGAN_MS + fromS * 1_000
  const conclusion = kind === 'trigger' ? undefined : 'success'
  return { kind, job, name, startedAtMs, tookMs: tookS * 1_000, conclusion, usual: usualTime, isSlow }
}

function landing(
  daysAgo: number,
  result: 'landed' | 'rolled-back' | 'failed' | 'under-way' | 'unknown',
  tookS: number | undefined,
) {
  return {
    sha: `${daysAgo}f6c1e0c0ffee1234567890abcdefabcdefabcd0`,
    ref: 'main',
    result,
    rolledBackTo: undefined,
    beganAtMs: BEGAN_MS - daysAgo * 86_400_000,
    tookMs: tookS === undefined ? undefined : tookS * 1_000,
    by: 'mona',
    runId: 17_000_000_000 + daysAgo,
  }
}
