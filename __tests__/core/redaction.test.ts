import fc from 'fast-check'
import { createRedactor } from '../../src/core/redaction.ts'
import { Secret } from '../../src/core/secret.ts'
import { expectLinear } from '../support/linear.ts'

const redactorOf = (...secrets: string[]) => createRedactor(secrets.map((secret) => new Secret(secret)))

describe('a secret is hidden', () => {
  const secret = 'p&ss "wörd"/<1+2>'
  it.each([
    ['as it is', secret],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in JSON with escaped slashes', JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/')],
    ['in HTML', 'p&amp;ss &quot;wörd&quot;/&lt;1+2&gt;'],
    ['in an address', encodeURIComponent(secret)],
    ['in a form', new URLSearchParams({ a: secret }).toString().slice(2)],
    ['in a path', encodeURI(secret)],
    ['in base64', Buffer.from(secret).toString('base64').replace(/=+$/, '')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
  ])('%s', (_form, text) => {
    const shown = redactorOf(secret)(`before ${text} after`)
    expect(shown).toMatch(/^before \*\*\*.{0,2} after$/)
  })

  it.each([1, 2, 3, 4, 5])('inside of base64, %i bytes in', (offset) => {
    const encoded = Buffer.from(`${'u'.repeat(offset)}:hunter2hunter2`).toString('base64')
    const shown = redactorOf('hunter2hunter2')(encoded)
    expect(shown).toContain('***')
    expect(shown.length).toBeLessThan(encoded.length / 2)
  })

  it('with its scheme and without, and as the credentials that it stands for', () => {
    const redact = redactorOf('Bearer abcdef', `Basic ${Buffer.from('me:hunter2').toString('base64')}`)
    expect(redact('abcdef, me:hunter2, hunter2')).toBe('***, ***, ***')
  })

  it('line by line, and as one line', () => {
    const redact = redactorOf('-----BEGIN KEY-----\nabcdefghij\n}\n')
    expect(redact('abcdefghij')).toBe('***')
    expect(redact('-----BEGIN KEY----- abcdefghij }')).toBe('***')
    expect(redact('}')).toBe('}')
    const lines = redactorOf('12345678\nABCDEFG')
    expect(lines('12345678, ABCDEFG')).toBe('***, ABCDEFG')
  })

  it.each(['…', '...'])('cut short by %s', (ellipsis) => {
    const redact = redactorOf('abcdefghij')
    expect(redact(`x abcdefg${ellipsis}`)).toBe(`x ***${ellipsis}`)
    expect(redact(`x abcd${ellipsis} abcdef${ellipsis}`)).toBe(`x ***${ellipsis} ***${ellipsis}`)
    expect(redact('x abcdefg')).toBe('x abcdefg')
    expect(redactorOf('abababababab')(`x abababab${ellipsis}`)).toBe(`x ***${ellipsis}`)
  })

  it.each(['…', '...', '[…]\n', '… '])('of which only the end stands after %j', (ellipsis) => {
    const redact = redactorOf('abcdefghijklmn')
    expect(redact(`x ${ellipsis}ghijklmn y`)).toBe(`x ${ellipsis}*** y`)
    expect(redact(`x ${ellipsis}g%68ijk\nlmn y`)).toBe(`x ${ellipsis}*** y`)
    expect(redact(`x ${ellipsis}hijklmn y`)).toBe(`x ${ellipsis}hijklmn y`)
    expect(redact(`x ${ellipsis}defghijklm y`)).toBe(`x ${ellipsis}defghijklm y`)
  })

  const long = 'Hunter2/käse+"x"<9>'
  const utf8 = [...Buffer.from(long)]
  it.each([
    ['in lower-case percent-encoding', encodeURIComponent(long).toLowerCase()],
    ['with every byte percent-encoded', utf8.map((byte) => `%${byte.toString(16)}`).join('')],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(long))],
    ['split by a line break', `${long.slice(0, 6)}\n${long.slice(6)}`],
    ['split by CRLF and spaces', `${long.slice(0, 6)}\r\n   ${long.slice(6)}`],
    ['split by a zero-width space', `${long.slice(0, 6)}\u200b${long.slice(6)}`],
    ['split by a colour', `${long.slice(0, 6)}\u001b[31m${long.slice(6)}`],
    [
      'split by a zero-width space in HTML',
      `${long.slice(0, 6)}&#8203;${long.slice(6).replaceAll('<', '&lt;')}`,
    ],
    ['in hexadecimal', Buffer.from(long).toString('hex')],
    ['in hexadecimal with colons', utf8.map((byte) => byte.toString(16)).join(':')],
    [
      'in hexadecimal with dashes, as .NET writes it',
      utf8.map((byte) => byte.toString(16).toUpperCase()).join('-'),
    ],
    ['as bytes with spaces', utf8.map((byte) => `0x${byte.toString(16)}`).join(' ')],
    ['as quoted-printable', utf8.map((byte) => `=${byte.toString(16).toUpperCase()}`).join('')],
    [
      'as quoted-printable where it must be',
      encodeURI(long)
        .replaceAll('%22', '"')
        .replaceAll('%3C', '<')
        .replaceAll('%3E', '>')
        .replaceAll('%', '='),
    ],
    ['in %u escapes', [...long].map((c) => `%u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')],
    ['in a form that was decoded twice', long.replaceAll('+', ' ')],
    ['as bytes of C', utf8.map((byte) => `0x${byte.toString(16)}`).join(', ')],
    ['in UTF-16 with its zeros', [...long].join('\0')],
    ['in HTML entities without semicolons', [...long].map((c) => `&#${c.charCodeAt(0)}`).join('')],
    ['in HTML entities with zeros', [...long].map((c) => `&#x0000${c.charCodeAt(0).toString(16)};`).join('')],
    ['on a folded line', `${long.slice(0, 6)}=\r\n${long.slice(6)}`],
    [
      'in the case of the other letters',
      [...long].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join(''),
    ],
    ['in upper-case hexadecimal', Buffer.from(long).toString('hex').toUpperCase()],
    ['in \\x escapes', utf8.map((byte) => `\\x${byte.toString(16)}`).join('')],
    ['in octal escapes', utf8.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')],
    ['in \\u escapes', [...long].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')],
    [
      'in \\U of upper case',
      [...long].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`).join(''),
    ],
    ['in JSON in JSON', JSON.stringify(JSON.stringify(long)).slice(3, -3)],
    ['in upper case', long.toUpperCase()],
    ['in lower case', long.toLowerCase()],
    ['in another form of Unicode', long.normalize('NFD')],
    ['in decimal HTML entities', [...long].map((c) => `&#${c.charCodeAt(0)};`).join('')],
    ['in hexadecimal HTML entities', [...long].map((c) => `&#x${c.charCodeAt(0).toString(16)};`).join('')],
    ['in named HTML entities', 'Hunter2&sol;käse&plus;&quot;x&quot;&lt;9&gt;'],
  ])('%s', (_form, text) => {
    expect(redactorOf(long)(`before ${text} after`)).toBe('before *** after')
  })

  it.each([
    ['as a list of bytes', JSON.stringify(utf8)],
    ['as a list of bytes of Go', `[${utf8.join(' ')}]`],
    ['in UTF-16 in base64', Buffer.from(long, 'utf16le').toString('base64')],
    ['in UTF-16 in base64, the other way round', Buffer.from(long, 'utf16le').swap16().toString('base64')],
    ['in UTF-16 in hexadecimal', Buffer.from(long, 'utf16le').toString('hex')],
  ])('%s, but for what is no part of it alone', (_form, text) => {
    expect(redactorOf(long)(`before ${text} after`)).toMatch(/^before .{0,2}\*{3}.{0,3} after$/)
  })

  it('in base64 that is broken into lines', () => {
    const encoded = Buffer.from(`${'u'.repeat(30)}${long}`)
      .toString('base64')
      .replace(/.{20}/g, '$&\n')
    expect(redactorOf(long)(encoded)).toMatch(/^[^*]{40,42}\*{3}.{0,4}$/s)
  })

  it('whole, when another is a part of it', () => {
    expect(redactorOf('abcd', 'abcdefgh')('abcdefgh abcd')).toBe('*** ***')
  })
})

it('what is too short to be a secret is left alone', () => {
  expect(redactorOf('1', 'ok', '')('{"ok":1}')).toBe('{"ok":1}')
})

describe('what is short, or is no secret, stays', () => {
  it.each([
    ['a short one in other case', 'Prod', 'the product, prod'],
    ['a short one across two words', 'test', 'the late standard'],
    ['a commit', 'f00dcafe', '36319b4e1f2a36319b4e1f2a36319b4e1f2a3631'],
  ])('%s', (_, secret, text) => {
    expect(redactorOf(secret)(text)).toBe(text)
  })
})

const KEY = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

const letters = (count: number) => 'aB3dE6gH9'.repeat(30).slice(0, count)

/** In lines as programs log them. */
const SHAPES: readonly [string, string][] = [
  ['mongodb+srv://app:hun%40ter2@cluster0.example/shop', 'mongodb+srv://app:***@cluster0.example/shop'],
  ['amqp://guest:guest1@mq:5672', 'amqp://guest:***@mq:5672'],
  ['Server=db;User Id=sa;Password=hunter2;Encrypt=true', 'Server=db;User Id=sa;Password=***;Encrypt=true'],
  ['host=db user=app password=hunter2 dbname=shop', 'host=db user=app password=*** dbname=shop'],
  [
    'jdbc:mysql://db/shop?user=app&password=hunter2&ssl=true',
    'jdbc:mysql://db/shop?user=app&password=***&ssl=true',
  ],
  [
    `AccountName=shop;AccountKey=${letters(86)}==;EndpointSuffix=x`,
    'AccountName=shop;AccountKey=***;EndpointSuffix=x',
  ],
  [`Endpoint=sb://x/;SharedAccessKey=${letters(43)}=`, 'Endpoint=sb://x/;SharedAccessKey=***'],
  ['DB_PASSWORD=s3cr3t-value', 'DB_PASSWORD=***'],
  ['{"dbPassword":"s3cr3t-value","port":5432}', '{"dbPassword":"***","port":5432}'],
  [`api_key: '${letters(24)}'`, "api_key: '***'"],
  [`x-api-key: ${letters(24)}`, 'x-api-key: ***'],
  [`client_secret=${letters(40)}&grant_type=x`, 'client_secret=***&grant_type=x'],
  [`refresh_token=${letters(40)}`, 'refresh_token=***'],
  [`xoxb-123456789012-123456789012-${letters(24)}`, '***'],
  [`token xoxe.xoxp-1-${letters(60)} here`, 'token *** here'],
  [`xapp-1-A0123456789-1234567890123-${letters(64)}`, '***'],
  [
    `https://hooks.slack.com/services/T01234567/B01234567/${letters(24)}`,
    'https://hooks.slack.com/services/***',
  ],
  [`sk_live_${letters(24)} failed`, '*** failed'],
  [`rk_test_${letters(30)}`, '***'],
  [`whsec_${letters(32)}`, '***'],
  [`glpat-${letters(20)}`, '***'],
  [`npm_${letters(36)}`, '***'],
  [`dckr_pat_${letters(27)}`, '***'],
  [`SG.${letters(22)}.${letters(43)}`, '***'],
  [`AIza${letters(35)}`, '***'],
  [`ya29.${letters(60)}`, '***'],
  [`sk-proj-${letters(48)}`, '***'],
  [`sk-ant-api03-${letters(93)}`, '***'],
  [`hvs.${letters(90)}`, '***'],
  [
    `https://b.s3.amazonaws.com/k?X-Amz-Expires=60&X-Amz-Signature=${'0a1b'.repeat(16)}`,
    'https://b.s3.amazonaws.com/k?X-Amz-Expires=60&X-Amz-Signature=***',
  ],
  [
    `https://a.blob.core.windows.net/c?sp=r&sig=${letters(43)}%3D`,
    'https://a.blob.core.windows.net/c?sp=r&sig=***',
  ],
  [`ASIA${'IOSFODNN7EXAMPLE'}`, '***'],
  [
    '-----BEGIN EC PRIVATE KEY----- MHcCAQEEIIr+Ab1/Ab1/Ab1/Ab1/ -----END EC PRIVATE KEY-----',
    '-----BEGIN EC PRIVATE KEY-----***-----END EC PRIVATE KEY-----',
  ],
  [
    '-----BEGIN PGP PRIVATE KEY BLOCK-----\\nVersion: x\\n\\nlQOYBGAb1Ab1Ab1Ab1Ab1\\n-----END PGP PRIVATE KEY BLOCK-----',
    '-----BEGIN PGP PRIVATE KEY BLOCK-----***-----END PGP PRIVATE KEY BLOCK-----',
  ],
]

describe('what has the shape of a credential is hidden, whoever it belongs to', () => {
  it.each([
    ['cannot reach postgres://app:hunter2@db:5432/x', 'cannot reach postgres://app:***@db:5432/x'],
    ['redis://:p@ss/word@host', 'redis://:***@host'],
    ['postgres:\\/\\/app:hunter2@db', 'postgres:\\/\\/app:***@db'],
    ['postgres%3A%2F%2Fapp%3Ahunter2%40db', 'postgres%3A%2F%2Fapp%3A***%40db'],
    ['postgres://app:hun\u200bter2@db', 'postgres://app:***@db'],
    ['https://abcdefghij0123456789@github.com/a', 'https://***@github.com/a'],
    ['authorization: Bearer abcdefgh', 'authorization: Bearer ***'],
    ['{"Authorization":"Basic dXNlcjpwYXNz"}', '{"Authorization":"Basic ***"}'],
    ['sent Bearer abcdefgh0123456789', 'sent Bearer ***'],
    ['sent basic dXNlcjpwYXNz', 'sent basic ***'],
    ['id AKIAIOSFODNN7EXAMPLE here', 'id *** here'],
    [`AKIAIOSFODNN7EXAMPLE ${KEY}`, '*** ***'],
    [`aws_secret_access_key = ${KEY}`, 'aws_secret_access_key = ***'],
    [`"SessionToken": "${'x'.repeat(40)}"`, '"SessionToken": "***"'],
    [`ghp_${'a1'.repeat(18)}.`, '***.'],
    [`gh\u200bs_${'a1'.repeat(18)}`, '***'],
    [`github_pat_${'a1'.repeat(20)}`, '***'],
    ['a eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl b', 'a *** b'],
    [
      `-----BEGIN RSA PRIVATE KEY-----\n${'Ab1/'.repeat(16)}\n-----END RSA PRIVATE KEY-----`,
      '-----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----',
    ],
    [`-----BEGIN PRIVATE KEY-----\\n${'Ab1/'.repeat(16)}…`, '-----BEGIN PRIVATE KEY-----***'],
    ...SHAPES,
    ['DB_PASS=hunter22 SMTP_PWD=hunter22', 'DB_PASS=*** SMTP_PWD=***'],
    ['{"jwt_secret": "abc123def456", "NPM_TOKEN":"0a1b2c3d4e"}', '{"jwt_secret": "***", "NPM_TOKEN":"***"}'],
    ['POST /v2/enqueue?routing_key=R0123456789abcdef0123', 'POST /v2/enqueue?routing_key=***'],
    [
      `POST https://discord.com/api/v10/webhooks/123456789012345678/${'aB1-'.repeat(16)}`,
      'POST https://discord.com/api/v10/webhooks/***',
    ],
    [
      `https://acme.webhook.office.com/webhookb2/${'a1'.repeat(16)}@${'b2'.repeat(16)}/IncomingWebhook/${'c3'.repeat(16)}/${'d4'.repeat(16)}`,
      'https://acme.webhook.office.com/webhookb2/***',
    ],
    ['Cookie: theme=dark; sid=abcdef0123456789', 'Cookie: ***'],
    ['set-cookie: sid=abcdef0123456789; Path=/', 'set-cookie: ***'],
    ['curl -u admin:hunter22 https://a.example', 'curl -u admin:*** https://a.example'],
    ['mysql --user app --password hunter22 --host db', 'mysql --user app --password *** --host db'],
  ])('%s', (text, shown) => {
    expect(redactorOf()(text)).toBe(shown)
  })

  it.each([
    '36319b4e1f2a36319b4e1f2a36319b4e1f2a3631 and v1.27.3+build.5',
    `sha256:${'0a1b'.repeat(16)} of docker://nginx:1.27@sha256:${'0a1b'.repeat(16)}`,
    'arn:aws:ecs:eu-central-1:123456789012:task-definition/web:42',
    '123e4567-e89b-12d3-a456-426614174000',
    'http://127.0.0.1:8080/x?mail=a@b.example',
    'http://localhost:3000, mail a@b.example',
    'git@github.com:octo/web.git, ssh://git@github.com/octo/web',
    'Write `Authorization: Bearer $TOKEN` or `Authorization: Bearer $' + '{{ secrets.TOKEN }}`.',
    'See that webhook-headers hold a bearer token that is still valid; basic authentication is not enough.',
    'authorization: the header is missing',
    'The key has to begin with -----BEGIN OPENSSH PRIVATE KEY----- on a line of its own, and to end as well.',
    'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYxy is an id of forty characters',
    '2026-11-28T15:48:48Z 10:15:30 deploy.yml:12:3 100% of 3 tasks',
    'C:\\new\\table, \\d+ and &copy;',
    `public.ecr.aws/x/web@sha256:${'0a1b'.repeat(16)} was pulled`,
    'arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod/db-AbCdEf',
    'arn:aws:iam::123456789012:role/deploy, request id 7f0d0f3c-33a5-4f6e-9d5c-0e5a2f9b1c7d',
    'PasswordAuthentication=yes password: incorrect for user app',
    'password=required, password: must be at least 12 characters',
    'password authentication failed for user "shop"',
    'DB_PASSWORD is not set; DB_PASSWORD=$DB_PASSWORD; password=***',
    'DB_PASSWORD=<from the secret store> password=$' + '{DB_PASSWORD}',
    'secret_key: arn:aws:secretsmanager:eu-central-1:123456789012:secret:x-AbCdEf',
    `access_token_url=https://login.example/oauth2/v2.0/token`,
    'the api key is missing, api_key=null, api_key=undefined',
    'task-definition-of-the-shop-web-service-in-production-0123456789 and disk-0123456789012345678901234567890',
    'sk-learn 1.4.2, npm_config_cache, npm_package_version=1.2.3, xoxo, SG.1, risk-',
    'git show 36319b4e1f2a, revision web:42, build 20261128.1, ETag "d41d8cd98f00b204e9800998ecf8427e"',
    'Bearer token missing, Basic realm="shop", token expired',
    'i-0123456789abcdef0 eni-0123456789abcdef0 sg-0123456789abcdef0 subnet-0123456789abcdef0',
    'ip-10-0-1-17.eu-central-1.compute.internal at 2026-01-05T10:00:00.123Z',
    'signature=invalid, sig=1, X-Amz-Expires=60',
    'https://hooks.slack.com/services is not reachable',
    'https://discord.com/api/webhooks is not reachable, https://acme.webhook.office.com/webhookb2 neither',
    'tests_pass=12345678 max_tokens=12345678 unexpected token: foo, docker run -u 1000:1000 app -u app:app',
    'the flag --password is required, --token file, cookie: consent was refused, cookies: 3',
    'next_token=null git_token: $GIT_TOKEN_1 release_secret=<none> the_pass: succeeded',
    'trace 4bf92f3577b34da6a3ce929d0e0e4736 span 00f067aa0ba902b7, 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  ])('and nothing else: %s', (text) => {
    expect(redactorOf()(text)).toBe(text)
  })
})

it('no text around a secret makes it show', () => {
  const secrets = fc.string({ minLength: 4, unit: 'grapheme' }).filter((secret) => !'***'.includes(secret))
  fc.assert(
    fc.property(secrets, fc.string(), fc.string(), (secret, before, after) => {
      const hidden = redactorOf(secret)(before + secret + after)
      // `***` itself may complete another occurrence only if the secret is made of asterisks.
      return secret.includes('*') || !hidden.includes(secret)
    }),
  )
})

describe('the time that it takes is in proportion to the text, whatever that is made of:', () => {
  const long = 'Hunter2/käse+"x"<9>'
  const bytes = [...Buffer.from(long)]
  const key = Array.from({ length: 50 }, (_, line) => `${line}`.padEnd(64, 'k')).join('\n')
  const redact = redactorOf(
    key,
    'Bearer abcdef',
    long,
    'pass',
    'aaaa',
    'aaaaaa',
    'abababababab',
    ' '.repeat(8),
  )
  const pem = `-----BEGIN RSA PRIVATE KEY-----\n${'Ab1/'.repeat(16)}\n-----END RSA PRIVATE KEY-----\n`

  it.each([
    ['prose', '{"status":"ok"} was answered by web-3 in 12 ms'],
    ['the secret', long],
    ['the secret in other case', long.toUpperCase()],
    ['the secret, cut short', 'Hunter2/kä…'],
    ['ellipses', '... … '],
    ['ellipses with the end of a secret', '…käse+"x"<9>'],
    ['the secret, spaced out', [...long].join('\n   ')],
    ['the secret with invisible characters', [...long].join('\u200b')],
    ['a short secret, spaced out', 'p a s s '],
    ['the beginning of many secrets', 'a'],
    ['lines of a key', `${'1'.padEnd(64, 'k')}\n`],
    ['spaces', ' '],
    ['escapes of a terminal', '\u001b[0000'],
    ['escapes that do not end', '\u001b]xxxxx'],
    ['percent-encoding', bytes.map((byte) => `%${byte.toString(16)}`).join('')],
    ['percent-encoding three times', [1, 2, 3].reduce(encodeURIComponent, long)],
    ['percent-encoded letters', '%41'],
    ['half a character', '%F0%9F'],
    ['hexadecimal', Buffer.from(long).toString('hex')],
    ['base64', Buffer.from(long).toString('base64')],
    ['escapes of a shell', '\\x41\\101'],
    ['escapes of JavaScript', '\\u0041\\u{41}\\ud83d'],
    ['backslashes', '\\'],
    ['JSON in JSON', JSON.stringify(JSON.stringify(long))],
    ['HTML entities', '&#65;&#x41;&amp;'],
    ['nested HTML entities', '&amp;amp;amp;'],
    ['addresses with passwords', 'postgres://app:hunter2@db:5432/x '],
    ['the beginning of addresses', '://a:'],
    ['addresses that do not end', `://a:${'a'.repeat(300)}`],
    ['bearer tokens', 'authorization: Bearer abcdefgh0123456789 '],
    ['the beginning of headers', 'authorization: bearer '],
    ['basic credentials', 'basic dXNlcjpwYXNz '],
    ['AWS keys', `AKIAIOSFODNN7EXAMPLE ${KEY} `],
    ['names of AWS keys', 'secret_access_key='],
    ['GitHub tokens', `ghp_${'a1'.repeat(18)}-`],
    ['JSON web tokens', 'eyJhbGciOiJSUzI1NiJ9.'],
    ['private keys', pem],
    ['private keys that do not end', '-----BEGIN PRIVATE KEY-----\nAb1/Ab1/Ab1/Ab1/'],
    ['headers of private keys', '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n'],
    ['dashes', '-'],
    ['passwords of connection strings', ';password='],
    ['names of secrets', 'api_key="'],
    ['secrets with names', 'client_secret=aB3dE6gH9aB3 '],
    ['Slack tokens', 'xoxb-'],
    ['Stripe keys', 'sk_live_'],
    ['keys with a short prefix', 'sk-'],
    ['letters and dashes', 'sk-a'],
  ])('%s', (_, piece) => {
    expectLinear(redact, (size) => piece.repeat(Math.ceil(size / piece.length)), 65_536)
  })
})

test('a short secret that an encoded one begins like does not keep the longer one from being found', () => {
  const long = 'key-4711-of-the-shop'
  const encoded = Buffer.from(long).toString('hex')
  const redact = createRedactor([new Secret(encoded.slice(0, 4)), new Secret(long)])
  expect(redact(`it sent ${encoded} to us`)).toBe('it sent *** to us')
})
