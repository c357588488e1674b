import type { DeploymentStatus } from '../../../src/github/model/deployment-record.ts'
import { type RecordedDeployment, readLandings } from '../../../src/github/model/landing-history.ts'

const HOUR_MS = 3_600_000
const LOG = (run: number) => `https://github.example/octo/shop/actions/runs/${run}/job/1`

/** One deployment each hour; its statuses oldest first, as `state@minutes` or with a description. */
function record(
  hour: number,
  ...history: (readonly [state: string, minutes: number, description?: string])[]
) {
  const createdAtMs = hour * HOUR_MS
  const statuses: DeploymentStatus[] = history.map(([state, minutes, description]) => ({
    state,
    atMs: createdAtMs + minutes * 60_000,
    description,
    logUrl: LOG(hour),
  }))
  const shared = { task: 'deploy', isTransient: false, ref: 'main', creator: 'mona' }
  return { record: { id: hour, sha: `sha${hour}`, createdAtMs, ...shared }, statuses: statuses.reverse() }
}

const read = (...all: RecordedDeployment[]) => readLandings(all, 999)
const resultsOf = (...all: RecordedDeployment[]) => read(...all).landings.map(({ result }) => result)

describe('a landing', () => {
  it.each([
    ['landed', record(1, ['in_progress', 0], ['success', 4]), { result: 'landed', tookMs: 240_000 }],
    [
      'landed, though a later one took its place',
      record(1, ['success', 4], ['inactive', 60]),
      { result: 'landed' },
    ],
    ['failed', record(1, ['in_progress', 0], ['failure', 5]), { result: 'failed', tookMs: 300_000 }],
    [
      'was rolled back, as its own job noted before it ended',
      record(1, ['in_progress', 0], ['in_progress', 6, 'rolled-back to web:41: 500'], ['failure', 7]),
      { result: 'rolled-back', rolledBackTo: 'web:41', tookMs: 360_000 },
    ],
    [
      'was rolled back, though its job was let end green',
      record(1, ['in_progress', 6, 'rolled-back to web:41: 500'], ['success', 7]),
      { result: 'rolled-back', rolledBackTo: 'web:41' },
    ],
    [
      'was rolled back after its job had ended',
      record(1, ['success', 4], ['failure', 9, 'rolled-back-by-platform to a=a:1, b=b:2: alarm']),
      { result: 'rolled-back', rolledBackTo: 'a=a:1, b=b:2' },
    ],
    [
      'was rolled back by a person',
      record(1, ['success', 4], ['inactive', 90, 'Rolled back on request to 2f6c1e0']),
      { result: 'rolled-back', rolledBackTo: '2f6c1e0' },
    ],
    [
      'landed again after that',
      record(1, ['success', 4], ['failure', 9, 'rolled-back to web:41: 500'], ['success', 30]),
      { result: 'landed', rolledBackTo: undefined },
    ],
    [
      'failed, where the rollback did too',
      record(1, ['failure', 9, 'rollback-failed: no']),
      { result: 'failed' },
    ],
    ['is under way', record(1, ['in_progress', 0]), { result: 'under-way', tookMs: undefined }],
    ['is under way before it has a status', record(1), { result: 'under-way' }],
    ['is unknown, where nobody said how it ended', record(1, ['inactive', 3]), { result: 'unknown' }],
  ] as const)('%s', (_, one, expected) => {
    expect(read(one).landings).toMatchObject([{ ...expected, by: 'mona', sha: 'sha1' }])
  })

  it('is none of this run, of a marker, or of a preview that goes away', () => {
    const marker = { ...record(2, ['success', 1]), record: { ...record(2).record, task: 'rollback' } }
    const preview = { ...record(3, ['success', 1]), record: { ...record(3).record, isTransient: true } }
    const { landings } = readLandings(
      [record(1, ['success', 1]), marker, preview, record(4, ['in_progress', 0])],
      4,
    )
    expect(landings.map(({ sha }) => sha)).toEqual(['sha1'])
  })

  it('of an earlier attempt of this run is one of its own', () => {
    const again = { ...record(4, ['in_progress', 0]), record: { ...record(5).record } }
    expect(readLandings([record(4, ['failure', 2]), again], 4).landings).toMatchObject([{ result: 'failed' }])
  })

  it('comes before those that are older, in whatever order they were read', () => {
    expect(
      resultsOf(record(1, ['success', 1]), record(3, ['failure', 1]), record(2, ['in_progress', 0])),
    ).toEqual(['failed', 'under-way', 'landed'])
  })
})

describe('figures', () => {
  it('count what is known to have ended, and what did not stay', () => {
    const { figures } = read(
      record(1, ['success', 1]),
      record(2, ['failure', 1]),
      record(3, ['in_progress', 2, 'rolled-back to web:1: 500'], ['failure', 3]),
      record(4, ['inactive', 1]),
      record(5, ['in_progress', 0]),
    )
    expect(figures).toMatchObject({ ended: 3, failed: 2 })
  })

  it('take failures one after the other as one, from the first to what restored it', () => {
    const { figures } = read(
      record(1, ['failure', 5]),
      record(2, ['failure', 5]),
      record(3, ['success', 10]),
      record(4, ['in_progress', 8, 'rolled-back to web:3: 500'], ['failure', 9]),
      record(5, ['failure', 5]),
    )
    // From 1:00 to 3:10, and 8 minutes; the last one is not over.
    expect(figures).toEqual({ ended: 5, failed: 4, restored: 2, medianRestoreMs: 8 * 60_000 })
  })

  it('are empty without a record', () => {
    expect(read()).toEqual({
      landings: [],
      figures: { ended: 0, failed: 0, restored: 0, medianRestoreMs: undefined },
    })
  })
})
