import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Step } from './step.ts'

/** Of a workflow whose addresses, hosts and tokens are secrets and variables; a fork has none of them. */
const CASES: Readonly<Record<string, { with: Record<string, string>; named: readonly string[] }>> = {
  webhook: {
    with: {
      target: 'webhook',
      'webhook-url': '/rollback',
      'webhook-headers': 'Authorization: Bearer\nx-key: ',
      'webhook-status-url': 'https:///status',
      'webhook-status-expect': 'changed',
      'health-url': '',
      timeout: '1s',
    },
    named: ['health-url', 'webhook-url', 'webhook-headers', 'webhook-status-url'],
  },
  ssh: {
    with: {
      target: 'ssh',
      'ssh-host': '',
      'ssh-user': 'deploy',
      'ssh-known-hosts': '',
      'ssh-path': '/opt/shop',
      'health-url': 'https://api.example.com/health',
    },
    named: ['ssh-host', 'ssh-known-hosts'],
  },
  'checks and headers in YAML': {
    with: {
      checks: '- name: api\n  url:\n- name: web\n  url: /health\n  headers:\n    authorization:\n',
      'health-url': '',
    },
    named: ['checks'],
  },
}

async function validate(from: string, inputs: Readonly<Record<string, string>>) {
  const step = new Step()
  const event = join(step.folder, 'event.json')
  writeFileSync(event, JSON.stringify({ pull_request: { head: { repo: { full_name: from } } } }))
  try {
    return await step.run({
      with: { mode: 'validate', ...inputs },
      env: { GITHUB_EVENT_PATH: event, GITHUB_REPOSITORY: 'octo/shop' },
    })
  } finally {
    step.close()
  }
}

describe.each(Object.entries(CASES))('%s', (_, { with: inputs, named }) => {
  it('in a pull request from a fork is checked as far as it can be, and says what it could not', async () => {
    const { exitCode, result, summary, said } = await validate('stranger/shop', inputs)
    expect({ exitCode, result }).toEqual({ exitCode: 0, result: 'validated' })
    const why = /^\*\*Why:\*\* A pull request from a fork has neither secrets nor variables.*$/m.exec(
      summary,
    )?.[0]
    expect([...(why ?? '').matchAll(/`(.+?)`/g)].map(([, name]) => name)).toEqual(named)
    expect(said).toContain('::warning title=Safe Landing%3A checked as far as a fork can be::')
  })

  it('from a branch of the repository itself is refused', async () => {
    expect(await validate('octo/shop', inputs)).toMatchObject({ exitCode: 2, result: 'invalid' })
  })
})

it('what is wrong for another reason is refused in a fork too, and nothing else is reported', async () => {
  const { exitCode, result, summary } = await validate('stranger/shop', { 'health-url': '', retries: 'many' })
  expect({ exitCode, result }).toEqual({ exitCode: 2, result: 'invalid' })
  expect(summary).toContain('`many`')
  expect(summary).not.toContain('health-url')
})

it('a guard of a fork is not excused', async () => {
  const { result } = await validate('stranger/shop', { mode: 'guard', 'health-url': '' })
  expect(result).toBe('invalid')
})
