import fc from 'fast-check'
import {
  MAX_TEMPLATE_CHARACTERS,
  MESSAGE_FIELDS,
  type MessageKind,
  parseMessageTemplate,
} from '../../../src/inputs/values/message-template.ts'
import { toText } from '../../../src/report/deliver/message-text.ts'
import { notificationOfEnd, notificationOfStart } from '../../../src/report/deliver/notification.ts'
import { renderPayload } from '../../../src/report/deliver/notification-payload.ts'
import { poison } from '../poison.ts'
import { STORIES, tellRehearsal, tellStory } from '../stories.ts'
import { FORMS, schemaOf } from './forms.ts'

function template(text: string) {
  const parsed = parseMessageTemplate(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

const EVERY_FIELD = template(MESSAGE_FIELDS.map((name) => `${name}: {{${name}}}`).join('\n'))

const textOf = (message: ReturnType<typeof notificationOfStart>) =>
  message?.text === undefined ? undefined : toText(message.text)

describe('every field of a template', () => {
  it('is filled in when a rollback begins', async () => {
    const started = notificationOfStart(await tellStory('rolled-back'), { 'rollback-started': EVERY_FIELD })
    expect(textOf(started)).toMatchSnapshot()
  })

  it.each(['rolled-back', 'rollback-failed', 'healthy', 'validated'] as const)(
    'is filled in when a run ends %s',
    async (result) => {
      const all = { 'rolled-back': EVERY_FIELD, failed: EVERY_FIELD, passed: EVERY_FIELD }
      expect(textOf(notificationOfEnd(await tellStory(result), all))).toMatchSnapshot()
    },
  )
})

describe('the kind of a message', () => {
  const kinds: readonly MessageKind[] = ['rolled-back', 'failed', 'passed']
  const all = Object.fromEntries(kinds.map((kind) => [kind, template(kind)]))

  it.each<[(typeof STORIES)[number], string]>([
    ['rolled-back', 'rolled-back'],
    ['rolled-back-by-platform', 'rolled-back'],
    ['rollback-unhealthy', 'failed'],
    ['rollback-failed', 'failed'],
    ['unhealthy', 'failed'],
    ['cancelled', 'failed'],
    ['healthy', 'passed'],
    ['captured', 'passed'],
  ])('of %s is %s', async (result, kind) => {
    expect(textOf(notificationOfEnd(await tellStory(result), all))).toBe(kind)
  })

  it('of no template is our own text', async () => {
    expect(notificationOfEnd(await tellStory('healthy'), { failed: EVERY_FIELD }).text).toBeUndefined()
  })
})

it('a rehearsal is one whatever the template says', async () => {
  const story = await tellRehearsal({})
  const alarm = template('🚨 DEPLOYMENT ROLLBACK EXECUTED')
  expect(textOf(notificationOfStart(story, { 'rollback-started': alarm }))).toBe(
    'Rehearsal: 🚨 DEPLOYMENT ROLLBACK EXECUTED',
  )
  expect(textOf(notificationOfEnd(story, { passed: template('{{headline}}') }))).toMatch(/^✅ Rehearsal: /)
})

describe('a text of the user', () => {
  const long = template(
    `{{headline}}{{status}}{{reason}}\n${'{{reason}} & <@U0123> \\ * _ @here 🚨\n'.repeat(50)}`.slice(
      0,
      MAX_TEMPLATE_CHARACTERS,
    ),
  )
  const all = Object.fromEntries(
    (['rollback-started', 'rolled-back', 'failed', 'passed'] as const).map((kind) => [kind, long]),
  )

  it.each(FORMS)(
    'of any length, with any values, is what the documentation of %s describes',
    async (form) => {
      const check = schemaOf(form)
      for (const result of STORIES) {
        const story = poison(await tellStory(result), (word) => `${word} *_[<🚨@here>]`.repeat(30))
        for (const sent of [notificationOfStart(story, all), notificationOfEnd(story, all)]) {
          if (sent === undefined || (form === 'pagerduty' && sent.event.kind !== 'incident-detected'))
            continue
          const key = form === 'pagerduty' && { routing_key: 'R0123456789abcdef0123456789abcde' }
          const body = JSON.stringify({ ...key, ...renderPayload(form, sent) })
          check(JSON.parse(body))
          expect(body).not.toMatch(/\\ud[89a-f]/)
          expect({ result, errors: check.errors }).toEqual({ result, errors: null })
        }
      }
    },
  )

  it('may mention and link in Slack, and a value may not', async () => {
    const story = await tellStory('rolled-back')
    const hostile = '<!channel> <@U1> <https://evil.example|x> *b*'
    const own = template('Up\n<!here> <@U12> <!subteam^S1> <#C9> <https://a.example|page> *b* {{reason}}!')
    const message = notificationOfEnd(
      { ...story, outcome: { ...story.outcome, reason: hostile } },
      { 'rolled-back': own },
    )
    const { attachments } = renderPayload('slack', message) as { attachments: { blocks: object[] }[] }
    expect(attachments[0]?.blocks[1]).toEqual({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'broadcast', range: 'here' },
            { type: 'text', text: ' ' },
            { type: 'user', user_id: 'U12' },
            { type: 'text', text: ' ' },
            { type: 'usergroup', usergroup_id: 'S1' },
            { type: 'text', text: ' ' },
            { type: 'channel', channel_id: 'C9' },
            { type: 'text', text: ' ' },
            { type: 'link', url: 'https://a.example', text: 'page' },
            { type: 'text', text: ' *b* ' },
            { type: 'text', text: expect.stringContaining(hostile) },
            { type: 'text', text: '!' },
          ],
        },
      ],
    })
  })

  it('may be Markdown in Discord, and a value may not', async () => {
    const story = await tellStory('rolled-back')
    const hostile = fc
      .array(fc.constantFrom('<@U1>', '@everyone', '*', '_', '[x](https://evil)', '`', '||', '\\', 'a'), {
        maxLength: 8,
      })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(hostile, (text) => {
        const poisoned = { ...story, outcome: { ...story.outcome, reason: text } }
        const message = notificationOfEnd(poisoned, { 'rolled-back': template('**up**\n**why** {{reason}}') })
        const { embeds } = renderPayload('discord', message) as {
          embeds: { title: string; description: string }[]
        }
        expect(embeds[0]?.title).toBe('**up**')
        const value = embeds[0]?.description.replace('**why** ', '') ?? ''
        expect(value.replaceAll(/\\./g, '')).not.toMatch(/[*_`[\]<>|@\\]/)
      }),
    )
  })

  it('is one line in an alert of PagerDuty, and text in a CloudEvent', async () => {
    const story = await tellStory('rollback-failed')
    const message = notificationOfEnd(story, { failed: template('Down: {{service}}\n\nTo {{to}} <b>') })
    expect(renderPayload('pagerduty', message)).toMatchObject({
      payload: { summary: 'Down: web To web:41 <b>' },
    })
    expect(renderPayload('cloudevents', message)).toMatchObject({
      data: {
        customData: { headline: '🚨 The rollback to web:41 failed', text: 'Down: web\n\nTo web:41 <b>' },
      },
    })
  })

  it('fills the variables of a Slack workflow that there are anyway', async () => {
    const message = notificationOfEnd(await tellStory('rolled-back'), {
      'rolled-back': template('Back <!here>\n{{to}}\n& more'),
    })
    const payload = renderPayload('slack-workflow', message)
    expect(Object.keys(payload)).toEqual(['moment', 'tone', 'headline', 'reason', 'facts', 'run_url'])
    expect(payload).toMatchObject({ headline: 'Back &lt;!here&gt;', reason: 'web:41\n&amp; more' })
  })

  it('keeps its lines and its empty lines in Teams', async () => {
    const message = notificationOfEnd(await tellStory('rolled-back'), {
      'rolled-back': template('A\nb {{to}}\n\nc'),
    })
    expect(renderPayload('teams', message)).toMatchObject({
      attachments: [
        {
          content: {
            body: [
              { inlines: [{ text: 'A' }] },
              { inlines: [{ text: 'b ' }, { text: 'web:41' }] },
              { inlines: [{ text: 'c' }], spacing: 'Large' },
            ],
          },
        },
      ],
    })
  })
})
