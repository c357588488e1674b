import { marked, type Token, type Tokens } from 'marked'
import {
  MESSAGE_FIELDS,
  MESSAGE_KINDS,
  parseMessageTemplate,
} from '../../src/inputs/values/message-template.ts'
import { toText } from '../../src/report/deliver/message-text.ts'
import {
  type Notification,
  notificationOfEnd,
  notificationOfStart,
} from '../../src/report/deliver/notification.ts'
import { tellStory } from '../report/stories.ts'
import { read } from '../repository/files.ts'

const tokens = marked.lexer(read('docs/message-templates.md'))

function template(text: string) {
  const parsed = parseMessageTemplate(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

const textOf = (message: Notification | undefined) =>
  message?.text === undefined ? '' : toText(message.text)

/** The rows of the table whose first column has this name. */
function rowsOf(column: string): readonly string[][] {
  const isTable = (token: Token): token is Tokens.Table => token.type === 'table'
  const table = tokens.filter(isTable).find(({ header }) => header[0]?.text === column)
  return (table?.rows ?? []).map((row) => row.map(({ text }) => text))
}

const blocks = tokens.flatMap((token) => (token.type === 'code' && token.lang === 'text' ? [token.text] : []))

it('lists every kind of message', () => {
  expect(rowsOf('Kind').map(([kind]) => kind)).toEqual(MESSAGE_KINDS.map((kind) => `\`${kind}\``))
})

it('lists every field, with what it holds after a rollback', async () => {
  const own = template(MESSAGE_FIELDS.map((name) => `{{${name}}}`).join('\n'))
  const values = textOf(notificationOfEnd(await tellStory('rolled-back'), { 'rolled-back': own })).split('\n')
  expect(rowsOf('Field').map(([field, , , example]) => [field, example])).toEqual(
    MESSAGE_FIELDS.map((name, index) => [`\`{{${name}}}\``, values[index]]),
  )
})

it('shows the message of a rollback that begins', async () => {
  const own = { 'rollback-started': template(blocks[0] ?? '') }
  expect(textOf(notificationOfStart(await tellStory('rolled-back'), own))).toMatchInlineSnapshot(`
"🚨 DEPLOYMENT ROLLBACK EXECUTED

Environment: production
Reason: ERROR relation "orders_v2" does not exist: https://api.example.com/health: the answer was 500 Internal Server Error, expected 200-299; it failed 3 times in a row
Impact: 5 of 28 probes failed, the first at +1m10s, the last at +1m45s (35s).
ETA for resolution: at most 15m
Status: Safe now? Not yet. The rollback has begun, and what is put back is verified next."
`)
})

it('shows the message of a rollback that is completed', async () => {
  const own = { 'rolled-back': template(blocks[1] ?? '') }
  expect(textOf(notificationOfEnd(await tellStory('rolled-back'), own))).toMatchInlineSnapshot(`
"✅ ROLLBACK COMPLETED

Environment: production
Duration: 1m10s
Customer impact: 5 of 28 probes failed, the first at +1m10s, the last at +1m45s (35s).
Root cause: ERROR relation "orders_v2" does not exist: https://api.example.com/health: the answer was 500 Internal Server Error, expected 200-299; it failed 3 times in a row
Prevention: Fix the cause and deploy again. A plain re-run of this job would deploy the same version once more.
Status: Safe now? Yes. The service is healthy again: web:41 is back and passed the same checks."
`)
})

it('has nothing in its texts that our own message does not say', async () => {
  const story = await tellStory('rolled-back')
  const start = notificationOfStart(story)
  const end = notificationOfEnd(story)
  const named = (message?: Notification) => ['Reason', ...(message?.facts ?? []).map(({ name }) => name)]
  expect(named(start)).toEqual(
    expect.arrayContaining(['Reason', 'Environment', 'Impact', 'Time limit', 'Status']),
  )
  expect(named(end)).toEqual(
    expect.arrayContaining(['Reason', 'Environment', 'Impact', 'Rollback took', 'Status']),
  )
})
