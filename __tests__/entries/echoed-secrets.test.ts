import { serve } from '../../demo/world/loopback.ts'
import { Step } from './step.ts'

const SECRETS = {
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  DEPLOY_TOKEN: 'tok-0123456789',
  DB_PASSWORD: 'hunter2',
  GH_PAT: 'pat-0123456789',
  DATABASE: 'postgres://app:p4ss-w0rd@db/x',
  ACTIONS_RUNTIME_TOKEN: 'eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl',
}

it("hides what a command echoes of its environment's secrets, which the runner does not mask in a report", async () => {
  const site = await serve((_, response) => response.writeHead(500).end('{"status":"down"}'))
  const step = new Step()
  try {
    const ended = await step.run({
      with: {
        target: 'command',
        'health-url': site.url,
        'plan-command': `echo '{"from": "v2", "to": "v1"}'`,
        command:
          'set -x; : "$DEPLOY_TOKEN"; env | grep -E "TOKEN|SECRET|STAGE|DB_|PAT=|DATABASE" >&2; exit 1',
      },
      env: { ...SECRETS, STAGE: 'production' },
    })
    expect(ended.result).toBe('rollback-failed')
    // The runner takes these lines for itself and shows none of them.
    const log = ended.said.replace(/^::add-mask::.*$/gm, '')
    const shown = [log, ended.summary, ended.report].join('\n')
    expect(shown).toContain('STAGE=production')
    for (const secret of Object.values(SECRETS)) expect(shown).not.toContain(secret)
  } finally {
    await site.close()
    step.close()
  }
})
