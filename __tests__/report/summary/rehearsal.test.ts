import { PlatformError } from '../../../src/core/platform-error.ts'
import { renderEnvironmentRecord } from '../../../src/report/deliver/environment-record.ts'
import { notificationOfEnd, notificationOfStart } from '../../../src/report/deliver/notification.ts'
import type { RunStory } from '../../../src/report/run-story.ts'
import { renderRehearsalReport, renderRehearsalXml } from '../../../src/report/summary/rehearsal-report.ts'
import { renderSummary } from '../../../src/report/summary/summary.ts'
import { tellRehearsal, tellStory } from '../stories.ts'

const refused = new PlatformError('access-denied', 'ecs:UpdateService on web was denied', {
  hint: 'Allow ecs:UpdateService for the role of this job.',
})

function targeted({ context, ...story }: RunStory, recoveryTargetMs: number): RunStory {
  return { ...story, context: { ...context, settings: { ...context.settings, recoveryTargetMs } } }
}

describe('the test report of a rehearsal', () => {
  test('that worked says what was tried, when, and what it was measured against', async () => {
    const story = targeted(await tellStory('rehearsed'), 300_000)
    expect(renderRehearsalReport(story)).toMatchSnapshot()
    expect(renderRehearsalXml(story)).toMatchSnapshot()
  })

  test('is missing where there was no rehearsal', async () => {
    const story = await tellStory('rolled-back')
    expect(renderRehearsalReport(story)).toBeUndefined()
    expect(renderRehearsalXml(story)).toBeUndefined()
    expect(renderSummary(story)).not.toContain('rehears')
  })

  test('says that the target was missed, as a failed case, a warning sign and a recommendation', async () => {
    const story = targeted(await tellStory('rehearsed'), 30_000)
    expect(renderRehearsalReport(story)).toMatch(
      /\| Time to recover \| ❌ fail \| 1m10s \| at most 30s \| missed \|/,
    )
    expect(renderRehearsalReport(story)).toMatch(/## Recommendations\n\n- The recovery was too slow/)
    expect(renderRehearsalXml(story)).toContain('failures="1"')
    expect(renderSummary(story)).toMatch(
      /^## ⚠️ Rehearsal.*\n\n.*but the recovery took 1m10s, and its target is 30s/,
    )
  })

  test('of a way forward that failed says in red where the service stands, and how it goes forward', async () => {
    const story = await tellRehearsal({ forwardError: refused })
    expect(story.outcome.result).toBe('rollback-failed')
    expect(renderSummary(story).split('\n<details')[0]).toMatchSnapshot()
    expect(renderRehearsalReport(story)).toMatch(/\*\*Result\*\*: ❌ FAIL/)
  })

  test('of a way back that failed says that the version was put forward again', async () => {
    const story = await tellRehearsal({}, { applyError: refused })
    expect(renderSummary(story).split('\n<details')[0]).toMatchSnapshot()
  })

  test('of a target that stays back says which version runs now', async () => {
    const story = await tellRehearsal({ staysBack: 'a revert is reverted by a person' })
    expect(renderSummary(story).split('\n<details')[0]).toMatchSnapshot()
  })
})

describe('a rehearsal', () => {
  test('calls itself one in every message', async () => {
    const story = await tellStory('rehearsed')
    expect(notificationOfStart(story)?.headline).toBe('Rehearsal: Rolling back: web:42 → web:41')
    expect(notificationOfEnd(story).headline).toMatch(/^✅ Rehearsal: /)
  })

  test('wakes nobody: an event of it is no incident as long as the service is healthy', async () => {
    const story = await tellStory('rehearsed')
    expect(notificationOfStart(story)?.event.kind).toBe('run-finished')
    expect(notificationOfEnd(story).event.kind).toBe('run-finished')
    expect(notificationOfEnd(await tellRehearsal({ forwardError: refused })).event.kind).toBe(
      'incident-detected',
    )
  })

  test('leaves the record of the environment alone, even if it failed: the version is a good one', async () => {
    expect(renderEnvironmentRecord(await tellRehearsal({ forwardError: refused }))).toBeUndefined()
  })
})
