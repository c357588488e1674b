import { Secret } from '../../src/core/secret.ts'
import { findEnvironmentSecrets } from '../../src/runner/environment-secrets.ts'

const found = (env: NodeJS.ProcessEnv, registered: readonly string[] = []) =>
  findEnvironmentSecrets(
    env,
    registered.map((text) => new Secret(text)),
  ).map((secret) => secret.reveal())

test.each([
  'AWS_SECRET_ACCESS_KEY',
  'DEPLOY_TOKEN',
  'CLIENT_SECRET',
  'DB_PASSWORD',
  'GH_PAT',
  'GCP_CREDENTIALS',
  'BASIC_AUTH',
])('what is called %s is a secret', (name) => {
  expect(found({ [name]: 'value-4711' })).toEqual(['value-4711'])
})

test.each(['PATH', 'PWD', 'OLDPWD', 'COMPAT', 'AUTHOR', 'KEYBOARD', 'INPUT_SSH-KEY'])(
  'what is called %s is none',
  (name) => {
    expect(found({ [name]: 'value-4711' })).toEqual([])
  },
)

test('an address is one for its password, with or without a user', () => {
  const address = 'postgres://shop:pa55word@db/shop'
  expect(found({ DATABASE_URL: address })).toEqual([address, 'pa55word'])
  expect(found({ REMOTE: 'https://t0ken-4711@git.example.com' })).toContain('t0ken-4711')
  expect(found({ SITE: 'https://shop.example.com/a@b' })).toEqual([])
})

test('what holds a secret of the inputs is one as a whole', () => {
  expect(found({ HEADER: 'Bearer h3ader-4711' }, ['h3ader-4711'])).toEqual(['Bearer h3ader-4711'])
  expect(found({ WORD: 'a true word' }, ['true'])).toEqual([])
})
