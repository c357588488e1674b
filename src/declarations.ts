// Generated from action.yml by `npm run readme`.

/** Every declared input with its default as the runner gives it, in the order of action.yml. */
export const INPUT_DEFAULTS = {
  mode: 'guard',
  target: '',
  'auto-rollback': 'true',
  'rollback-to': 'previous',
  'health-url': '',
  headers: '',
  'expect-status': '200-299',
  'expect-version': '',
  'version-from': 'body.version',
  interval: '5s',
  timeout: '10s',
  'start-period': '2m',
  'success-threshold': '3',
  'bake-time': '2m',
  retries: '3',
  'on-inconclusive': 'fail',
  'fail-on-rollback': 'true',
  'rollout-timeout': '15m',
  'rollback-timeout': '15m',
  'poll-interval': '5s',
  cluster: '',
  service: '',
  'task-definition': '',
  'aws-region': '',
} as const

export type InputName = keyof typeof INPUT_DEFAULTS

export const OUTPUT_NAMES = [
  'result',
  'healthy',
  'rolled-back',
  'reason',
  'from',
  'to',
  'captured',
  'detection-seconds',
  'rollback-seconds',
  'rollback-run-id',
  'rollback-run-url',
  'report',
] as const

export type OutputName = (typeof OUTPUT_NAMES)[number]
