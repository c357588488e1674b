import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const OWNER = 'octo'
const NAME = 'app'
const TOKEN = 'ghs_forge-token-4711'

export interface Pull {
  readonly number: number
  readonly title: string
  readonly head: string
  readonly base: string
  readonly body: string
  open: boolean
}

interface Reply {
  readonly status: number
  readonly body?: unknown
}

/** A small GitHub: a real bare repository behind `git http-backend`, and the REST routes that are needed. */
export class Forge {
  /** The only one that may push. */
  token = TOKEN
  readonly repository = `${OWNER}/${NAME}`
  readonly folder = mkdtempSync(join(tmpdir(), 'forge-'))
  readonly deployments: { id: number; sha: string; environment: string; task?: string; states: string[] }[] =
    []
  readonly pulls: Pull[] = []
  readonly dispatches: unknown[] = []
  /** Of the workflow that is dispatched. */
  readonly runs: { readonly sha: string; readonly id: number; conclusion: string | null }[] = []
  readonly authorizations = new Set<string | undefined>()
  /** Answers instead of the REST route that starts so, such as `POST pulls`. */
  readonly refusals = new Map<string, Reply>()
  /** Called once before the push is handed on; for races. */
  beforePush: (() => void) | undefined
  /** The pull request is opened, and the answer is an error. */
  losesPullAnswer = false
  /** Pushes that reached the repository. */
  pushes = 0
  /** The push is carried out, but its answer is lost, or is an error of the server before this one. */
  pushAnswer: 'sent' | 'dropped' | 'failed' = 'sent'
  readonly #server: Server
  #blocked: { readonly path: RegExp; readonly reached: () => void } | undefined
  readonly #waiting: (() => void)[] = []
  #storm: { readonly path: RegExp; left: number; readonly meanwhile: () => void } | undefined
  #gitRefusal: { readonly status: number; readonly words: string } | undefined

  static async start(): Promise<Forge> {
    return await new Forge().listening()
  }

  /** With a copy of what the other forge has by now: a copy costs far less than to commit it all again. */
  static async startLike(template: Forge): Promise<Forge> {
    return await new Forge(template).listening()
  }

  constructor(template?: Forge) {
    this.#server = createServer((request, response) => void this.#serve(request, response))
    if (template === undefined) this.#makeRepositories()
    else cpSync(template.folder, this.folder, { recursive: true })
  }

  async listening(): Promise<this> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return this
  }

  #makeRepositories(): void {
    mkdirSync(join(this.folder, OWNER))
    this.git('init', '--quiet', '--bare', '--template=', '--initial-branch=main', this.bare)
    mkdirSync(join(this.bare, 'hooks'))
    this.git('-C', this.bare, 'config', 'http.receivepack', 'true')
    this.git('-C', this.bare, 'config', 'uploadpack.allowFilter', 'true')
    this.git('-C', this.bare, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
    this.git('init', '--quiet', '--template=', '--initial-branch=main', this.work)
  }

  get bare(): string {
    return join(this.folder, OWNER, `${NAME}.git`)
  }

  get work(): string {
    return join(this.folder, 'work')
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  git(...args: string[]): string {
    return this.#run('git', args).trim()
  }

  /** A line that a person pastes into a shell. */
  shell(folder: string, command: string): void {
    this.#run('sh', ['-c', `cd "$0" && ${command}`, folder])
  }

  #run(program: string, args: readonly string[]): string {
    const env = {
      PATH: process.env.PATH,
      HOME: this.folder,
      GIT_AUTHOR_NAME: 'Dev',
      GIT_AUTHOR_EMAIL: 'dev@example.com',
      GIT_COMMITTER_NAME: 'Dev',
      GIT_COMMITTER_EMAIL: 'dev@example.com',
    }
    return execFileSync(program, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  }

  /** Commits these files in the developer's clone; answers the SHA. */
  commit(message: string, files: Readonly<Record<string, string>>): string {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.work, name), text)
    this.git('-C', this.work, 'add', '--all')
    this.git('-C', this.work, 'commit', '--quiet', '--message', message)
    return this.head
  }

  get head(): string {
    return this.git('-C', this.work, 'rev-parse', 'HEAD')
  }

  /** The developer pushes main. */
  publish(): string {
    this.git('-C', this.work, 'push', '--quiet', this.bare, 'HEAD:refs/heads/main')
    return this.head
  }

  tip(branch: string): string {
    return this.git('-C', this.bare, 'rev-parse', '--verify', `refs/heads/${branch}`)
  }

  treeOf(revision: string): string {
    return this.git('-C', this.bare, 'rev-parse', `${revision}^{tree}`)
  }

  refs(): string {
    return this.git('-C', this.bare, 'for-each-ref', '--format=%(refname) %(objectname)')
  }

  /** Every push to main is refused, as a protected branch does. */
  protect(words = 'Protected branch update failed'): void {
    this.reject(`error: GH006: ${words}`)
  }

  /** Every push to main is refused with these lines. */
  reject(...lines: readonly string[]): void {
    const hook = join(this.bare, 'hooks', 'update')
    const said = lines.map((line) => `echo '${line.replaceAll("'", "'\\''")}' >&2`).join('; ')
    writeFileSync(hook, `#!/bin/sh\n[ "$1" != refs/heads/main ] || { ${said}; exit 1; }\n`)
    chmodSync(hook, 0o755)
  }

  /** Every request of git is refused, as GitHub does: its words are shown as lines of the remote. */
  refuseGit(status: number, words: string): void {
    this.#gitRefusal = { status, words }
  }

  /** So many requests for this path are answered as a server does that is down; what they ask for is not done. */
  storm(path: RegExp, left = Number.POSITIVE_INFINITY, meanwhile = () => {}): void {
    this.#storm = { path, left, meanwhile }
  }

  get isStormOver(): boolean {
    return this.#storm?.left === 0
  }

  /** Pushes so many commits to main, all with one tree; answers the SHA of the last one. */
  publishMany(count: number): string {
    const stream = Array.from({ length: count }, (_, index) => {
      const from = index === 0 ? `from refs/heads/main^0\n` : ''
      const who = `committer Dev <dev@example.com> ${1_700_000_000 + index} +0000`
      return `commit refs/heads/main\n${who}\ndata 4\nwork\n${from}`
    })
    const options = { env: { PATH: process.env.PATH, HOME: this.folder }, input: stream.join('\n') }
    execFileSync('git', ['-C', this.bare, 'fast-import', '--quiet'], options)
    this.git('-C', this.work, 'pull', '--quiet', '--ff-only', this.bare, 'main')
    return this.head
  }

  /** What is asked for by this path waits; resolves once it is. */
  block(path: RegExp): Promise<void> {
    return new Promise((reached) => {
      this.#blocked = { path, reached }
    })
  }

  release(): void {
    this.#blocked = undefined
    for (const go of this.#waiting.splice(0)) go()
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.origin)
    const blocked = this.#blocked
    if (blocked?.path.test(url.pathname + url.search)) {
      blocked.reached()
      await new Promise<void>((go) => this.#waiting.push(go))
    }
    const storm = this.#storm
    if (storm !== undefined && storm.left > 0 && storm.path.test(url.pathname + url.search)) {
      storm.left -= 1
      storm.meanwhile()
      request.resume()
      response.writeHead(503, { 'content-type': 'application/json' }).end('{"message":"Service unavailable"}')
      return
    }
    this.authorizations.add(request.headers.authorization)
    if (url.pathname.startsWith('/api/')) return await this.#answerApi(url, request, response)
    if (this.#gitRefusal !== undefined) {
      const { status, words } = this.#gitRefusal
      response.writeHead(status, { 'content-type': 'text/plain', 'www-authenticate': 'Basic realm="GitHub"' })
      response.end(`${words}\n`)
      return
    }
    const basic = `basic ${Buffer.from(`x-access-token:${this.token}`).toString('base64')}`
    if (request.headers.authorization !== basic) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="forge"' }).end()
      return
    }
    const isPush = request.method === 'POST' && url.pathname.endsWith('/git-receive-pack')
    if (isPush) {
      this.pushes += 1
      this.beforePush?.()
      this.beforePush = undefined
    }
    await this.#runBackend(url, request, response, isPush ? this.pushAnswer : 'sent')
  }

  /** https://git-scm.com/docs/git-http-backend */
  async #runBackend(
    url: URL,
    request: IncomingMessage,
    response: ServerResponse,
    delivery: Forge['pushAnswer'],
  ): Promise<void> {
    const { headers, method } = request
    const child = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env.PATH,
        HOME: this.folder,
        GIT_PROJECT_ROOT: this.folder,
        GIT_HTTP_EXPORT_ALL: '1',
        REMOTE_USER: 'x-access-token',
        REQUEST_METHOD: method,
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        CONTENT_TYPE: headers['content-type'],
        HTTP_CONTENT_ENCODING: headers['content-encoding'],
        GIT_PROTOCOL: [headers['git-protocol'] ?? []].flat().join(),
      },
    })
    child.stdin.on('error', () => undefined)
    request.pipe(child.stdin)
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    await once(child, 'close')
    if (delivery === 'dropped') {
      response.destroy()
      return
    }
    if (delivery === 'failed') {
      response.writeHead(502).end()
      return
    }
    const answer = Buffer.concat(chunks)
    const end = answer.indexOf('\r\n\r\n')
    const lines = answer.subarray(0, end).toString().split('\r\n')
    const fields = lines.map((line) => line.split(/:\s*/, 2) as [string, string])
    const status = Number(fields.find(([name]) => name === 'Status')?.[1]?.slice(0, 3) ?? 200)
    response.writeHead(status, Object.fromEntries(fields.filter(([name]) => name !== 'Status')))
    response.end(answer.subarray(end + 4))
  }

  async #answerApi(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = ''
    for await (const chunk of request) text += chunk
    const path = url.pathname.replace(`/api/repos/${this.repository}/`, '')
    const route = `${request.method} ${path}`
    const refusal = [...this.refusals].find(([prefix]) => route.startsWith(prefix))?.[1]
    const reply = refusal ?? this.#route(route, url, text === '' ? {} : JSON.parse(text))
    response.writeHead(reply.status, { 'content-type': 'application/json' })
    response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body))
  }

  #route(route: string, url: URL, sent: Record<string, string>): Reply {
    const statuses = /^GET deployments\/(\d+)\/statuses$/.exec(route)
    if (statuses !== null) {
      const states = this.deployments.find(({ id }) => id === Number(statuses[1]))?.states ?? []
      return { status: 200, body: states.map((state) => ({ state, created_at: '2026-01-01T00:00:00Z' })) }
    }
    if (route === 'GET deployments') {
      const environment = url.searchParams.get('environment')
      const found = this.deployments.filter((one) => environment === null || one.environment === environment)
      return { status: 200, body: found }
    }
    if (route === 'GET pulls') {
      const head = url.searchParams.get('head')
      return {
        status: 200,
        body: this.pulls.filter((one) => one.open && `${OWNER}:${one.head}` === head).map(asBody),
      }
    }
    if (route === 'POST pulls') return this.#openPull(sent)
    if (/^POST actions\/workflows\/[^/]+\/dispatches$/.test(route)) {
      this.dispatches.push({ workflow: route.split('/')[2], ...sent })
      this.runs.unshift({ id: 99, sha: this.tip(sent.ref ?? ''), conclusion: null })
      const body = { workflow_run_id: 99, html_url: `${this.origin}/runs/99` }
      return { status: 200, body }
    }
    if (/^GET actions\/workflows\/[^/]+\/runs$/.test(route)) {
      return { status: 200, body: { total_count: this.runs.length, workflow_runs: this.runs.map(asRun) } }
    }
    return { status: 404, body: { message: 'Not Found' } }
  }

  #openPull({ title = '', head = '', base = '', body = '' }: Record<string, string>): Reply {
    if (this.pulls.some((one) => one.open && one.head === head)) {
      return {
        status: 422,
        body: { message: `Validation Failed: A pull request already exists for ${OWNER}:${head}.` },
      }
    }
    const pull = { number: this.pulls.length + 1, title, head, base, body, open: true }
    this.pulls.push(pull)
    if (this.losesPullAnswer) {
      this.losesPullAnswer = false
      return { status: 502, body: { message: 'Server Error' } }
    }
    return { status: 201, body: asBody(pull) }
  }
}

function asBody({ number }: Pull) {
  return { number, html_url: `https://github.example.com/octo/app/pull/${number}` }
}

function asRun({ id, sha, conclusion }: Forge['runs'][number]) {
  const at = '2026-01-01T00:00:00Z'
  const status = conclusion === null ? 'in_progress' : 'completed'
  const times = { created_at: at, run_started_at: at, updated_at: at }
  const names = { head_branch: 'main', event: 'workflow_dispatch', display_title: 'Deploy' }
  const url = `https://github.example.com/octo/app/actions/runs/${id}`
  return {
    id,
    run_attempt: 1,
    workflow_id: 7,
    head_sha: sha,
    status,
    conclusion,
    html_url: url,
    ...names,
    ...times,
  }
}
