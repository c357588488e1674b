import { jest } from '@jest/globals'
import { playWorkflow } from './workflow-play.ts'

jest.setTimeout(60_000)

/** Any target but `workflow`; this one puts nothing back, so that the bad version goes on answering. */
const COMMAND = { target: 'command', command: 'true', 'rollback-timeout': '5s' }
const scene = { dropped: ['deploy-job'], with: COMMAND }

it('corrects the success that GitHub recorded for a bad commit', async () => {
  const played = await playWorkflow(scene)
  expect(played).toMatchObject({
    outputs: { result: 'rollback-unhealthy' },
    writes: ['POST statuses failure'],
  })
})

it('leaves the record of a healthy commit alone', async () => {
  const played = await playWorkflow({ ...scene, isHealthy: () => true })
  expect(played).toMatchObject({ exitCode: 0, outputs: { result: 'healthy' }, writes: [] })
})

it('warns when the token may not correct it, and ends as it would without', async () => {
  const played = await playWorkflow({ ...scene, permissions: { deployments: 'read' } })
  expect(played).toMatchObject({ outputs: { result: 'rollback-unhealthy' }, writes: [] })
  expect(played.summary).toContain('deployments: write')
})

it('writes no record without an environment', async () => {
  const played = await playWorkflow({ ...scene, dropped: ['deploy-job', 'environment'] })
  expect(played).toMatchObject({ outputs: { result: 'rollback-unhealthy' }, writes: [] })
})
