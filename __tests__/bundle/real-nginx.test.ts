import type { RequestListener } from 'node:http'
import { type LoopbackServer, serve } from '../../demo/world/loopback.ts'
import { findProgram } from '../examples/programs.ts'
import { freePort, RealServer } from '../support/real-server.ts'
import { Stage, testWith } from './stage.ts'
import { ROLLS_BACK } from './versioned-site.ts'

const program = findProgram('nginx')
if (program === undefined) console.warn('The tests with a real nginx are skipped: there is none.')
const describeHere = program === undefined ? describe.skip : describe

const answers =
  (version: string): RequestListener =>
  (_, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ status: 'ok', version }))
  }

/** Blue runs, and the deploy has switched nginx to green. Only a version that never answers may run out of nginx's time. */
async function open(green: RequestListener, patience = '30s') {
  const nginx = new RealServer()
  const upstreams = { blue: await serve(answers('blue')), green: await serve(green) }
  const port = await freePort()
  const use = (name: keyof typeof upstreams) =>
    nginx.write('live.conf', `server ${new URL(upstreams[name].url).host}; # ${name}\n`)
  for (const name of ['blue', 'green'] as const)
    nginx.write(`${name}.conf`, `server ${new URL(upstreams[name].url).host}; # ${name}\n`)
  use('green')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const config = `
daemon off;
pid ${nginx.folder}/nginx.pid;
error_log stderr notice;
worker_processes 1;
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${nginx.folder}/${name};`).join('\n  ')}
  upstream live { include ${nginx.folder}/live.conf; }
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass http://live; proxy_connect_timeout ${patience}; proxy_read_timeout ${patience}; }
  }
}
`
  const args = ['-p', nginx.folder, '-e', 'stderr', '-c', nginx.write('nginx.conf', config)]
  await nginx.start(program ?? '', args, /start worker process \d/)
  const stage = await Stage.open({
    with: {
      ...ROLLS_BACK,
      target: 'command',
      'health-url': `http://127.0.0.1:${port}/health`,
      // As the team would: the other upstream, and a reload that drops no request.
      command: `cp ${nginx.folder}/blue.conf ${nginx.folder}/live.conf; kill -HUP ${nginx.pid}`,
      'plan-command': `echo "{\\"from\\": \\"$(sed 's/.*# //' ${nginx.folder}/live.conf)\\", \\"to\\": \\"blue\\"}"`,
    },
  })
  return {
    run: stage.run.bind(stage),
    green: upstreams.green satisfies LoopbackServer,
    live: async () => (await (await fetch(`http://127.0.0.1:${port}/health`)).json()) as unknown,
    close: async () => {
      await stage.close()
      await nginx.close()
      for (const upstream of Object.values(upstreams)) await upstream.close()
    },
  }
}

const ROLLED_BACK = {
  exitCode: 1,
  outputs: { result: 'rolled-back', healthy: 'true', from: 'green', to: 'blue' },
}

describeHere('blue/green behind a real nginx', () => {
  testWith(() => open(answers('green')))('healthy: green answers through it', async ({ run }) => {
    const landed = await run({ 'expect-version': 'green', 'version-from': 'body.version' })
    expect(landed).toMatchObject({ exitCode: 0, outputs: { result: 'healthy' } })
  })

  testWith(() => open(answers('green')))(
    'rolled-back: nobody listens at green, which nginx answers with 502',
    async ({ run, green, live }) => {
      await green.refuse()
      const landed = await run()
      expect(landed).toMatchObject(ROLLED_BACK)
      expect(landed.outputs.reason).toContain('answered 502')
      expect(await live()).toMatchObject({ version: 'blue' })
    },
  )

  testWith(() => open(() => undefined, '1s'))(
    'rolled-back: green never answers, which nginx answers with 504',
    async ({ run, live }) => {
      const landed = await run()
      expect(landed).toMatchObject(ROLLED_BACK)
      expect(landed.outputs.reason).toContain('answered 504')
      expect(await live()).toMatchObject({ version: 'blue' })
    },
  )

  let asked = 0
  testWith(() =>
    open((request, response) => {
      asked += 1
      // As a process that is restarted once.
      if (asked === 4) request.socket.destroy()
      else answers('green')(request, response)
    }),
  )('healthy: one 502 in a row of good answers is no failure of the version', async ({ run }) => {
    const landed = await run({ 'bake-time': '1s' })
    expect(landed).toMatchObject({ exitCode: 0, outputs: { result: 'healthy' } })
    expect(landed.report).toContain('502')
  })
})
