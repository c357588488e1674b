import { deploy, type Played, play } from './play.ts'

const HAS_SIGNALS = process.platform !== 'win32'
const onPosix = HAS_SIGNALS ? test.concurrent : test.skip
if (!HAS_SIGNALS) console.warn('Skipped: Windows has no SIGINT for a single process.')

function expectPromptEnd({ exitCode, lastSignal, conclusion }: Played) {
  expect({ exitCode, lastSignal, conclusion }).toEqual({
    exitCode: 1,
    // After 7.5 s the runner would have sent the next one.
    lastSignal: 'SIGINT',
    conclusion: 'cancelled',
  })
}

onPosix('a job that is cancelled while it probes ends at once, says so, and rolls nothing back', async () => {
  const played = await play({
    begin: (world) => deploy(world, { http: { status: 500 } }, { 'start-period': '1m', 'bake-time': '1m' }),
    cancelAt: (_, world) => world.app.requests.length >= 3,
  })
  expectPromptEnd(played)
  expect(played).toMatchObject({ writes: [], outputs: { result: 'cancelled', 'rolled-back': 'false' } })
  expect(played.summary).toMatch(/nothing was changed/i)
})

onPosix('a job that is cancelled while it rolls back says how far the rollback was', async () => {
  const played = await play({
    speed: 20,
    begin: (world) => deploy(world, { http: { status: 500 } }),
    cancelAt: (_, world) => world.ecs.writes.length > 0,
  })
  expectPromptEnd(played)
  expect(played.writes).toEqual(['StopServiceDeployment ROLLBACK'])
  expect(played.outputs).toMatchObject({ result: 'cancelled', 'rolled-back': 'false', to: 'web:3' })
  expect(played.outputs.reason).toMatch(/roll/)
  expect(played.summary).toContain('web:3')
})

onPosix('a job that is cancelled while an answer hangs does not wait for it', async () => {
  const played = await play({
    begin: (world) => deploy(world, { http: 'hang' }, { timeout: '30s', interval: '40s' }),
    cancelAt: (line) => /tasks run/.test(line.text),
  })
  expectPromptEnd(played)
  expect(played.writes).toEqual([])
})
