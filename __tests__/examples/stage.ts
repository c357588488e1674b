import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { isMap, isScalar, parseDocument, visit, type YAMLMap } from 'yaml'
import { type LoopbackServer, serve } from '../../demo/world/loopback.ts'
import { ROOT, read } from '../repository/files.ts'
import { runWorkflow, type WorkflowRun } from './act.ts'

const STAND_INS = join(ROOT, '__tests__/examples/stand-ins')
const PROGRAMS = ['node_modules/.bin', '__tests__/examples/stand-ins/programs'].map((path) =>
  join(ROOT, path),
)

/** Real time, as short as the rules allow: an example's own two minutes prove nothing more. */
const QUICK: Readonly<Record<string, string>> = {
  interval: '50ms',
  timeout: '5s',
  'start-period': '1s',
  'success-threshold': '2',
  'bake-time': '300ms',
  'poll-interval': '100ms',
  'rollout-timeout': '60s',
  'rollback-timeout': '60s',
}

export interface Script {
  /** Under `examples/`, without `.yml`; with `workflow`, a name for it. */
  readonly example: string
  /** A workflow's text instead of an example's. */
  readonly workflow?: string
  /** Other examples, which it calls. */
  readonly calls?: readonly string[]
  /** Default: `push`. */
  readonly event?: string
  readonly payload?: object
  readonly vars?: Readonly<Record<string, string>>
  readonly secrets?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  /** Addresses in the example that lead to this machine instead. */
  readonly addresses?: Readonly<Record<string, string>>
  /** Other files of the user's repository. */
  readonly files?: Readonly<Record<string, string>>
  /** Inputs that the steps get instead of their own, beside {@link QUICK}. */
  readonly with?: Readonly<Record<string, string>>
}

type Answerer = (request: IncomingMessage, response: ServerResponse) => void

/** Everything around one workflow: the user's repository, the stand-ins, and a server for them to ask. */
export class Stage {
  readonly workspace: string
  /** The commit that the workflow deploys. */
  sha = ''
  readonly #folder = mkdtempSync(join(tmpdir(), 'example-'))
  readonly #server: LoopbackServer
  readonly #act: string

  static async open(act: string, answer: Answerer = (_, response) => response.end('{}')): Promise<Stage> {
    return new Stage(act, await serve(answer))
  }

  private constructor(act: string, server: LoopbackServer) {
    this.#act = act
    this.#server = server
    this.workspace = join(this.#folder, 'repository')
  }

  get url(): string {
    return this.#server.url
  }

  /** Commits the user's repository, so that the deployed version is known. Answers its SHA. */
  commit(script: Script): string {
    const { example, calls = [], addresses = {}, files = {}, with: inputs = {} } = script
    const localise = (text: string) =>
      Object.entries(addresses).reduce(
        (local, [from, to]) => local.replaceAll(from, to),
        hasten(text, { ...QUICK, ...inputs }),
      )
    const called = calls.map((name) => [`.github/workflows/${name}.yml`, localise(textOf({ example: name }))])
    const own = { [`.github/workflows/${example}.yml`]: localise(textOf(script)) }
    const all: Record<string, string> = { ...own, ...Object.fromEntries(called), ...files }
    for (const [path, content] of Object.entries(all)) {
      mkdirSync(join(this.workspace, path, '..'), { recursive: true })
      writeFileSync(join(this.workspace, path), content, { mode: path.endsWith('.sh') ? 0o755 : 0o644 })
    }
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=Mona', '-c', 'user.email=mona@example.com', ...args], {
        cwd: this.workspace,
        encoding: 'utf8',
      }).trim()
    git('init', '--quiet', '--initial-branch=main')
    git('remote', 'add', 'origin', 'https://github.com/octo/shop.git')
    git('add', '--all')
    git('commit', '--quiet', '--message', 'Deploy this')
    this.sha = git('rev-parse', 'HEAD')
    return this.sha
  }

  /** Runs the committed workflow, unchanged but for its durations and addresses. */
  async run(script: Script): Promise<WorkflowRun> {
    const eventFile = join(this.#folder, 'event.json')
    writeFileSync(eventFile, JSON.stringify(script.payload ?? {}))
    const home = join(this.#folder, 'home')
    mkdirSync(home, { recursive: true })
    return await runWorkflow({
      act: this.#act,
      workspace: this.workspace,
      event: script.event ?? 'push',
      eventFile,
      vars: script.vars ?? {},
      secrets: script.secrets ?? {},
      env: {
        GITHUB_API_URL: this.url,
        STAGE_URL: this.url,
        STAND_INS,
        // Not for the bundle, of which each example has a copy in a folder of its own.
        STAND_INS_CACHE: process.env.NODE_COMPILE_CACHE ?? '',
        REPOSITORY: this.workspace,
        ...script.env,
      },
      actions: this.#actionsOf(
        [textOf(script), ...(script.calls ?? []).map((example) => textOf({ example }))].join('\n'),
      ),
      host: { HOME: home, PATH: [...PROGRAMS, process.env.PATH].join(delimiter) },
    })
  }

  /** The bundle in place of the published action, and a stand-in for each of the others. */
  #actionsOf(workflow: string): Record<string, string> {
    const ours = join(this.#folder, 'safe-landing')
    mkdirSync(ours, { recursive: true })
    for (const part of ['action.yml', 'dist']) cpSync(join(ROOT, part), join(ours, part), { recursive: true })
    const used = workflow.matchAll(/uses: ([\w-]+\/([\w-]+)@[\w.]+)/g)
    return Object.fromEntries(
      [...used].map(([, reference = '', name = '']) => [
        reference,
        name === 'safe-landing' ? ours : join(STAND_INS, name),
      ]),
    )
  }

  async close(): Promise<void> {
    await this.#server.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

function textOf({ example, workflow }: Script): string {
  return workflow ?? read(`examples/${example}.yml`)
}

/** The same workflow with short durations in every step of ours. */
export function hasten(workflow: string, inputs: Readonly<Record<string, string>>): string {
  const document = parseDocument(workflow)
  visit(document, {
    Map(_, step) {
      const uses = step.get('uses')
      const given = step.get('with')
      if (typeof uses !== 'string' || !uses.startsWith('OWNER/safe-landing@') || !isMap(given)) return
      for (const [name, value] of Object.entries(inputs)) set(given, name, value)
    },
  })
  return String(document)
}

function set(given: YAMLMap, name: string, value: string): void {
  const old = given.get(name, true)
  if (isScalar(old)) old.value = value
  else given.set(name, value)
}
