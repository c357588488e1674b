import { type LoopbackServer, serve } from '../../demo/world/loopback.ts'
import { Stage, testWith } from './stage.ts'
import { ROLLS_BACK, VersionedSite } from './versioned-site.ts'

const [EVERY_RUN, PAGER] = ['every-run-s3cret', 'pager-s3cret'] as const

interface Message {
  readonly path: string
  readonly contentType: string | undefined
  readonly event: string
}

/** Two receivers at one host, known by their secret paths. */
async function receive(): Promise<LoopbackServer & { readonly messages: Message[] }> {
  const messages: Message[] = []
  const server = await serve(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { type } = JSON.parse(Buffer.concat(chunks).toString())
    messages.push({ path: request.url ?? '', contentType: request.headers['content-type'], event: type })
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
  const stage = await Stage.open({
    site: site.answer,
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
