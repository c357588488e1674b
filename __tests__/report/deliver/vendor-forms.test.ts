import { NOTIFY_LEVELS } from '../../../src/inputs/values/notify-line.ts'
import {
  type Notification,
  notificationOfStart,
  notificationsOfEnd,
} from '../../../src/report/deliver/notification.ts'
import { renderRequest } from '../../../src/report/deliver/notification-payload.ts'
import { isSentTo } from '../../../src/report/deliver/receiver.ts'
import type { RunStory } from '../../../src/report/run-story.ts'
import { poison } from '../poison.ts'
import { STORIES, tellStory } from '../stories.ts'
import { FORMS, schemaOf } from './forms.ts'

const KEY = 'R0123456789abcdef0123456789abcde'

const ADDRESSES = {
  slack: 'https://hooks.slack.com/services/T0/B0/x',
  'slack-workflow': 'https://hooks.slack.com/triggers/T0/1/x',
  discord: 'https://discord.com/api/webhooks/1/x',
  teams: 'https://prod-12.westeurope.logic.azure.com/workflows/x',
  pagerduty: `https://events.pagerduty.com/v2/enqueue?routing_key=${KEY}`,
  cloudevents: 'https://hooks.example.com/x',
} as const

type Form = keyof typeof ADDRESSES
const request = (form: Form, notification: Notification) =>
  renderRequest(new URL(ADDRESSES[form]), notification)

function sent(form: Form, story: RunStory): object[] {
  const start = notificationOfStart(story)
  return [...(start === undefined ? [] : [start]), ...notificationsOfEnd(story)]
    .filter((notification) => isSentTo({ form, level: 'always' }, notification, story))
    .map((notification) => JSON.parse(request(form, notification).body))
}

it.each(FORMS)('what %s gets is what its documentation describes', async (form) => {
  const check = schemaOf(form)
  for (const result of STORIES) {
    for (const body of sent(form, await tellStory(result))) {
      check(body)
      expect({ result, errors: check.errors }).toEqual({ result, errors: null })
    }
  }
})

it.each(FORMS)('what %s gets is that too where every text is long and full of marks', async (form) => {
  const check = schemaOf(form)
  for (const result of STORIES) {
    const story = poison(await tellStory(result), (word) => `${word} 🚨*_[<@here>]-:🚨`.repeat(40))
    for (const body of sent(form, story)) {
      check(body)
      expect({ result, errors: check.errors }).toEqual({ result, errors: null })
      // A half of a character is no text: JSON.stringify writes it as an escape.
      expect(JSON.stringify(body)).not.toMatch(/\\ud[89a-f]/)
    }
  }
})

it('a flat variable of a Slack workflow is there in every message', async () => {
  const { runUrl: _, ...local } = notificationsOfEnd(await tellStory('validated'))[0] as Notification
  const body = JSON.parse(request('slack-workflow', local).body)
  expect(Object.keys(body)).toEqual(['moment', 'tone', 'headline', 'reason', 'facts', 'run_url'])
})

describe('the events of a run', () => {
  const typesOf = async (result: (typeof STORIES)[number]) =>
    sent('cloudevents', await tellStory(result)).map(
      (event) => /^dev\.cdevents\.(.*)\.0\.2\.0$/.exec((event as { type: string }).type)?.[1],
    )

  it.each([
    ['healthy', ['service.deployed']],
    ['rolled-back', ['incident.detected', 'service.rolledback', 'incident.resolved']],
    ['rollback-failed', ['incident.detected', 'incident.detected']],
    ['unhealthy', ['incident.detected']],
    ['superseded', ['taskrun.finished']],
    ['not-deployed', ['taskrun.finished']],
    ['validated', ['taskrun.finished']],
  ] as const)('%s: %j', async (result, types) => {
    expect(await typesOf(result)).toEqual(types)
  })

  it('have an id of their own each, and are about one incident', async () => {
    const events = sent('cloudevents', await tellStory('rolled-back')) as { id: string; subject: string }[]
    expect(new Set(events.map(({ id }) => id)).size).toBe(3)
    expect(events[0]?.subject).toBe(events[2]?.subject)
  })
})

describe('PagerDuty', () => {
  const actionsOf = async (result: (typeof STORIES)[number]) =>
    sent('pagerduty', await tellStory(result)).map((body) => (body as { event_action: string }).event_action)

  it.each([
    ['healthy', ['resolve']],
    ['rolled-back', ['trigger', 'resolve']],
    ['rollback-failed', ['trigger', 'trigger']],
    ['unhealthy', ['trigger']],
    ['superseded', []],
    ['validated', []],
  ] as const)('%s: %j', async (result, actions) => {
    expect(await actionsOf(result)).toEqual(actions)
  })

  const keyOf = (story: RunStory) => notificationsOfEnd(story)[0]?.event.incident

  it('resolves with a later landing of the same service and environment, of another commit', async () => {
    const bad = await tellStory('unhealthy')
    const { context, ...good } = await tellStory('healthy')
    const { run } = context
    if (run === undefined) throw new Error('the story is outside of GitHub')
    const later = { ...run, commit: 'f'.repeat(40), url: `${run.url}9`, workflow: 'fix' }
    const where = [...(context.where ?? []), { name: 'revision', value: 'web:43' }]
    expect(keyOf({ ...good, context: { ...context, where, run: later } })).toBe(keyOf(bad))
    expect(keyOf({ ...good, context: { ...context, environment: 'staging' } })).not.toBe(keyOf(bad))
    const other = [{ name: 'service', value: 'worker' }]
    expect(keyOf({ ...good, context: { ...context, where: other } })).not.toBe(keyOf(bad))
  })

  it('gets its key in the body, at its one address', async () => {
    const [ended] = notificationsOfEnd(await tellStory('unhealthy'))
    const { url, body } = request('pagerduty', ended as Notification)
    expect(url.href).toBe('https://events.pagerduty.com/v2/enqueue')
    expect(JSON.parse(body)).toMatchObject({ routing_key: KEY })
  })
})

it.each(FORMS)(
  'a run is at most two messages at an address of %s, and a program learns of a resolve besides',
  async (form) => {
    for (const result of STORIES) {
      const story = await tellStory(result)
      const start = notificationOfStart(story)
      const all = [...(start === undefined ? [] : [start]), ...notificationsOfEnd(story)]
      for (const level of NOTIFY_LEVELS) {
        const moments = all.filter((one) => isSentTo({ form, level }, one, story)).map(({ moment }) => moment)
        const isProgram = form === 'pagerduty' || form === 'cloudevents'
        const wanted = moments.filter((moment) => moment !== 'resolved')
        expect({ result, level, wanted }).toEqual({ result, level, wanted: [...new Set(wanted)] })
        expect(wanted.length).toBeLessThanOrEqual(2)
        expect(moments.length - wanted.length).toBeLessThanOrEqual(isProgram ? 1 : 0)
      }
    }
  },
)
