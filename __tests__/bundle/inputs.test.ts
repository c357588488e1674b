import { serve } from '../../demo/world/loopback.ts'
import { deploy, play } from './play.ts'
import { runStep } from './stage.ts'

test.concurrent('several wrong inputs are reported at once, and no request is sent', async () => {
  const wrong = {
    interval: '5',
    'expect-status': '2xx',
    retries: 'many',
    'auto-rollback': 'perhaps',
    cluster: '',
  }
  const played = await play({ begin: (world) => ({ ...deploy(world, {}), with: wrong }) })
  expect(played).toMatchObject({ exitCode: 2, outputs: { result: 'invalid' }, calls: [], probes: 0 })
  const errors = played.annotations.filter(({ level }) => level === 'error').map(({ message }) => message)
  for (const [name, got] of Object.entries(wrong)) {
    expect(errors).toContainEqual(
      expect.stringMatching(new RegExp(`${name}: invalid value "${got}": expected `)),
    )
    expect(played.summary).toContain(name)
  }
})

test.concurrent('a step without any input says what is needed, and sends no request, not even to GitHub', async () => {
  const requests: string[] = []
  const api = await serve((request, response) => {
    requests.push(request.url ?? '')
    response.end('{}')
  })
  try {
    const result = await runStep({ github: { api_url: api.url } })
    expect(result).toMatchObject({ exitCode: 2, conclusion: 'failure', outputs: { result: 'invalid' } })
    expect(result.annotations.map(({ message }) => message)).toContainEqual(expect.stringContaining('target'))
    expect(requests).toEqual([])
  } finally {
    await api.close()
  }
})

test.concurrent('an input that does not apply to the target is refused, not ignored', async () => {
  const played = await play({
    begin: (world) => ({ ...deploy(world, {}), with: { target: 'none', 'aws-region': 'us-east-1' } }),
  })
  expect(played).toMatchObject({ exitCode: 2, outputs: { result: 'invalid' }, calls: [], probes: 0 })
  for (const name of ['cluster', 'service', 'task-definition', 'aws-region']) {
    expect(played.summary).toContain(name)
  }
})
