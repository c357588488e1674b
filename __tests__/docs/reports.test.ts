import { marked } from 'marked'
import { INCIDENT_PLACEHOLDERS } from '../../src/report/incident.ts'
import { noticeOfEnd } from '../../src/report/notice.ts'
import { renderPayload } from '../../src/report/notice-payload.ts'
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
  const sent = renderPayload('json', noticeOfEnd(await tellStory('rolled-back'))) as object
  expect(Object.keys(shown)).toEqual(Object.keys(sent))
  expect(shown).toMatchObject({ schemaVersion: 1, moment: 'run-ended', tone: 'good' })
})
