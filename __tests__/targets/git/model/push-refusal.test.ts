import { parseRefusal, remedyFor } from '../../../../src/targets/git/model/push-refusal.ts'

const line = (kind: string, said: string) =>
  `To https://github.example/octo/app.git\n!\tabc:refs/heads/main\t[${kind}] (${said})\nDone`
const WORKFLOW =
  'refusing to allow a GitHub App to create or update workflow `.github/workflows/deploy.yml` without `workflows` permission'
const SIGNED = [
  'remote: error: GH013: Repository rule violations found for refs/heads/main.        ',
  'remote: Review all repository rules at https://github.example/octo/app/rules?ref=refs%2Fheads%2Fmain        ',
  'remote: ',
  'remote: - Commits must have verified signatures.        ',
  'remote:   Found 1 violation:        ',
  "error: failed to push some refs to 'https://github.example/octo/app.git'",
].join('\n')

it.each([
  ['accepted', 'To x\n*\tabc:refs/heads/main\t[new branch]\nDone', '', undefined],
  [
    'lost on the way',
    line('remote failure', 'remote failed to report status'),
    '',
    { kind: 'failed', said: 'remote failed to report status' },
  ],
  [
    'failed at the server',
    line('remote rejected', 'Internal Server Error'),
    '',
    { kind: 'failed', said: 'Internal Server Error' },
  ],
  [
    'failed in its storage',
    line('remote rejected', 'fatal error in commit_refs'),
    '',
    { kind: 'failed', said: 'fatal error in commit_refs' },
  ],
  ['behind', line('rejected', 'fetch first'), '', { kind: 'moved', said: 'fetch first' }],
  [
    'behind, as the server saw it',
    line('remote rejected', 'cannot lock ref'),
    '',
    { kind: 'moved', said: 'cannot lock ref' },
  ],
  [
    'refused for a workflow file',
    line('remote rejected', WORKFLOW),
    '',
    { kind: 'rejected', said: WORKFLOW },
  ],
  [
    'refused by a rule, of which the reason is a later line',
    line('remote rejected', 'push declined due to repository rule violations'),
    SIGNED,
    {
      kind: 'rejected',
      said: 'push declined due to repository rule violations: error: GH013: Repository rule violations found for refs/heads/main. - Commits must have verified signatures. Found 1 violation:',
    },
  ],
  [
    'refused by a hook that repeats itself',
    line('remote rejected', 'hook declined'),
    'remote: no deploys on Friday\nremote: error: hook declined to update refs/heads/main',
    { kind: 'rejected', said: 'hook declined: no deploys on Friday' },
  ],
])('a push that was %s', (_, stdout, stderr, expected) => {
  expect(parseRefusal({ stdout, stderr })).toEqual(expected)
})

it.each([
  [WORKFLOW, 'workflows: write'],
  [
    'refusing to allow a Personal Access Token to create or update workflow `.github/workflows/a.yml` without `workflow` scope',
    'the scope workflow',
  ],
  [
    'protected branch hook declined: error: GH006: Protected branch update failed for refs/heads/main. error: Commits must have verified signatures.',
    'signed commits',
  ],
  [
    'GH013: Repository rule violations found for refs/heads/main. - Commits must have verified signatures.',
    'signed commits',
  ],
  [
    'GH013: Repository rule violations found - GITHUB PUSH PROTECTION - Push cannot contain secrets',
    'found a secret',
  ],
  [
    'GH006: Protected branch update failed for refs/heads/main. error: Changes must be made through a pull request.',
    'leave git-method at pull-request',
  ],
  [
    'GH006: Protected branch update failed. error: Required status check "build" is expected.',
    'leave git-method at pull-request',
  ],
  [
    'GH013: Repository rule violations found - Cannot update this protected ref.',
    'leave git-method at pull-request',
  ],
  ['GH006: Protected branch update failed. Changes must be made through the merge queue', 'leave git-method'],
  [
    'pre-receive hook declined: error: GH001: Large files detected. dump.sql is 120.00 MB',
    'larger than the server takes',
  ],
  ["The 'octo' organization has enabled or enforced SAML SSO.", 'single sign-on'],
  [
    'The repository owner has an IP allow list enabled, and 192.0.2.7 is not permitted to access',
    'IP allow list',
  ],
  ['Repository is locked for migration', 'locked'],
  ['This repository was archived so it is read-only.', 'archived'],
  ['pre-receive hook declined: no deploys on Friday', 'a hook or a rule'],
  [
    'GH006: Protected branch update failed for refs/heads/secrets-locked.',
    'leave git-method at pull-request',
  ],
  ['GH006: Protected branch update failed. Required deployment production is missing', 'leave git-method'],
  [
    'GH013: Repository rule violations found - Commit message must match a given regex pattern: ^JIRA',
    'message',
  ],
  ['GH013: Repository rule violations found - Author email must end with @example.com', 'author'],
  ['GH013: Repository rule violations found - Push contains restricted file paths: .env', 'such a file'],
])('%s: the remedy is %s', (said, remedy) => {
  expect(remedyFor(said)).toContain(remedy)
  expect(remedyFor(said)).toMatch(/ Nothing was forced\.$/)
})

it.each([
  ['without `workflows` permission', 'workflow file'],
  ['WITHOUT WORKFLOW SCOPE', 'workflow file'],
  ['Commits must have verified signatures', 'signed commits'],
  ['commits MUST BE SIGNED', 'signed commits'],
  ['only signed commits', 'signed commits'],
  ['it is unsigned', 'signed commits'],
  ['Push cannot contain secrets', 'Push protection'],
  ['SECRET scanning', 'Push protection'],
  ['GH001: Large files detected', 'larger than the server takes'],
  ['a file EXCEEDS the limit', 'larger than the server takes'],
  ['file size limit', 'larger than the server takes'],
  ['SAML enforcement', 'single sign-on'],
  ['enforces single sign-on', 'single sign-on'],
  ['SSO is needed', 'single sign-on'],
  ['an IP allow list is enabled', 'address of this runner'],
  ['you are Not permitted to access it', 'address of this runner'],
  ['the repository was Archived', 'archived, locked or disabled'],
  ['it is read-only', 'archived, locked or disabled'],
  ['it is LOCKED', 'archived, locked or disabled'],
  ['it is disabled', 'archived, locked or disabled'],
  ['gh006', 'The branch is protected'],
  ['GH013', 'The branch is protected'],
  ['PROTECTED branch hook declined', 'The branch is protected'],
  ['repository rule violations', 'The branch is protected'],
  ['Changes must be made through a pull request', 'The branch is protected'],
  ['through the merge queue', 'The branch is protected'],
  ['a Status Check is expected', 'The branch is protected'],
  ['no deploys on Friday', 'What the server said is the reason'],
])('what can be done about %j', (said, hint) => {
  expect(remedyFor(said)).toContain(hint)
  expect(remedyFor(said)).toMatch(/ Nothing was forced\.$/)
})

it.each([
  ['rejected', 'anything', 'moved'],
  ['remote rejected', 'fetch first', 'moved'],
  ['remote rejected', 'non-fast-forward', 'moved'],
  ['remote rejected', 'failed to update ref', 'moved'],
  ['remote rejected', 'failure', 'failed'],
  ['remote rejected', 'Service Unavailable', 'failed'],
  ['remote rejected', 'unavailable', 'failed'],
  ['remote rejected', 'timed out', 'failed'],
  ['remote rejected', 'Timeout', 'failed'],
  ['remote rejected', 'failures are no rule', 'rejected'],
  ['remote rejected', 'a failure', 'rejected'],
])('%s (%s) is %s', (kind, said, expected) => {
  expect(parseRefusal({ stdout: line(kind, said), stderr: '' })?.kind).toBe(expected)
})

it('a branch of a pull request that is refused needs another remedy than to make a pull request', () => {
  const said =
    'GH013: Repository rule violations found - Cannot create ref due to creations being restricted.'
  expect(remedyFor(said, 'safe-landing/back-to-1234567-from-89abcde')).toContain(
    'exclude safe-landing/** from it',
  )
  expect(remedyFor(said, 'main')).toContain('leave git-method at pull-request')
})

describe('the words of a server, in whatever letters', () => {
  const other = remedyFor('nothing that is known')

  const words: readonly (readonly [RegExp, readonly string[]])[] = [
    [/workflow file/, ['without `workflow` scope', 'to create or update workflow']],
    [
      /signed commits/,
      ['verified signature', 'valid signature', 'must be signed', 'signed commits', 'not signed', 'unsigned'],
    ],
    [
      /another commit message or author/,
      ['message must match', 'email must be known', 'author must be a member', 'must start with'],
    ],
    [
      /nobody push such a file/,
      ['restricted file', 'file path is too long', 'file extensions are restricted'],
    ],
    [/Push protection/, ['secret was found']],
    [/Git LFS/, ['gh001', 'large file', 'file size limit', 'exceeds 100 MB']],
    [/IP allow list/, ['ip allow list', 'not permitted to access']],
    [/takes no pushes as long/, ['archived', 'read-only', 'locked', 'disabled']],
    [
      /branch is protected/,
      ['gh006', 'gh013', 'protected branch', 'protected ref', 'rule violations', 'status check'],
    ],
    [/branch is protected/, ['through a pull request', 'through the merge queue', 'required deployment']],
  ]

  it.each(words.flatMap(([hint, all]) => all.map((said) => ({ said, hint }))))('$said', ({ said, hint }) => {
    expect(remedyFor(said)).toMatch(hint)
    expect(remedyFor(said.toUpperCase())).toBe(remedyFor(said))
    expect(remedyFor(said)).not.toBe(other)
  })

  it.each(['SAML', 'single sign-on', 'SSO'])('%s', (said) => {
    expect(remedyFor(said)).toMatch(/single sign-on/)
  })
})

it.each([
  'internal server error',
  'failure',
  'fatal error in commit_refs',
  'unavailable',
  'service unavailable',
  'timeout',
  'time out',
  'timed out',
])('%s is no rule of the server, in whatever letters', (said) => {
  for (const text of [said, said.toUpperCase()]) {
    const refusal = parseRefusal({ stdout: line('remote rejected', text), stderr: '' })
    expect(refusal).toEqual({ kind: 'failed', said: text })
  }
})

it.each([
  ['it begins a line', 'To x\n!\ta:b\t[rejected] (fetch first)\nDone', true],
  ['something stands before it', 'To x\n !\ta:b\t[rejected] (fetch first)\nDone', false],
  ['something stands after it', 'To x\n!\ta:b\t[rejected] (fetch first) and more\nDone', false],
])('git says a refusal in a line of its own: %s', (_, stdout, isRefusal) => {
  expect(parseRefusal({ stdout, stderr: '' }) !== undefined).toBe(isRefusal)
})
