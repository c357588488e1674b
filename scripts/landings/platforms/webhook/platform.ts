import type { Platform } from '../../platform.ts'
import { SIMPLEST, type WebhookPlan } from './plan.ts'
import { prepareWebhook } from './world.ts'

export const webhook: Platform<WebhookPlan> = {
  prepare: prepareWebhook,
  simplest: SIMPLEST,
  describe: ({ endpoint, answer, status, switchMs }) =>
    `an endpoint that ${endpoint} and answers ${answer}, status: ${status}, ${switchMs === undefined ? 'which never ends' : `within ${switchMs} ms`}`,
}
