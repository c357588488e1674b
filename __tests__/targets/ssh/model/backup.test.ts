import {
  type Backup,
  type BackupQuestion,
  chooseBackup,
  choosePrunable,
} from '../../../../src/targets/ssh/model/backup.ts'
import { maybeNewer } from '../../../../src/targets/ssh/model/backup-order.ts'
import { nameTime, readingsOf } from '../../../../src/targets/ssh/model/backup-time.ts'

const DAY_S = 86_400
/** 2026-01-03 12:00 UTC: when the bad version was written. */
const DEPLOYED_AT_S = nameTime('20260103-120000')?.startS ?? 0

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
    path: '/opt/app',
    pattern: '/opt/app-backup-*',
    ...own,
  })
}

describe('the backup to go back to', () => {
  it.each([
    { because: 'the newest wins, in whatever order they come', from: [V1, FRESH, V0], to: FRESH },
    { because: 'one that holds the bad version is none', from: [V0, V1, BAD], to: V1 },
    { because: 'one from after the deployment is none', from: [V0, AFTER], to: V0 },
    {
      because: 'without a time in the name the birth of the folder decides',
      from: [
        backup('app-backup-a', 'v0', { modifiedAtS: 8, bornAtS: 20 }),
        backup('app-backup-b', 'v1', { modifiedAtS: 9, bornAtS: 10 }),
      ],
      to: backup('app-backup-a', 'v0', { modifiedAtS: 8, bornAtS: 20 }),
    },
    {
      because: 'the day may come first, where it can be no month',
      from: [backup('app-backup-21-11-2025-18-45-00', 'v0'), backup('app-backup-22-11-2025-10-15-00', 'v1')],
      to: backup('app-backup-22-11-2025-10-15-00', 'v1'),
    },
    {
      because: 'where day and month may be either, the birth decides',
      from: [
        backup('app-backup-05-11-2025', 'v0', { bornAtS: 10 }),
        backup('app-backup-11-05-2025', 'v1', { bornAtS: 20 }),
      ],
      to: backup('app-backup-11-05-2025', 'v1', { bornAtS: 20 }),
    },
    {
      because: 'where the folders contradict the names, the birth decides',
      from: [
        backup('app-backup-20260101', 'v0', { modifiedAtS: 9, bornAtS: 20 }),
        backup('app-backup-20260102', 'v1', { modifiedAtS: 8, bornAtS: 10 }),
      ],
      to: backup('app-backup-20260101', 'v0', { modifiedAtS: 9, bornAtS: 20 }),
    },
    {
      because: 'two of one day are told apart by their birth',
      from: [
        backup('app-backup-20260101-2', 'v1', { bornAtS: 20 }),
        backup('app-backup-20260101-10', 'v0', { bornAtS: 30 }),
      ],
      to: backup('app-backup-20260101-10', 'v0', { bornAtS: 30 }),
    },
    {
      because: 'a time may stand behind a dot',
      from: [backup('app.20251121', 'v0'), backup('app.20251122', 'v1')],
      to: backup('app.20251122', 'v1'),
    },
    {
      because: 'a time may be in seconds since 1970',
      from: [backup('app-backup-1763750700', 'v0'), backup('app-backup-1763806500', 'v1')],
      to: backup('app-backup-1763806500', 'v1'),
    },
    {
      because: 'a time may be in milliseconds since 1970, beside others',
      from: [backup('app-backup-1763806500123', 'v1'), backup('app-backup-20251121-184500', 'v0')],
      to: backup('app-backup-1763806500123', 'v1'),
    },
    {
      because: 'a time may end with its minutes',
      from: [backup('app-backup-202511211845', 'v0'), backup('app-backup-202511221015', 'v1')],
      to: backup('app-backup-202511221015', 'v1'),
    },
    {
      because: 'days of one digit are no time of a name, so that the birth decides',
      from: [
        backup('app-backup-2025-11-9', 'v0', { bornAtS: 10 }),
        backup('app-backup-2025-11-10', 'v1', { bornAtS: 20 }),
        backup('app-backup-9-11-2025', 'v0', { bornAtS: 12 }),
      ],
      to: backup('app-backup-2025-11-10', 'v1', { bornAtS: 20 }),
    },
    {
      because: 'hours of one digit leave the day, so that the birth decides within it',
      from: [
        backup('app-backup-2025-11-22-9-45', 'v0', { bornAtS: 10 }),
        backup('app-backup-2025-11-22-10-15', 'v1', { bornAtS: 20 }),
      ],
      to: backup('app-backup-2025-11-22-10-15', 'v1', { bornAtS: 20 }),
    },
    {
      because: 'times of day without a day are no time',
      from: [
        backup('app-backup-18-45-00', 'v0', { bornAtS: 10 }),
        backup('app-backup-10-15-00', 'v1', { bornAtS: 20 }),
      ],
      to: backup('app-backup-10-15-00', 'v1', { bornAtS: 20 }),
    },
    {
      because: 'a name may be a time of ISO 8601, with parts of a second',
      from: [
        backup('app-backup-2025-11-22T09:15:00.250Z', 'v0'),
        backup('app-backup-2025-11-22T10:15:00.125+00:00', 'v1'),
      ],
      to: backup('app-backup-2025-11-22T10:15:00.125+00:00', 'v1'),
    },
    {
      because: 'a zone west of Greenwich is later than it looks',
      from: [
        backup('app-backup-2025-11-21T18:45:00-05:00', 'v1'),
        backup('app-backup-2025-11-21T19:30:00Z', 'v0'),
      ],
      to: backup('app-backup-2025-11-21T18:45:00-05:00', 'v1'),
    },
    {
      because: 'a zone may have its hours alone',
      from: [
        backup('app-backup-2025-11-21T18:45:00Z', 'v1'),
        backup('app-backup-2025-11-21T19:30:00+02', 'v0'),
      ],
      to: backup('app-backup-2025-11-21T18:45:00Z', 'v1'),
    },
    {
      because: 'what looks like a zone or a number is either, so that the birth decides',
      from: [
        backup('app-backup-20251121-184500-0500', 'v1', { bornAtS: 20 }),
        backup('app-backup-20251121-193000', 'v0', { bornAtS: 10 }),
      ],
      to: backup('app-backup-20251121-184500-0500', 'v1', { bornAtS: 20 }),
    },
    {
      because: 'a clock may have twelve hours',
      from: [backup('app-backup-2025-11-21-06-45-PM', 'v1'), backup('app-backup-2025-11-21-10-15-AM', 'v0')],
      to: backup('app-backup-2025-11-21-06-45-PM', 'v1'),
    },
    {
      because: 'an abbreviated zone may be any, so that the birth decides',
      from: [
        backup('app-backup-20251121-101500-EST', 'v1', { bornAtS: 20 }),
        backup('app-backup-20251121-123000-UTC', 'v0', { bornAtS: 10 }),
      ],
      to: backup('app-backup-20251121-101500-EST', 'v1', { bornAtS: 20 }),
    },
    {
      because: 'of names that are equal up to the time, the time decides, not what follows',
      from: [backup('app-backup-20251121-184500.z', 'v0'), backup('app-backup-20251122-101500.a', 'v1')],
      to: backup('app-backup-20251122-101500.a', 'v1'),
    },
    {
      because: 'a folder that another one is named after is not this one',
      from: [backup('app-web-20251122', 'v7'), backup('app-web', 'v7'), backup('app-20251121', 'v0')],
      to: backup('app-20251121', 'v0'),
    },
    {
      because: 'what says nothing of a backup is none beside what does',
      from: [backup('app-admin', 'v7', { bornAtS: 30 }), backup('app-backup-1', 'v0', { bornAtS: 10 })],
      to: backup('app-backup-1', 'v0', { bornAtS: 10 }),
    },
    {
      because: 'copies made at one time keep their order by name, since copies keep times',
      from: [
        backup('app-backup-20260102-100000', 'v1', { modifiedAtS: 5, bornAtS: 10 }),
        backup('app-backup-20260101-100000', 'v0', { modifiedAtS: 5, bornAtS: 20 }),
      ],
      to: backup('app-backup-20260102-100000', 'v1', { modifiedAtS: 5, bornAtS: 10 }),
    },
  ])('$because', ({ from, to }) => {
    expect(choose(from)).toMatchObject({ kind: 'found', backup: to })
  })

  it('says that the birth times decided', () => {
    const born = [1, 2].map((day) => backup(`app-backup-${day}`, `v1.${day}`, { bornAtS: day }))
    expect(choose(born)).toMatchObject({
      backup: born[1],
      evidence: [expect.any(String), expect.stringMatching(/^the birth times of the folders say/)],
    })
  })

  it.each([
    ['app-backup-8', 'app-backup-9'],
    ['app-backup-05-11-2025', 'app-backup-11-05-2025'],
    ['app-backup-20260101', 'app-backup-20260101-2'],
    ['app-backup-20251121-184500', 'app-backup-20251121-184500-1234'],
    ['app-backup-2025-1-9', 'app-backup-2025-1-10'],
    ['app-backup-20260101-120000', 'app-backup-20260101T113000Z'],
    ['app-backup-20260101-120000-EST', 'app-backup-20260101T143000Z'],
    ['app-backup-20260101-120000-CET', 'app-backup-20260101-123000'],
  ])('is none where neither names nor births have an order: %s, %s', (...names) => {
    const rollbackTo = { kind: 'back' as const, count: 1 }
    const backups = names.map((name, index) => backup(name, `v${index}`))
    for (const own of [{}, { rollbackTo }]) {
      expect(choose(backups, { offsetMinutes: 60, ...own })).toMatchObject({
        kind: 'none',
        reason: expect.stringMatching(/^nothing says which backup is the newest/),
        evidence: names,
      })
    }
    const [name = ''] = names
    expect(choose(backups, { rollbackTo: { kind: 'revision', revision: name } })).toMatchObject({
      backup: backups[0],
    })
  })

  it.each([
    { pattern: '/srv/*', names: ['blog', 'app2', 'app-admin', 'application-20260101'] },
    { pattern: '/srv/*', names: ['blog', 'blog-backup-20260101'] },
    { pattern: '/srv/*', names: ['blog-20260101', 'shop-20260101'] },
    { pattern: '/srv/app*', names: ['app2', 'app-admin', 'appliance'] },
  ])('is never another application: $pattern matches $names', ({ pattern, names }) => {
    const all = names.map((name, index) => backup(name, `v${index}`, { bornAtS: index }))
    expect(choose(all, { pattern })).toMatchObject({ kind: 'none', reason: 'there is no backup' })
    const own = backup('app-20260102', 'v1', { bornAtS: 9 })
    expect(choose([...all, own], { pattern })).toMatchObject({ backup: own })
    const prune = { keep: 1, used: own.path, offsetMinutes: 0, path: '/opt/app', pattern }
    expect(choosePrunable([...all, own], prune)).toEqual([])
  })

  it.each([
    { names: ['app-worker-20260102', 'app-20260101'] },
    { names: ['app-worker-backup-20260102', 'app-backup-20260101'] },
    { names: ['app-worker-20260102', 'app-admin-20260101'] },
  ])('is none that may be of another application, with which it shares a place: $names', ({ names }) => {
    const all = names.map((name, index) => backup(name, `v${index}`))
    const pattern = '/backups/app-*'
    expect(choose(all, { pattern })).toMatchObject({
      kind: 'none',
      reason: expect.stringContaining(`${names[0]} may be a backup of another application than /opt/app`),
      evidence: names,
    })
    expect(choose(all, { pattern, rollbackTo: { kind: 'back', count: 1 } }).kind).toBe('none')
    expect(choose(all, { pattern, captured: 'v0' })).toMatchObject({ backup: all[0] })
    const own = backup('app-20260103', 'v9')
    expect(choose([...all, own], { pattern, current: {} })).toMatchObject({ backup: own })
    const prune = { keep: 1, used: own.path, offsetMinutes: 0, path: '/opt/app', pattern }
    expect(choosePrunable([...all, own], prune)).toEqual(all.filter(({ name }) => !/worker|admin/.test(name)))
  })

  it.each([
    ['app-daily-20260101', 'app-predeploy-20260102'],
    ['app-main-20260101', 'app-20260102'],
    ['app-worker-20260101', 'app-worker-20260102'],
    ['app-4f5e6d7-20260101', 'app-a1b2c3d-20260102'],
  ])('may have words beside the time: %s, %s', (...names) => {
    const all = names.map((name, index) => backup(name, `v${index}`))
    expect(choose(all, { pattern: '/backups/app-*' })).toMatchObject({ backup: all[1] })
  })

  it.each([
    { pattern: '/backups/*', name: '2026-01-01' },
    { pattern: '/backups/*', name: 'backup-20260101' },
    { pattern: '/backups/*', name: 'nightly-20260101' },
    { pattern: '/backups/prod-*', name: 'prod-20260101' },
    { pattern: '/opt/*', name: 'app.old' },
    { pattern: '/opt/*', name: 'app20260101' },
    { pattern: '/opt/*', name: 'appbackup-20260101' },
    { pattern: '/opt/*', name: 'app-v1.2.3' },
    { pattern: '/opt/app-*', name: 'app-candidate' },
  ])('may be named as people name them: $name', ({ pattern, name }) => {
    const one = backup(name, 'v1')
    expect(choose([one], { pattern })).toMatchObject({ kind: 'found', backup: one })
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
  const place = { offsetMinutes: 0, path: '/opt/app', pattern: '/opt/app-backup-*' }

  it.each([
    { keep: 3, used: V0.path, gone: [] },
    { keep: 1, used: FRESH.path, gone: [V1, V0] },
    { keep: 1, used: V1.path, gone: [V0] },
    { keep: 1, used: V0.path, gone: [] },
    { keep: 1, used: '/opt/unknown', gone: [] },
  ])('keeps the $keep newest, $used, and all that is newer than it', ({ keep, used, gone }) => {
    expect(choosePrunable([V1, V0, FRESH], { keep, used, ...place })).toEqual(gone)
  })

  const used = backup('app-backup-20260103', 'v1', { modifiedAtS: 30, bornAtS: 30 })

  it.each([
    { because: 'of its birth', name: 'app-backup-20260101', own: { modifiedAtS: 10, bornAtS: 40 } },
    { because: 'of its content', name: 'app-backup-x', own: { modifiedAtS: 40, bornAtS: 10 } },
    { because: 'of one reading', name: 'app-backup-05-02-2026', own: { modifiedAtS: 9, bornAtS: 10 } },
  ])('keeps what may be newer because $because', ({ name, own }) => {
    const doubtful = backup(name, 'v0', own)
    expect(choosePrunable([used, doubtful], { keep: 1, used: used.path, ...place })).toEqual([])
  })

  it('removes no folder that carries no mark of a backup, also where the pattern asks for its name', () => {
    const all = [
      backup('app-admin', 'v7', { bornAtS: 1 }),
      backup('app-web', 'v7', { bornAtS: 2 }),
      backup('app-web-20250101', 'v6', { bornAtS: 3 }),
    ]
    const pattern = '/opt/app-*'
    const question = { keep: 1, used: used.path, ...place, pattern }
    expect(choosePrunable([used, V1, ...all], question)).toEqual([V1])
    const older = backup('app-20251201', 'v0', { bornAtS: 4 })
    expect(choosePrunable([{ ...used, name: 'app-20260103' }, older, ...all], question)).toEqual([older])
    const candidate = backup('app-candidate', 'v1', { bornAtS: 5 })
    const earlier = backup('app-earlier', 'v0', { bornAtS: 4 })
    const named = { ...question, used: candidate.path }
    expect(choosePrunable([candidate, earlier], named)).toEqual([])
  })

  it('removes nothing where nothing says the order', () => {
    const all = ['app-backup-1', 'app-backup-2', 'app-backup-3'].map((name) => backup(name))
    expect(choosePrunable(all, { keep: 1, used: '/opt/app-backup-3', ...place })).toEqual([])
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
    { name: 'app-02-01-1970', timeS: undefined },
    { name: 'app-13-01-1970', timeS: 12 * DAY_S },
    { name: 'app-01.13.1970', timeS: 12 * DAY_S },
    { name: 'app-13011970000100', timeS: 12 * DAY_S + 60 },
    { name: 'app-19700113000100', timeS: 12 * DAY_S + 60 },
    { name: 'app-02-02-1970', timeS: 32 * DAY_S },
    { name: 'app-1763806500', timeS: 1_763_806_500 },
    { name: 'app-1763806500123', timeS: 1_763_806_500.123 },
    { name: 'app-17638065001', timeS: undefined },
    { name: 'app-9876543210', timeS: undefined },
    { name: 'app-2025112118', timeS: undefined },
    { name: 'app-19700102T010000-0100', timeS: undefined },
    { name: 'app-19700102T010000-1234', timeS: DAY_S + 3_600 },
    { name: 'app-19700102T010000.5-01:00', timeS: DAY_S + 7_200 },
    { name: 'app-19700102T010000+01', timeS: DAY_S },
    { name: 'app-1970-01-02_12-30-AM', timeS: DAY_S + 1_800 },
    { name: 'app-197001021230pm', timeS: DAY_S + 45_000 },
    { name: 'app-19700102-1315PM', timeS: DAY_S + 47_700 },
    { name: 'app-19700102-0100-amber', timeS: DAY_S + 3_600 },
    { name: 'app-20260231', timeS: undefined },
    { name: 'app-20250229', timeS: undefined },
    { name: 'app-20260431', timeS: undefined },
    { name: 'app-19700102-or-19700103', timeS: undefined },
    { name: 'app-19700102T010000+0100', timeS: DAY_S },
  ])('$name', ({ name, timeS }) => {
    expect(nameTime(name)?.startS).toBe(timeS)
  })

  it('is every reading that the digits allow, and the zone if it is there', () => {
    expect(readingsOf('app-05-11-2026').map(({ digits }) => digits)).toEqual(['20261105', '20260511'])
    expect(readingsOf('app')).toEqual([])
    expect(nameTime('app-20260131T120000Z')).toMatchObject({ isZoned: true, digits: '20260131120000' })
    expect(nameTime('app-20260131')).toMatchObject({ isZoned: false, digits: '20260131' })
  })

  it('is right on every day from 1970 until 2130, leap days and turns of the century among them', () => {
    const days = Array.from({ length: Date.UTC(2130, 11, 31) / (DAY_S * 1_000) }, (_, day) => day * DAY_S)
    const wrong = days
      .map((timeS) => ({ timeS, name: `app-${new Date(timeS * 1_000).toISOString().slice(0, 10)}` }))
      .filter(({ name, timeS }) => nameTime(name)?.startS !== timeS)
    expect(wrong).toEqual([])
  })
})

describe('the folders of another application', () => {
  const chosenOf = (names: readonly string[], own: Partial<BackupQuestion> = {}) => {
    const choice = choose(
      names.map((name) => backup(name, name)),
      { pattern: '/opt/*', ...own },
    )
    return choice.kind === 'found' ? choice.backup.name : choice.kind
  }

  it.each([
    {
      names: ['app-backup-20260101-100000', 'app-web', 'app-web-20260102-100000'],
      to: 'app-backup-20260101-100000',
      because: 'app-web is there, too',
    },
    {
      names: ['app-20260101-100000', 'app-20260102-100000'],
      to: 'app-20260102-100000',
      because: 'a time alone makes a backup',
    },
    {
      names: ['app-20260101-100000', 'blog', 'blog-20260102-100000'],
      to: 'app-20260101-100000',
      because: 'blog is another application',
    },
    {
      names: ['20260101-100000', '20260102-100000'],
      to: '20260102-100000',
      because: 'nothing else is there',
    },
    {
      names: ['app-20260101-100000', 'app2-20260102-100000'],
      to: 'app-20260101-100000',
      because: 'app2 is another one',
    },
    {
      names: ['app-20260101-100000', 'application-20260102-100000'],
      to: 'app-20260101-100000',
      because: 'application is another one',
    },
  ])('of $names it is $to: $because', ({ names, to }) => {
    expect(chosenOf(names)).toBe(to)
  })
})

describe('a backup by a time', () => {
  const all = ['app-backup-20260101-100000', 'app-backup-20260102-100000', 'app-backup-20260202-100000'].map(
    (name) => backup(name, `of ${name}`),
  )
  const named = (wanted: string) => {
    const choice = choose(all, { rollbackTo: { kind: 'revision', revision: wanted } })
    return choice.kind === 'found' ? choice.backup.name : choice.kind
  }

  it.each([
    ['20260102', 'app-backup-20260102-100000'],
    ['2026-01-02', 'app-backup-20260102-100000'],
    ['2026-01-02 10:00', 'app-backup-20260102-100000'],
    ['2026-01-02T10:00:00', 'app-backup-20260102-100000'],
    ['2026_01_02', 'app-backup-20260102-100000'],
    ['20260103', 'none'],
    ['202601', 'none'],
    ['v20260102', 'none'],
    ['20260102v', 'none'],
  ])('%s is %s', (wanted, is) => {
    expect(named(wanted)).toBe(is)
  })
})

describe('whether a backup may be newer than another one', () => {
  const dated = (name: string, modifiedAtS = 0, bornAtS?: number) => ({ name, modifiedAtS, bornAtS })
  const [older, newer, same] = ['app-20260101-100000', 'app-20260102-100000', 'app-20260101-100000']

  it.each([
    ['by its name', dated(newer), dated(older), true],
    ['not by its name', dated(older), dated(newer), false],
    ['of the same time', dated(same), dated(older), true],
    ['by the time of its folder', dated(older, 2), dated(newer, 1), true],
    ['not by the same time of the folder', dated(older, 1), dated(newer, 1), false],
    ['by the birth of its folder', dated(older, 0, 2), dated(newer, 0, 1), true],
    ['not by the same birth', dated(older, 0, 1), dated(newer, 0, 1), false],
    ['not by the birth of one alone', dated(older, 0, 2), dated(newer), false],
    ['not by the birth of the other alone', dated(older), dated(newer, 0, 1), false],
    ['not where neither name has a time', dated('app-old'), dated('app-older'), false],
    ['not where the other name has no time', dated(newer), dated('app-old'), false],
    ['not where it has no time itself', dated('app-old'), dated(older), false],
    ['by one of the readings of its name', dated('app-03-01-2026'), dated('app-20260201'), true],
    ['by no reading of its name', dated('app-03-01-2026'), dated('app-20260401'), false],
    ['by the earliest reading of the other name', dated('app-20260201'), dated('app-03-01-2026'), true],
    ['by no reading of the other name', dated('app-20260101'), dated('app-03-02-2026'), false],
  ])('%s', (_, one, other, is) => {
    expect(maybeNewer(one, other, 0)).toBe(is)
  })
})

it('prunes none of those that are to be kept', () => {
  const names = ['01', '02', '03', '04'].map((day) => backup(`app-backup-202601${day}-100000`))
  const question = { offsetMinutes: 0, path: '/opt/app', pattern: '/opt/app-backup-*' }
  const pruned = (keep: number) =>
    choosePrunable(names, { keep, used: names[3]?.path ?? '', ...question }).map(({ name }) =>
      name.slice(17, 19),
    )
  expect(pruned(1)).toEqual(['03', '02', '01'])
  expect(pruned(2)).toEqual(['02', '01'])
  expect(pruned(3)).toEqual(['01'])
  expect(pruned(9)).toEqual([])
})

it.each([
  ['a second after the bad version was written', '20260103-120001', 'none'],
  ['at the very time', '20260103-120000', 'found'],
  ['before it', '20260103-115959', 'found'],
])('a backup made %s', (_, time, kind) => {
  expect(choose([backup(`app-backup-${time}`, 'v1')]).kind).toBe(kind)
})

it('what is named is shown as far as sixty letters', () => {
  const reasonOf = (revision: string) => {
    const choice = choose([V0], { rollbackTo: { kind: 'revision', revision } })
    return choice.kind === 'none' ? choice.reason : ''
  }
  expect(reasonOf('x'.repeat(60))).toContain('x'.repeat(60))
  expect(reasonOf('x'.repeat(61))).not.toContain('x'.repeat(60))
})

it('only what is marked as a backup by its own name is pruned', () => {
  const names = ['20260101-100000', '20260102-100000', '20260103-100000']
  const question = { offsetMinutes: 0, path: '/opt/app', pattern: '/opt/*' }
  const all = names.map((name) => backup(name))
  expect(choosePrunable(all, { keep: 1, used: '/opt/20260103-100000', ...question })).toHaveLength(2)
})
