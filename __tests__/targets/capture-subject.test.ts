import { Secret } from '../../src/core/secret.ts'
import type { WebhookConfig } from '../../src/inputs/config.ts'
import { captureSubject } from '../../src/main/capture.ts'

const webhook = (url: string): WebhookConfig => ({
  kind: 'webhook',
  url: new Secret(url),
  method: 'POST',
  headers: [],
})

it('keeps two endpoints of one job apart, so that neither takes what was captured of the other', () => {
  const [web, api] = ['https://gateway.example.com/web/rollback', 'https://gateway.example.com/api/rollback']
  expect(captureSubject(webhook(web))).not.toBe(captureSubject(webhook(api)))
})

it('holds no secret of an address, since it is shown and passed between jobs', () => {
  const subject = captureSubject(webhook('https://user:word@gateway.example.com/rollback?token=4711'))
  expect(subject).toBe('webhook https://gateway.example.com/rollback')
})
