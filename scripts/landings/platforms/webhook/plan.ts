import { VERSIONS } from '../../../state-table/axes.ts'
import {
  type CommonPlan,
  drawEvents,
  drawInputs,
  drawPast,
  type EventKind,
  MINUTE_MS,
  type Quality,
} from '../../common-plan.ts'
import type { Dice } from '../../dice.ts'

/** A gateway with an endpoint that rolls back, and mostly an address that says what runs. */
export interface WebhookPlan extends CommonPlan {
  readonly platform: 'webhook'
  readonly endpoint: Endpoint
  readonly answer: EndpointAnswer
  readonly status: StatusForm
  /** It knows a request that it has had before. */
  readonly knowsKeys: boolean
  /** It names a version as the current one as soon as it goes there, and not only when the users are there. */
  readonly namesAtOnce: boolean
  /** Every so many readings of the status meet a node that shows its login page. 0: none does. */
  readonly loginEvery: number
  /** How long it takes to bring a version back. Undefined: that never comes. */
  readonly switchMs?: number | undefined
  /** So long after the first call does somebody else deploy something good. Undefined: nobody does. */
  readonly otherAfterCallMs?: number | undefined
  /** When a bad version shows what it is, from its deployment on. */
  readonly showsAfterMs: number
}

export type Endpoint = 'swaps' | 'steps back' | 'goes where it is told'

export type EndpointAnswer =
  | 'ok'
  | 'accepted'
  | 'see other'
  /** It has acted, and whoever is in front of it did not wait for that. */
  | 'gateway timeout'
  /** It has acted, and the connection is gone. */
  | 'no answer'
  | 'bad gateway'
  | 'login page'
  | 'redirect to the login'
  | 'unauthorized'
  | 'conflict'
  | 'too many requests'

export type StatusForm = 'current and previous' | 'history' | 'current' | 'none'

export const SIMPLEST: Partial<WebhookPlan> = {
  isCaptured: false,
  guardDelayMs: 0,
  past: ['good', 'good'],
  endpoint: 'swaps',
  answer: 'ok',
  status: 'current and previous',
  knowsKeys: false,
  namesAtOnce: false,
  loginEvery: 0,
  switchMs: 0,
  otherAfterCallMs: undefined,
  showsAfterMs: 0,
}

const EVENTS: readonly EventKind[] = [
  'other deployment',
  'other deployment',
  'other deployment',
  'rollback by a person',
  'api',
  'api',
  'api',
  'in front',
  'offline',
  'cancelled',
  'run again',
  'killed',
  'killed at a write',
]

const ANSWERS: readonly EndpointAnswer[] = [
  'ok',
  'ok',
  'ok',
  'ok',
  'accepted',
  'accepted',
  'see other',
  'gateway timeout',
  'no answer',
  'no answer',
  'bad gateway',
  'login page',
  'redirect to the login',
  'unauthorized',
  'conflict',
  'too many requests',
]

export function drawWebhook(seed: number, dice: Dice): WebhookPlan {
  const version: Quality = dice.is(0.35)
    ? dice.of(['healthy', 'healthy', 'flaky', 'tells no version'])
    : dice.of(VERSIONS)
  const endpoint = dice.of<Endpoint>(['swaps', 'swaps', 'steps back', 'goes where it is told'])
  const status = dice.of<StatusForm>([
    'current and previous',
    'current and previous',
    'history',
    'current',
    'none',
  ])
  // What only a platform with a rollout of its own has.
  const { 'service-health': _, 'rollout-timeout': __, ...inputs } = drawInputs(dice, version)
  return {
    platform: 'webhook',
    seed,
    version,
    endpoint,
    status,
    answer: dice.of(ANSWERS),
    knowsKeys: dice.is(0.3),
    namesAtOnce: dice.is(0.5),
    loginEvery: dice.of([0, 0, 0, 0, 2, 3]),
    switchMs: dice.is(0.08) ? undefined : dice.of([0, 0, 3_000, 20_000, 90_000]),
    otherAfterCallMs: dice.is(0.1) ? dice.between(0, 60) * 1_000 : undefined,
    showsAfterMs: dice.of([0, 0, 0, dice.between(1, 8) * MINUTE_MS]),
    past: drawPast(dice),
    inputs: { ...inputs, ...drawTarget(dice, endpoint, status) },
    isCaptured: dice.is(0.4),
    guardDelayMs: dice.of([0, 2_000, 20_000, 90_000]),
    events: drawEvents(dice, EVENTS),
  }
}

const GATEWAY = 'https://gateway.example.com/deployment'

function drawTarget(dice: Dice, endpoint: Endpoint, status: StatusForm): Record<string, string> {
  const expect = dice.of(['changed', 'body.state == "idle"\nchanged', 'body.current changed'])
  return {
    'webhook-url': `${GATEWAY}/rollback`,
    'webhook-body': endpoint === 'goes where it is told' ? '{"version": "{to}"}' : '{"reason": "{reason}"}',
    ...(status !== 'none' && {
      'webhook-status-url': `${GATEWAY}/status`,
      'webhook-status-expect': expect,
    }),
  }
}
