import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LoopbackServer, serve } from '../../demo/world/loopback.ts'
import { Stage, testWith } from './stage.ts'
import { ROLLS_BACK, VersionedSite } from './versioned-site.ts'

const [EVERY_RUN, PAGER] = ['every-run-s3cret', 'pager-s3cret'] as const

interface Message {
  readonly path: string
  readonly contentType: string | undefined
  readonly event: string
  /** The user's own text in it. */
  readonly text: string | undefined
}

/** Two receivers at one host, known by their secret paths. */
async function receive(): Promise<LoopbackServer & { readonly messages: Message[] }> {
  const messages: Message[] = []
  const server = await serve(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { type, data } = JSON.parse(Buffer.concat(chunks).toString())
    const { text } = data.customData
    messages.push({
      path: request.url ?? '',
      contentType: request.headers['content-type'],
      event: type,
      text,
    })
    response.end(`thank you, ${request.url}`)
  })
  return { ...server, messages }
}

/** v42 is new, v41 ran before, and the user's command puts it back. */
async function open() {
  const receiver = await receive()
  let live = 'v42'
  const site = new VersionedSite(() => live)
  const restore = await serve((_, response) => {
    live = 'v41'
    response.end()
  })
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
  const stage = await Stage.open({
    site: site.answer,
    workspace,
    with: {
      ...ROLLS_BACK,
      target: 'command',
      command: `curl --silent --fail ${restore.url}`,
      'plan-command': `echo '{"from":"v42","to":"v41"}'`,
      'notify-url': `always ${receiver.url}/${EVERY_RUN}\nrollback ${receiver.url}/${PAGER}`,
    },
    secrets: [EVERY_RUN, PAGER],
  })
  return {
    site,
    put: (name: string, text: string) => writeFileSync(join(workspace, name), text),
    textsAt: (path: string) =>
      receiver.messages.filter((message) => message.path === `/${path}`).map(({ text }) => text),
    isLive: () => live,
    run: stage.run.bind(stage),
    eventsAt: (path: string) =>
      receiver.messages
        .filter((message) => message.path === `/${path}`)
        .map(({ event }) => /^dev\.cdevents\.(.*)\.0\.2\.0$/.exec(event)?.[1]),
    contentTypes: () => new Set(receiver.messages.map(({ contentType }) => contentType)),
    close: async () => {
      await stage.close()
      await restore.close()
      await receiver.close()
      rmSync(workspace, { recursive: true })
    },
  }
}

const play = testWith(open)

play(
  'a healthy landing is sent to the address of every run alone',
  async ({ run, eventsAt, contentTypes }) => {
    const { outputs } = await run()
    expect(outputs).toMatchObject({ result: 'healthy', warnings: '0' })
    expect(eventsAt(EVERY_RUN)).toEqual(['service.deployed'])
    expect(eventsAt(PAGER)).toEqual([])
    expect([...contentTypes()]).toEqual(['application/cloudevents+json; charset=utf-8'])
  },
)

play('a rollback is sent to both, and resolves its incident', async ({ run, site, eventsAt }) => {
  site.unhealthy.add('v42')
  const { outputs } = await run()
  expect(outputs.result).toBe('rolled-back')
  for (const path of [EVERY_RUN, PAGER]) {
    expect(eventsAt(path)).toEqual(['incident.detected', 'service.rolledback', 'incident.resolved'])
  }
})

play('a misspelt level is refused before anything is asked', async ({ run, eventsAt }) => {
  const address = `https://hooks.example.com/${PAGER}`
  const { exitCode, outputs, log } = await run({ 'notify-url': `rolback ${address}` })
  expect([exitCode, outputs.result]).toEqual([2, 'invalid'])
  expect(log).toContain('rolback is no level: always, warning, failure or rollback. Did you mean rollback?')
  expect(eventsAt(PAGER)).toEqual([])
})

const TEMPLATES = 'rollback-started started.txt\nrolled-back back.txt'

play(
  'a rollback is reported in the words of the user, without a secret',
  async ({ run, site, put, textsAt }) => {
    site.unhealthy.add('v42')
    put(
      'started.txt',
      '🚨 DEPLOYMENT ROLLBACK EXECUTED\n\nEnvironment: {{environment}}\nETA: {{time-limit}}\n',
    )
    put('back.txt', `✅ ROLLBACK COMPLETED\nFrom {{from}} to {{to}}, by ${PAGER}\nHealthy: {{healthy}}`)
    const ended = await run({ 'notify-template': TEMPLATES, environment: 'BLUE' })
    expect(ended.outputs.result).toBe('rolled-back')
    const completed = '✅ ROLLBACK COMPLETED\nFrom v42 to v41, by ***\nHealthy: yes'
    expect(textsAt(PAGER)).toEqual([
      '🚨 DEPLOYMENT ROLLBACK EXECUTED\n\nEnvironment: BLUE\nETA: 1m',
      completed,
      completed,
    ])
  },
)

play(
  'a wrong template is one clear error, and nothing is asked, changed or sent',
  async ({ run, site, put, textsAt, isLive }) => {
    site.unhealthy.add('v42')
    put('started.txt', 'Rolling back')
    put('back.txt', 'Because:\n  {{reson}}')
    const { exitCode, outputs, annotations } = await run({ 'notify-template': TEMPLATES })
    expect([exitCode, outputs.result]).toEqual([2, 'invalid'])
    expect(annotations.map(({ message }) => message)).toEqual([
      'notify-template: invalid value "{{reson}}" on line 2: expected a field of messages. In back.txt, line 2, column 3. Did you mean {{reason}}?',
    ])
    expect([textsAt(EVERY_RUN), isLive(), site.probes]).toEqual([[], 'v42', 0])
  },
)

play('a template that is not checked out yet is no matter before the deploy', async ({ run, put }) => {
  const before = await run({ 'notify-template': TEMPLATES }, { entry: 'pre' })
  expect([before.exitCode, before.annotations]).toEqual([0, []])
  put('started.txt', 'Rolling back')
  const missing = await run({ 'notify-template': TEMPLATES })
  expect(missing.exitCode).toBe(2)
  expect(missing.log).toContain('"rolled-back back.txt" on line 2')
  expect(missing.log).toContain('There is no such file in the workspace.')
})
