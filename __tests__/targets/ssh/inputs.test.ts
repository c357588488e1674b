import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseInputs } from '../../../src/main/parse-inputs.ts'
import type { SshConfig } from '../../../src/targets/ssh/ssh-config.ts'
import { sudoersLines } from '../../../src/targets/ssh/sudoers.ts'
import { given, MINIMAL, refusal } from '../../inputs/given.ts'

function ssh(inputs: Readonly<Record<string, string>>): SshConfig {
  const { target } = parseInputs(given({ ...MINIMAL.ssh, ...inputs }))
  if (target.kind !== 'ssh') throw new Error(`it is ${target.kind}`)
  return target.config as SshConfig
}

describe('a server', () => {
  it('has defaults that fit its folder', () => {
    expect(ssh({ 'ssh-path': '/opt/app/' })).toEqual({
      kind: 'ssh',
      host: 'web1',
      port: 22,
      user: 'deploy',
      knownHosts: [MINIMAL.ssh['ssh-known-hosts']],
      path: '/opt/app',
      method: 'backup',
      backups: '/opt/app-backup-*',
      exclude: [],
      only: [],
      services: [],
    })
  })

  it('takes everything else', () => {
    const config = ssh({
      'ssh-host': '2001:db8::1',
      'ssh-port': '2222',
      'ssh-known-hosts': `# by ssh-keyscan\n${MINIMAL.ssh['ssh-known-hosts']} web1\n@revoked * ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB\n`,
      'ssh-backups': '/var/backups/app/????-??-??',
      'ssh-exclude': 'data/\nvar/uploads',
      'ssh-service': 'db\napp@1.service',
      'ssh-health-url': 'http://localhost:8080/health',
      'ssh-keep-backups': '5',
      'rollback-to': 'app-backup-20260131-120000',
    })
    expect(config).toMatchObject({
      host: '2001:db8::1',
      port: 2222,
      backups: '/var/backups/app/????-??-??',
      exclude: ['data', 'var/uploads'],
      services: ['db', 'app@1.service'],
      keepBackups: 5,
    })
    expect(config.knownHosts).toHaveLength(2)
    expect(config.healthUrl?.reveal()).toBe('http://localhost:8080/health')
  })

  it.each([
    ['ssh-host', '-oProxyCommand=sh', undefined],
    ['ssh-host', 'deploy@web1', 'The user goes into ssh-user.'],
    ['ssh-host', 'web1:22', 'The port goes into ssh-port.'],
    ['ssh-host', 'ssh://web1', 'Only the name, without a scheme.'],
    ['ssh-host', 'web1 web2', undefined],
    ['ssh-user', '-l', undefined],
    ['ssh-user', 'a;b', undefined],
    ['ssh-port', '65536', undefined],
    ['ssh-path', 'opt/app', 'It must begin with a slash: ~ and variables are not expanded.'],
    ['ssh-path', '~/app', 'It must begin with a slash: ~ and variables are not expanded.'],
    ['ssh-path', '/opt/../etc', 'It must have no empty, . or .. parts.'],
    ['ssh-path', '/opt//app', 'It must have no empty, . or .. parts.'],
    ['ssh-path', '/', 'This folder belongs to the system.'],
    ['ssh-path', '/usr/', 'This folder belongs to the system.'],
    ['ssh-path', '/var/log', 'This folder belongs to the system.'],
    ['ssh-path', '/opt/*', 'It must be one folder, without wildcards.'],
    ['ssh-path', '/opt/app\n/opt/b', 'It must be on one line.'],
    ['ssh-backups', '/opt/app-backup', 'There is no wildcard in it, so that it matches one folder only.'],
    ['ssh-backups', 'app-backup-*', 'It must begin with a slash: ~ and variables are not expanded.'],
    ['ssh-exclude', '/opt/app/data', 'It is relative to ssh-path: without the slash in front.'],
    ['ssh-exclude', '../data', 'It must have no empty, . or .. parts.'],
    ['ssh-exclude', 'data/*', 'It must be one folder, without wildcards.'],
    ['ssh-only', '/opt/app/data', 'It is relative to ssh-path: without the slash in front.'],
    ['ssh-only', '../data', 'It must have no empty, . or .. parts.'],
    ['ssh-only', 'data/../../etc', 'It must have no empty, . or .. parts.'],
    ['ssh-only', 'data\n.', 'It must have no empty, . or .. parts.'],
    ['ssh-only', 'data/*', 'It must be one file or folder, without wildcards.'],
    ['ssh-only', 'data\nconfig\ndata/', 'Line 1 already names it.'],
    ['ssh-only', 'data/rows\ndata', 'It is in data, which is named too.'],
    ['ssh-only', '', 'If it is set from an expression, the expression is empty; left out, it is ".".'],
    ['ssh-service', 'app\napp.service', 'Line 1 already names it.'],
    ['ssh-service', '--now', undefined],
    ['ssh-service', 'app.service; reboot', undefined],
    ['ssh-keep-backups', '0', undefined],
    ['ssh-known-hosts', '# none', 'There are only comments in it.'],
    [
      'ssh-known-hosts',
      'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA',
      'The name of the host is missing in front of the key.',
    ],
    ['ssh-known-hosts', 'web1 SHA256:abc', undefined],
    ['rollback-to', '/opt/app-backup-1', 'Only the name of the folder, without its path.'],
    ['rollback-to', '..', undefined],
  ])('refuses %s: %s', (input, text, hint) => {
    const { problems } = refusal({ ...MINIMAL.ssh, [input]: text })
    expect(problems.map((problem) => [problem.input, problem.hint])).toEqual([[input, hint]])
  })

  it('refuses data that stay beside a part that goes back', () => {
    const { problems } = refusal({ ...MINIMAL.ssh, 'ssh-only': 'config', 'ssh-exclude': 'data' })
    expect(problems.map(({ input, expected }) => `${input}: ${expected}`)).toEqual([
      'ssh-exclude: only without ssh-only',
    ])
    expect(ssh({ 'ssh-only': 'config/app.yml\ndata/' }).only).toEqual(['config/app.yml', 'data'])
  })

  it('refuses what is about backups when the folder is a git checkout', () => {
    const inputs = { 'ssh-backups': '/opt/app-*', 'ssh-only': 'config', 'ssh-keep-backups': '2' }
    const { problems } = refusal({ ...MINIMAL.ssh, ...inputs, 'ssh-method': 'git' })
    expect(problems.map(({ input, expected: allowed }) => `${input}: ${allowed}`)).toEqual(
      Object.keys(inputs).map((name) => `${name}: only with ssh-method: backup`),
    )
    expect(ssh({ 'ssh-method': 'git' }).method).toBe('git')
  })
})

describe('a private key', () => {
  const rsa = { modulusLength: 2_048 }
  const plain = generateKeyPairSync('rsa', {
    ...rsa,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const locked = (type: 'pkcs1' | 'pkcs8') =>
    generateKeyPairSync('rsa', {
      ...rsa,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type, format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
    }).privateKey

  it('comes out as OpenSSH wants it', () => {
    const windows = plain.privateKey.replaceAll('\n', '\r\n')
    expect(ssh({ 'ssh-key': windows }).key?.reveal()).toBe(plain.privateKey)
  })

  it.each([
    ['the public key', plain.publicKey, 'This is the public key.'],
    ['a public key of OpenSSH', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me', 'This is the public key.'],
    ['a path', '~/.ssh/id_ed25519', 'It must be the content of the key file, with its BEGIN and END lines.'],
    [
      'a key on one line',
      plain.privateKey.trim().replaceAll('\n', '\\n'),
      'Its line breaks are lost or a part is missing: store the file in the secret as it is.',
    ],
    [
      'half a key',
      plain.privateKey.slice(0, 400),
      'Its line breaks are lost or a part is missing: store the file in the secret as it is.',
    ],
    [
      'a PuTTY key',
      'PuTTY-User-Key-File-3: ssh-ed25519',
      'Convert it first: puttygen KEY.ppk -O private-openssh.',
    ],
    [
      'PKCS#8 with a passphrase',
      locked('pkcs8'),
      'This one is protected by a passphrase, which nobody can type here.',
    ],
    [
      'PKCS#1 with a passphrase',
      locked('pkcs1'),
      'This one is protected by a passphrase, which nobody can type here.',
    ],
  ])('is not %s', (_, key, hint) => {
    const error = refusal({ ...MINIMAL.ssh, 'ssh-key': key })
    expect(error.problems.map((problem) => [problem.input, problem.actual, problem.hint])).toEqual([
      ['ssh-key', '***', hint],
    ])
  })

  const sshKeygen = findProgram('ssh-keygen')
  const withKeygen = sshKeygen === undefined ? it.skip : it
  withKeygen('of OpenSSH is taken without a passphrase, and refused with one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'key-'))
    try {
      const make = (name: string, passphrase: string) => {
        const file = join(folder, name)
        execFileSync(sshKeygen ?? '', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', file])
        return readFileSync(file, 'utf8')
      }
      const open = make('open', '')
      expect(ssh({ 'ssh-key': open }).key?.reveal()).toBe(open)
      expect(refusal({ ...MINIMAL.ssh, 'ssh-key': make('locked', 'secret') }).problems).toMatchObject([
        { input: 'ssh-key', hint: 'This one is protected by a passphrase, which nobody can type here.' },
      ])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

function findProgram(name: string): string | undefined {
  try {
    return execFileSync('which', [name], { encoding: 'utf8' }).trim()
  } catch {
    console.warn(`${name} is not installed: its keys are not tried`)
    return undefined
  }
}

it.each(['docs/ssh.md', 'examples/ssh-server.yml'])(
  '%s names the least rights, as the messages do',
  (page) => {
    const text = readFileSync(page, 'utf8')
    for (const line of sudoersLines({ user: 'deploy', services: ['shop'] })) expect(text).toContain(line)
  },
)
