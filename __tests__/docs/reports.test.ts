import { marked } from 'marked'
import { INCIDENT_PLACEHOLDERS, renderIncident } from '../../src/report/deliver/incident.ts'
import { notificationOfEnd } from '../../src/report/deliver/notification.ts'
import { renderPayload } from '../../src/report/deliver/notification-payload.ts'
import { tellStory } from '../report/stories.ts'
import { read } from '../repository/files.ts'

const page = read('docs/reports.md')

test('the page of reports has every placeholder of a template', () => {
  const listed = [...page.matchAll(/^\| `\{\{(\w+)\}\}` \|/gm)].map(([, name]) => name)
  expect(listed).toEqual([...INCIDENT_PLACEHOLDERS])
})

test('the page of reports shows the message as it is sent', async () => {
  const [block] = marked.lexer(page).filter((token) => token.type === 'code' && token.lang === 'json')
  const shown = JSON.parse(block?.type === 'code' ? block.text : '')
  const sent = renderPayload('cloudevents', notificationOfEnd(await tellStory('rolled-back'))) as object
  expect(Object.keys(shown)).toEqual(Object.keys(sent))
  const { data } = sent as { data: { customData: object } }
  expect(Object.keys(shown.data.customData)).toEqual(Object.keys(data.customData))
  expect(shown.data.customData).toMatchObject({ schemaVersion: 1, moment: 'run-ended', tone: 'good' })
})

test('the page of reports shows a template that stays one when it is filled in', async () => {
  const [block] = marked
    .lexer(page)
    .filter((token) => token.type === 'code' && token.text.includes('{{why}}'))
  const template = block?.type === 'code' ? block.text : ''
  const { body, unknownPlaceholders } = renderIncident(await tellStory('rolled-back'), {
    place: 'p',
    template,
  })
  expect(unknownPlaceholders).toEqual([])
  expect(marked.parse(body)).toContain('<strong>Safe now? Yes.</strong> The service is healthy again')
  expect(body).not.toContain('****')
})
