import { manualCommands } from '../../../../src/targets/git/model/manual-commands.ts'
import {
  contentOf,
  listPaths,
  nameCount,
  type RevertRange,
  revertBranch,
  revertMessage,
  revertReason,
  revertTitle,
} from '../../../../src/targets/git/model/revert-message.ts'

const [GOOD, BAD, TREE] = ['a', 'b', 'c'].map((letter) => letter.repeat(40)) as [string, string, string]
const range = (count: number): RevertRange => ({
  good: GOOD,
  bad: BAD,
  count,
  newest: Array.from({ length: Math.min(count, 60) }, (_, index) => String(index).padStart(40, '0')),
})
const part = (...paths: string[]): RevertRange => ({ ...range(2), part: { paths, tree: TREE } })

test('a revert of everything', () => {
  expect(revertBranch(range(1))).toBe('safe-landing/back-to-aaaaaaa-from-bbbbbbb')
  expect(revertTitle(range(1))).toBe('Revert 1 commit: back to aaaaaaa')
  expect(revertTitle(range(2))).toBe('Revert 2 commits: back to aaaaaaa')
  expect([0, 1, 2].map((count) => nameCount({ count }))).toEqual(['0 commits', '1 commit', '2 commits'])
  expect(revertReason(range(1))).toBe(`${BAD} did not land healthy, and ${GOOD} was good.`)
  expect(contentOf(range(1))).toBe('the content of aaaaaaa')
  expect(revertMessage(range(1)).split('\n')).toEqual([
    'Revert 1 commit: back to aaaaaaa',
    '',
    `${BAD} did not land healthy, and ${GOOD} was good.`,
    '',
    `This reverts commit ${'0'.repeat(40)}.`,
    '',
  ])
})

test.each([
  [50, 50, undefined],
  [51, 50, `And 1 more, down to ${GOOD}.`],
  [70, 50, `And 20 more, down to ${GOOD}.`],
])('the message lists fifty of %i commits', (count, listed, more) => {
  const lines = revertMessage(range(count)).split('\n')
  expect(lines.filter((line) => line.startsWith('This reverts commit '))).toHaveLength(listed)
  expect(lines.find((line) => line.startsWith('And '))).toBe(more)
})

test('a revert of some paths', () => {
  const one = part('app')
  expect(revertBranch(one)).toBe('safe-landing/back-to-aaaaaaa-from-bbbbbbb-paths-ccccccc')
  expect(revertTitle(one)).toBe('Put back 1 path to aaaaaaa')
  expect(revertTitle(part('app', 'web'))).toBe('Put back 2 paths to aaaaaaa')
  expect(contentOf(part('app', 'web'))).toBe('app, web of aaaaaaa')
  expect(revertMessage(one).split('\n').slice(-4)).toEqual([
    'Everything else stays as it is.',
    '',
    '- app',
    '',
  ])
})

test.each([
  [
    ['app/main.ts', 'a+b_c-d'],
    ['- app/main.ts', '- a+b_c-d'],
  ],
  [
    ['app', '@team'],
    ['- app', '- and 1 more'],
  ],
  [['[skip ci]', 'a b'], ['- and 2 more']],
  [
    Array.from({ length: 50 }, (_, index) => `p${index}`),
    expect.not.arrayContaining([expect.stringContaining('more')]),
  ],
  [Array.from({ length: 51 }, (_, index) => `p${index}`), expect.arrayContaining(['- and 1 more'])],
])('the paths %j are listed without what GitHub would act on', (paths, lines) => {
  expect(listPaths({ paths, tree: TREE })).toEqual(lines)
})

describe('by hand', () => {
  const commands = (more: Partial<Parameters<typeof manualCommands>[0]>) =>
    manualCommands({
      method: 'push',
      range: range(1),
      isPushed: false,
      branch: 'main',
      repository: 'octo/app',
      serverUrl: 'https://github.com',
      ...more,
    })

  it('a push makes the commit without a checkout, and pushes it', () => {
    const [line = ''] = commands({})
    expect(line.split(' && ')).toEqual([
      `git fetch origin ${GOOD} ${BAD}`,
      `commit="$(git commit-tree '${GOOD}^{tree}' -p ${BAD} -m 'Revert 1 commit: back to aaaaaaa' -m '${BAD} did not land healthy, and ${GOOD} was good.')"`,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell reads it
      'git push origin "${commit}":refs/heads/main',
    ])
  })
  it('what is pushed is not pushed again, and a workflow is started after it', () => {
    expect(commands({ isPushed: true })).toEqual([])
    expect(commands({ isPushed: true, workflow: 'deploy.yml' })).toEqual([
      'gh workflow run deploy.yml --repo octo/app --ref main',
    ])
    expect(commands({ workflow: 'deploy.yml' })[0]).toMatch(/ && gh workflow run deploy\.yml /)
  })
  it('a pull request has a branch of its own, and is opened even if that is pushed', () => {
    for (const isPushed of [false, true]) {
      const [line = ''] = commands({ method: 'pull-request', isPushed, workflow: 'deploy.yml' })
      expect(line).toContain(
        ':refs/heads/safe-landing/back-to-aaaaaaa-from-bbbbbbb && gh pr create --repo octo/app',
      )
      expect(line).toContain('--base main --head safe-landing/back-to-aaaaaaa-from-bbbbbbb --title')
      expect(line).not.toContain('workflow run')
    }
  })
  it('some paths are put back in an index of their own', () => {
    expect(commands({ range: part('app', 'a b') })[0]).toContain(
      `export GIT_INDEX_FILE="$(git rev-parse --git-path safe-landing-index)"; git read-tree ${BAD} && git --literal-pathspecs restore --source=${GOOD} --staged -- app 'a b' && git commit-tree "$(git write-tree)" -p ${BAD}`,
    )
  })
})
