import {
  type Backup,
  type BackupQuestion,
  chooseBackup,
  choosePrunable,
  timeInName,
} from '../../../../src/targets/ssh/model/backup.ts'

const DAY_S = 86_400
/** 2026-01-03 12:00 UTC: when the bad version was written. */
const DEPLOYED_AT_S = timeInName('20260103-120000') ?? 0

function backup(name: string, version?: string, own: Partial<Backup> = {}): Backup {
  return { name, path: `/opt/${name}`, modifiedAtS: 0, ...(version !== undefined && { version }), ...own }
}

const V0 = backup('app-backup-20260101-100000', 'v0')
const V1 = backup('app-backup-20260102-100000', 'v1')
/** The deploy's own backup, taken seconds before it. */
const FRESH = backup('app-backup-20260103-115950', 'v1')
/** A copy of the bad version, taken after the deploy. */
const AFTER = backup('app-backup-20260105-120000', 'v9')
const BAD = backup('app-backup-20260103-120500', 'v2')

function choose(backups: readonly Backup[], own: Partial<BackupQuestion> = {}) {
  return chooseBackup(backups, {
    rollbackTo: { kind: 'previous' },
    current: { version: 'v2', versionWrittenAtS: DEPLOYED_AT_S },
    offsetMinutes: 0,
    ...own,
  })
}

describe('the backup to go back to', () => {
  it.each([
    { because: 'the newest wins, in whatever order they come', from: [V1, FRESH, V0], to: FRESH },
    { because: 'one that holds the bad version is none', from: [V0, V1, BAD], to: V1 },
    { because: 'one from after the deployment is none', from: [V0, AFTER], to: V0 },
    {
      because: 'without a time in the name the folder tells',
      from: [
        backup('app-backup-a', 'v0', { modifiedAtS: 9 }),
        backup('app-backup-b', 'v1', { modifiedAtS: 8 }),
      ],
      to: backup('app-backup-a', 'v0', { modifiedAtS: 9 }),
    },
    {
      because: 'of the same time the last by name wins',
      from: [backup('app-backup-8', 'v0'), backup('app-backup-9', 'v1')],
      to: backup('app-backup-9', 'v1'),
    },
    {
      because: 'of the same time the last by name wins, whatever the order',
      from: [backup('app-backup-9', 'v1'), backup('app-backup-8', 'v0')],
      to: backup('app-backup-9', 'v1'),
    },
  ])('$because', ({ from, to }) => {
    expect(choose(from)).toMatchObject({ kind: 'found', backup: to })
  })

  it('is not rejected for a time zone: only what is later in local time and in UTC came after', () => {
    const local = backup('app-backup-20260103-135950', 'v1')
    expect(choose([local, V0], { offsetMinutes: 120 })).toMatchObject({ backup: local })
    const utc = backup('app-backup-20260103-115950', 'v1')
    expect(choose([utc, V0], { offsetMinutes: -300 })).toMatchObject({ backup: utc })
  })

  it('says why others were rejected', () => {
    expect(choose([BAD, AFTER])).toEqual({
      kind: 'none',
      reason: 'no backup is from before the bad deployment',
      evidence: [
        'app-backup-20260105-120000: it was made after the bad version was deployed',
        'app-backup-20260103-120500: it holds the version that runs, v2',
      ],
    })
  })

  it('is doubted when nothing says which version is in it', () => {
    expect(choose([backup(V1.name)], { current: {} })).toMatchObject({
      kind: 'found',
      doubt: 'whether the backup holds another version: there is no VERSION file to compare',
    })
  })

  it('is the one with the captured version, and no older one', () => {
    expect(choose([V0, V1], { captured: 'v1' })).toMatchObject({ backup: V1 })
    expect(choose([V0], { captured: 'v1' })).toEqual({
      kind: 'none',
      reason: 'no backup holds v1, which ran before the deployment',
      evidence: ['app-backup-20260101-100000: it holds v0'],
    })
  })

  it('is the newest, with a doubt, when no backup has a version to be compared with the captured one', () => {
    expect(choose([backup(V0.name), backup(V1.name)], { captured: 'v1' })).toMatchObject({
      backup: backup(V1.name),
      doubt: expect.stringContaining('VERSION'),
    })
  })

  it('is counted over distinct versions', () => {
    const back = (count: number) => choose([FRESH, V1, V0], { rollbackTo: { kind: 'back', count } })
    expect(back(1)).toMatchObject({ backup: FRESH })
    expect(back(2)).toMatchObject({ backup: V0 })
    expect(back(3)).toMatchObject({ kind: 'none', reason: 'rollback-to asks for 3 back, and there are 2' })
  })

  it.each([
    { revision: V0.name, to: V0 },
    { revision: V0.path, to: V0 },
    { revision: 'v0', to: V0 },
    { revision: '20260102-100000', to: V1 },
    { revision: '2026-01-03', to: FRESH },
    { revision: '2026-01-02T10:00', to: V1 },
  ])('may be named: $revision', ({ revision, to }) => {
    const rollbackTo = { kind: 'revision' as const, revision }
    expect(choose([V0, V1, FRESH], { rollbackTo })).toMatchObject({ kind: 'found', backup: to })
  })

  it.each(['v7', '2025-01-01', '2026', 'app-backup', '2026-01-01 or so'])(
    'is none when nothing is named %s',
    (revision) => {
      const rollbackTo = { kind: 'revision' as const, revision }
      expect(choose([V0], { rollbackTo })).toEqual({
        kind: 'none',
        reason: `no backup has the name, the version or the time ${revision}`,
        evidence: [V0.name],
      })
    },
  )

  it('is none when there are no backups', () => {
    expect(choose([])).toEqual({ kind: 'none', reason: 'there is no backup', evidence: [] })
  })
})

describe('pruning', () => {
  it.each([
    { keep: 3, used: V0.path, gone: [] },
    { keep: 1, used: FRESH.path, gone: [V1, V0] },
    { keep: 1, used: V0.path, gone: [V1] },
  ])('keeps the $keep newest, and always $used', ({ keep, used, gone }) => {
    expect(choosePrunable([V1, V0, FRESH], { keep, used, offsetMinutes: 0 })).toEqual(gone)
  })
})

describe('the time in a name', () => {
  it.each([
    { name: 'app-backup-19700102', timeS: DAY_S },
    { name: 'app_1970-01-02_00-00-01.old', timeS: DAY_S + 1 },
    { name: 'app-19700102T0001', timeS: DAY_S + 60 },
    { name: 'app-20240229-235959', timeS: 1_709_251_199 },
    { name: 'app-backup-2', timeS: undefined },
    { name: 'app-20261301-000000', timeS: undefined },
    { name: 'app-20261200-000000', timeS: undefined },
    { name: 'app-20261232-000000', timeS: undefined },
    { name: 'app-20260031-000000', timeS: undefined },
    { name: 'app-20261231-235960', timeS: Date.UTC(2027, 0, 1) / 1_000 },
    { name: 'app-20261231-235961', timeS: undefined },
    { name: 'app-20261231-236000', timeS: undefined },
    { name: 'app-20261231-240000', timeS: undefined },
    { name: 'app-1234567890', timeS: undefined },
  ])('$name', ({ name, timeS }) => {
    expect(timeInName(name)).toBe(timeS)
  })

  it('is right on every day from 1970 until 2130, leap days and turns of the century among them', () => {
    const days = Array.from({ length: Date.UTC(2130, 11, 31) / (DAY_S * 1_000) }, (_, day) => day * DAY_S)
    const wrong = days
      .map((timeS) => ({ timeS, name: `app-${new Date(timeS * 1_000).toISOString().slice(0, 10)}` }))
      .filter(({ name, timeS }) => timeInName(name) !== timeS)
    expect(wrong).toEqual([])
  })
})
