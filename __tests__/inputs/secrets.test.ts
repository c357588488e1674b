import { findSecrets } from '../../src/inputs/secrets.ts'
import { ruleOf } from '../../src/targets/registry.ts'
import { given, MINIMAL } from './given.ts'

function secretsIn(inputs: Readonly<Record<string, string>>): readonly string[] {
  return findSecrets(given({ ...MINIMAL.none, 'github-token': '', ...inputs }), ruleOf).map((secret) =>
    secret.reveal(),
  )
}

describe('secrets among the inputs', () => {
  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['none', {}, []],
    ['every value of a header', { headers: 'x-key: s3cret\naccept: text/html' }, ['text/html', 's3cret']],
    [
      'a credential beside its scheme',
      { headers: 'authorization: Bearer abcdefgh' },
      ['Bearer abcdefgh', 'abcdefgh'],
    ],
    ['a value that holds a colon', { 'webhook-headers': 'x: user:pass' }, ['user:pass']],
    ['a header that lost its name', { headers: 'Bearer abcdefgh' }, ['Bearer abcdefgh', 'abcdefgh']],
    [
      'a query, and the long parameters in it as written and as meant',
      { 'health-url': 'https://a.b/?v=1&token=s3cret%2Bvalue' },
      ['v=1&token=s3cret%2Bvalue', 's3cret%2Bvalue', 's3cret+value'],
    ],
    [
      'all of a value that holds an equals sign',
      { 'health-url': 'https://a.b/?token=s3cret-abc==' },
      ['token=s3cret-abc==', 's3cret-abc=='],
    ],
    ['a parameter without a name', { 'health-url': 'https://a.b/?s3cret-abc' }, ['s3cret-abc']],
    [
      'what may be secret in checks that are no YAML, without the quotes and spaces around it',
      {
        checks:
          '- name: [x\n  url: "https://u:p4ss-word@h/?k=s3cret-key"  \n  timeout: 12345s\n  x-key: \'s3cret-value\' ',
      },
      ['s3cret-value', 'k=s3cret-key', 'u:p4ss-word', 's3cret-key', 'p4ss-word'],
    ],
    ['a password', { 'health-url': 'https://user:pass-word@a.b/' }, ['user:pass-word', 'pass-word']],
    [
      'a password in what is no address',
      { 'health-url': 'ht!tp://u:passw0rd@a' },
      ['u:passw0rd', 'passw0rd'],
    ],
    ['the query of a status address', { 'webhook-status-url': 'https://a.b/?key=x' }, ['key=x']],
    [
      'all of a notification address but its host',
      { 'notify-url': 'https://hooks.example.com/services/T0/B0/xyz' },
      ['https://hooks.example.com/services/T0/B0/xyz', 'services/T0/B0/xyz'],
    ],
    [
      'the lines of a key',
      { 'ssh-key': '-----BEGIN X PRIVATE KEY-----\r\nAAAABBBB\r\nCCCC\r\n-----END X PRIVATE KEY-----' },
      ['AAAABBBB', 'CCCC'],
    ],
    [
      'the values in a body of JSON, but for what is deployed',
      {
        'webhook-body': '{"auth":{"k":"s3cret-value","pin":4711},"version":"v42-abcdef12","why":"{reason}"}',
      },
      ['s3cret-value', '4711'],
    ],
    [
      'the values in a form',
      { 'webhook-body': 'a=s3cret%2Bvalue&to={to}&token=hunter2' },
      ['s3cret+value', 'hunter2'],
    ],
    ['the token', { 'github-token': 'ghs_0123' }, ['ghs_0123']],
    [
      'nothing so short that it would hide ordinary text',
      { headers: 'x: 1\ny: yes', 'health-url': 'https://a/?a' },
      [],
    ],
    [
      'a broken escape as it is',
      { 'health-url': 'https://a.b/?token=%E0%A4%A' },
      ['token=%E0%A4%A', '%E0%A4%A'],
    ],
  ])('are %s', (_, inputs, expected) => {
    expect(secretsIn(inputs)).toEqual(expected)
  })

  it('are found although the inputs are wrong', () => {
    expect(secretsIn({ mode: 'gaurd', target: '', headers: 'x-key s3cret-value' })).toEqual([
      'x-key s3cret-value',
      's3cret-value',
    ])
  })
})
