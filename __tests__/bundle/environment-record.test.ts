import { playWorkflow } from './workflow-play.ts'

/** Any target but `workflow`; this one puts nothing back, so that the bad version goes on answering. */
const COMMAND = { target: 'command', command: 'true', 'rollback-timeout': '20s' }
const scene = { dropped: ['deploy-job'], with: COMMAND }

test.concurrent('corrects the success that GitHub recorded for a bad commit', async () => {
  const played = await playWorkflow(scene)
  expect(played).toMatchObject({
    outputs: { result: 'rollback-unhealthy' },
    writes: ['POST statuses failure'],
  })
})

test.concurrent('leaves the record of a healthy commit alone', async () => {
  const played = await playWorkflow({ ...scene, isHealthy: () => true })
  expect(played).toMatchObject({ exitCode: 0, outputs: { result: 'healthy' }, writes: [] })
})

test.concurrent('warns when the token may not correct it, and ends as it would without', async () => {
  const played = await playWorkflow({ ...scene, permissions: { deployments: 'read' } })
  expect(played).toMatchObject({ outputs: { result: 'rollback-unhealthy' }, writes: [] })
  expect(played.summary).toContain('deployments: write')
})

test.concurrent('writes no record without an environment', async () => {
  const played = await playWorkflow({ ...scene, dropped: ['deploy-job', 'environment'] })
  expect(played).toMatchObject({ outputs: { result: 'rollback-unhealthy' }, writes: [] })
})
