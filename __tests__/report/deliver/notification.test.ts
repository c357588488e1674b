import fc from 'fast-check'
import { NOTIFY_LEVELS } from '../../../src/inputs/values/notify-line.ts'
import { isWanted, notificationOfEnd, notificationOfStart } from '../../../src/report/deliver/notification.ts'
import { renderPayload } from '../../../src/report/deliver/notification-payload.ts'
import { formOf } from '../../../src/report/deliver/receiver.ts'
import { STORIES, tellStory } from '../stories.ts'

const FORMS = ['slack', 'slack-workflow', 'discord', 'teams', 'pagerduty', 'cloudevents'] as const

describe('who is behind an address', () => {
  it.each([
    ['https://hooks.slack.com/services/T0/B0/x', 'slack'],
    ['https://hooks.slack.com/workflows/T0/A0/1/x', 'slack-workflow'],
    ['https://hooks.slack.com/triggers/T0/1/x', 'slack-workflow'],
    ['https://events.pagerduty.com/v2/enqueue?routing_key=x', 'pagerduty'],
    ['https://events.eu.pagerduty.com/?routing_key=x', 'pagerduty'],
    ['https://outlook.office.com/webhook/x/IncomingWebhook/y', 'teams'],
    ['https://default0.06.environment.api.powerplatform.com:443/powerautomate/x', 'teams'],
    ['https://events.pagerduty.com.evil.example/', 'cloudevents'],
    ['https://discord.com/api/webhooks/1/x', 'discord'],
    ['https://canary.discord.com/api/webhooks/1/x', 'discord'],
    ['https://acme.webhook.office.com/webhookb2/x', 'teams'],
    ['https://prod-12.westeurope.logic.azure.com:443/workflows/x', 'teams'],
    ['https://hooks.slack.com.evil.example/x', 'cloudevents'],
    ['https://evil.example/hooks.slack.com', 'cloudevents'],
    ['https://notdiscord.com/api/webhooks/1/x', 'cloudevents'],
    ['https://logic.azure.com.evil.example/', 'cloudevents'],
  ])('%s is %s', (address, expected) => {
    expect(formOf(new URL(address))).toBe(expected)
  })
})

describe('which runs are notified of', () => {
  const failure = STORIES.filter((result) => !['healthy', 'validated', 'captured'].includes(result))
  const HEARD = {
    always: STORIES,
    warning: failure,
    failure,
    rollback: [
      'rolled-back',
      'rolled-back-by-platform',
      'rollback-unhealthy',
      'rollback-failed',
      'no-target',
      'handed-off',
      'awaiting-approval',
      'guard-stopped',
      'cancelled',
      'rehearsed',
    ],
  } // prettier-ignore
  it.each(['always', 'warning', 'failure', 'rollback'] as const)('notify-on: %s', async (on) => {
    const stories = await Promise.all(STORIES.map(tellStory))
    const heard = stories.filter((story) => isWanted(on, story)).map(({ outcome }) => outcome.result)
    expect(new Set(heard)).toEqual(new Set(HEARD[on]))
  })
})

describe('a level', () => {
  const warn = async (result: 'healthy' | 'rolled-back', isAdvice?: true) => {
    const story = await tellStory(result)
    const warned = { kind: 'warned', atMs: 0, text: 'the certificate ends soon', isAdvice } as const
    return { ...story, events: [...story.events, warned] }
  }

  it('warning is also that of a run that warned of something', async () => {
    const story = await warn('healthy')
    const wanted = NOTIFY_LEVELS.filter((level) => isWanted(level, story))
    expect(wanted).toEqual(['always', 'warning'])
  })

  it('warning is not that of advice, which is the same on every deploy', async () => {
    expect(isWanted('warning', await warn('healthy', true))).toBe(false)
  })

  it('includes those below it, also for a rollback that is green', async () => {
    const { context, ...story } = await warn('rolled-back')
    const green = { ...story, context: { ...context, exitCode: 0 as const } }
    expect(NOTIFY_LEVELS.filter((level) => isWanted(level, green))).toEqual(NOTIFY_LEVELS)
  })
})

describe('what the message says', () => {
  it('when a rollback begins', async () => {
    expect(notificationOfStart(await tellStory('rolled-back'))).toMatchSnapshot()
  })

  it.each(['handed-off', 'awaiting-approval'] as const)('of %s names the run to follow', async (result) => {
    const story = await tellStory(result)
    const { facts } = notificationOfEnd(story)
    expect(facts).toContainEqual({ name: 'Rollback run', value: story.outcome.run?.url })
  })

  it('is nothing when none has begun', async () => {
    expect(notificationOfStart(await tellStory('healthy'))).toBeUndefined()
  })

  it.each(['rolled-back', 'rollback-unhealthy', 'rollback-failed'] as const)(
    'when a run ends %s',
    async (result) => {
      expect(notificationOfEnd(await tellStory(result))).toMatchSnapshot()
    },
  )

  it.each(FORMS)('in the form of %s', async (flavour) => {
    expect(renderPayload(flavour, notificationOfEnd(await tellStory('rollback-failed')))).toMatchSnapshot()
  })
})

describe('untrusted text in a notification', () => {
  const hostile = fc
    .array(
      fc.constantFrom(
        '<!channel>',
        '<@U1>',
        '<https://evil|x>',
        '@everyone',
        '*',
        '_',
        '[x](https://evil)',
        '\n',
        '`',
        '&',
        'a',
      ),
      {
        maxLength: 8,
      },
    )
    .map((parts) => parts.join(''))

  it('pings nobody and links nowhere', async () => {
    const story = await tellStory('rolled-back')
    fc.assert(
      fc.property(hostile, (text) => {
        const notice = notificationOfEnd({
          ...story,
          outcome: { ...story.outcome, reason: text, hint: text },
        })
        const slack = renderPayload('slack', { ...notice, headline: text }) as { text: string }
        expect(slack.text).not.toMatch(/[<>]/)
        expect(JSON.stringify(slack)).not.toContain('"type":"mrkdwn"')
        const discord = renderPayload('discord', notice) as {
          allowed_mentions: unknown
          embeds: { description: string }[]
        }
        expect(discord.allowed_mentions).toEqual({ parse: [] })
        expect(discord.embeds[0]?.description ?? '').not.toMatch(/(?<!\\)[*_`[\]<>]|(?<!\\)@/)
        const teams = JSON.stringify(renderPayload('teams', notice))
        expect(teams).not.toContain('"type":"TextBlock"')
      }),
    )
  })
})
