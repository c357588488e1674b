import fc from 'fast-check'
import { isWanted, notificationOfEnd, notificationOfStart } from '../../../src/report/deliver/notification.ts'
import { flavourOf, renderPayload } from '../../../src/report/deliver/notification-payload.ts'
import { STORIES, tellStory } from '../stories.ts'

describe('who is behind an address', () => {
  it.each([
    ['https://hooks.slack.com/services/T0/B0/x', 'slack'],
    ['https://discord.com/api/webhooks/1/x', 'discord'],
    ['https://canary.discord.com/api/webhooks/1/x', 'discord'],
    ['https://acme.webhook.office.com/webhookb2/x', 'teams'],
    ['https://prod-12.westeurope.logic.azure.com:443/workflows/x', 'teams'],
    ['https://hooks.slack.com.evil.example/x', 'json'],
    ['https://evil.example/hooks.slack.com', 'json'],
    ['https://notdiscord.com/api/webhooks/1/x', 'json'],
    ['https://logic.azure.com.evil.example/', 'json'],
  ])('%s is %s', (address, expected) => {
    expect(flavourOf(new URL(address))).toBe(expected)
  })
})

describe('which runs are notified of', () => {
  const HEARD = {
    always: STORIES,
    failure: STORIES.filter((result) => !['healthy', 'validated', 'captured'].includes(result)),
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
    ],
  } // prettier-ignore
  it.each(['always', 'failure', 'rollback'] as const)('notify-on: %s', async (on) => {
    const stories = await Promise.all(STORIES.map(tellStory))
    const heard = stories.filter((story) => isWanted(on, story)).map(({ outcome }) => outcome.result)
    expect(new Set(heard)).toEqual(new Set(HEARD[on]))
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

  it.each(['slack', 'discord', 'teams', 'json'] as const)('in the form of %s', async (flavour) => {
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
