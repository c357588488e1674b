import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { runStep, Stage } from './stage.ts'

const STEP = { target: 'none', interval: '50ms', timeout: '1s', 'start-period': '0ms', retries: '2' }
const HEAD = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n'

/** After its beginning, writes the text for as long as the other side takes it. */
function flood(socket: Socket, text: string, begin: string): void {
  socket.write(begin)
  const block = text.repeat(20_000)
  const write = () => {
    while (!socket.destroyed && socket.write(block));
  }
  socket.on('drain', write)
  write()
}

const ANSWERS: readonly (readonly [string, (socket: Socket) => void])[] = [
  ['a body in endless chunks of a byte', (socket) => flood(socket, '1\r\nx\r\n', `${HEAD}\r\n`)],
  ['an extension of a chunk without end', (socket) => flood(socket, 'x', `${HEAD}\r\n1;`)],
  ['headers without end', (socket) => flood(socket, 'x: y\r\n', HEAD)],
  ['one header without end', (socket) => flood(socket, 'y', `${HEAD}x: `)],
  ['one byte, and no other', (socket) => void socket.write('H')],
  ['half of a body', (socket) => void socket.write(`${HEAD}\r\n100\r\n{`)],
]

async function serveRaw(answer: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    socket.once('data', () => answer(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/health`,
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

test.concurrent.each(ANSWERS)('%s ends by its timeout', async (what, answer) => {
  const site = await serveRaw(answer)
  try {
    const landed = await runStep({ with: { ...STEP, 'health-url': site.url, 'expect-version': 'v2' } })
    // A quick machine has by then read as much of a body as is kept, and found no version in it.
    const ends = what.startsWith('a body') ? /^(?:unhealthy|inconclusive)$/ : /^unhealthy$/
    expect(landed.outputs.result).toMatch(ends)
    expect(landed.exitCode).toBe(1)
  } finally {
    site.close()
  }
})

test.concurrent('a run that reads such an answer can be cancelled', async () => {
  const begun = Promise.withResolvers<void>()
  const site = await serveRaw((socket) => {
    flood(socket, '1\r\nx\r\n', `${HEAD}\r\n`)
    begun.resolve()
  })
  const stage = await Stage.open({
    with: { ...STEP, timeout: '10m', 'health-url': site.url, 'expect-version': 'v2' },
  })
  try {
    const landed = await stage.run({}, { cancelWhen: begun.promise })
    expect(landed).toMatchObject({ lastSignal: 'SIGINT', exitCode: 1, outputs: { result: 'cancelled' } })
  } finally {
    await stage.close()
    site.close()
  }
})
