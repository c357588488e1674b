import { Secret } from '../../src/core/secret.ts'
import { parseInputs } from '../../src/main/parse-inputs.ts'
import { shownAddress } from '../../src/targets/webhook/explanation.ts'
import { given, MINIMAL } from '../inputs/given.ts'

type Kind = keyof typeof MINIMAL
type Inputs = Readonly<Record<string, string>>

function subject(kind: Kind, inputs: Inputs, env: Inputs = {}): string {
  const config = parseInputs(given({ ...MINIMAL[kind], ...inputs }))
  return config.target.subject({ config, env })
}

it('tells two endpoints of one job apart, so that neither takes what was captured of the other', () => {
  const [web, api] = ['https://gateway.example.com/web/rollback', 'https://gateway.example.com/api/rollback']
  expect(subject('webhook', { 'webhook-url': web })).not.toBe(subject('webhook', { 'webhook-url': api }))
})

it('holds no secret of an address, since it is shown and passed between jobs', () => {
  const url = 'https://gateway.example.com/rollback?token=4711'
  expect(subject('webhook', { 'webhook-url': url })).toBe('webhook https://gateway.example.com/rollback')
  const withUser = new Secret('https://user:word@gateway.example.com/rollback?token=4711')
  expect(shownAddress(withUser)).toBe('https://gateway.example.com/rollback')
})
