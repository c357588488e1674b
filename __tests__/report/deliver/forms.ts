import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import type { Form } from '../../../src/report/deliver/receiver.ts'

export const FORMS = ['slack', 'slack-workflow', 'discord', 'teams', 'pagerduty', 'cloudevents'] as const

const ajv = new Ajv({ allErrors: true, strict: false })
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/)
ajv.addFormat('uri', { validate: (text: string) => URL.canParse(text) })
ajv.addFormat('uri-reference', { validate: (text: string) => URL.canParse(text, 'https://a.example') })
// Of all texts together, but for addresses: https://discord.com/developers/docs/resources/message#embed-object-embed-limits
ajv.addKeyword({
  keyword: 'maxTotalCharacters',
  validate: (limit: number, value: unknown) => countCharacters(value) <= limit,
})

/** Written after the documentation that each of them names. */
export function schemaOf(form: Form) {
  const file = new URL(`./schemas/${form}.json`, import.meta.url)
  return ajv.compile(JSON.parse(readFileSync(file, 'utf8')))
}

function countCharacters(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [name, item]) => sum + (name === 'url' ? 0 : countCharacters(item)),
    0,
  )
}
