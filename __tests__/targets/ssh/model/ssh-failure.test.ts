import { Secret } from '../../../../src/core/secret.ts'
import type { SshConfig } from '../../../../src/targets/ssh/ssh-config.ts'
import { describeConnection } from '../../../../src/targets/ssh/ssh-failure.ts'

const config: SshConfig = {
  kind: 'ssh',
  host: 'web.test',
  port: 22,
  user: 'deploy',
  key: new Secret('a key'),
  knownHosts: [],
  path: '/srv/app',
  method: 'backup',
  backups: '/srv/app-backup-*',
  exclude: [],
  only: [],
  services: [],
}

/** The words of OpenSSH's own client, of several versions. */
it.each([
  ['deploy@web.test: Permission denied (publickey).', 'access-denied', 'authorized_keys'],
  ['Load key "/tmp/k": error in libcrypto', 'access-denied', 'Store the whole private key'],
  [
    'sign_and_send_pubkey: no mutual signature supported\ndeploy@web.test: Permission denied (publickey).',
    'access-denied',
    'ssh-keygen -t ed25519',
  ],
  [
    'Unable to negotiate with 203.0.113.7 port 22: no matching host key type found. Their offer: ssh-rsa,ssh-dss',
    'refused',
    "Update the server's OpenSSH",
  ],
  ['kex_exchange_identification: Connection closed by remote host', 'unreachable', 'fail2ban'],
  ['kex_exchange_identification: read: Connection reset by peer', 'unreachable', 'fail2ban'],
  ['Connection closed by 203.0.113.7 port 22', 'unreachable', 'fail2ban'],
  ['ssh: connect to host web.test port 22: Connection refused', 'unreachable', 'ssh-port can be reached'],
  ['ssh: Could not resolve hostname web.test: Name or service not known', 'unreachable', 'ssh-host'],
])('%s: %s, with a remedy for it', (stderr, code, hint) => {
  const failure = describeConnection({ exitCode: 255, stderr }, config, (text) => text)
  expect(failure).toMatchObject({ code, hint: expect.stringContaining(hint) })
})
