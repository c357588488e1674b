import { shortenIds } from '../../src/report/short-ids.ts'

it.each([
  ['(task 6363bb9231ae5703a6c415e2bcb0de8a)', '(task 6363bb92…)'],
  [
    '(deployment ecs-svc/1128429269813136304) deployment completed.',
    '(deployment ecs-svc/…6304) deployment completed.',
  ],
  [
    'in (target-group arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/64380cd6e6db7421)',
    'in (target-group targetgroup/web)',
  ],
  [
    'User: arn:aws:sts::123456789012:assumed-role/deploy/x is not authorized',
    'User: assumed-role/deploy/x is not authorized',
  ],
  ['on arn:aws-cn:ecs:cn-north-1:123456789012:service/prod/web.', 'on service/prod/web.'],
  ['nothing to shorten: 12345, deadbeef', 'nothing to shorten: 12345, deadbeef'],
])('%j', (text, short) => {
  expect(shortenIds(text)).toBe(short)
})
