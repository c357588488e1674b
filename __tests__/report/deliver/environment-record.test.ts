import { saysRolledBack } from '../../../src/github/model/rolled-back-commit.ts'
import { renderEnvironmentRecord } from '../../../src/report/deliver/environment-record.ts'
import { tellStory } from '../stories.ts'

/** A later run knows the commit again by what is noted in the record of a job that still runs. */
it.each([
  ['rolled-back', true],
  ['rolled-back-by-platform', true],
  ['rollback-unhealthy', true],
  ['rollback-failed', false],
  ['no-target', false],
  ['unhealthy', false],
] as const)('a run that ends %s has put something back: %s', async (result, hasPutBack) => {
  const record = renderEnvironmentRecord(await tellStory(result))
  expect(record?.hasPutBack).toBe(hasPutBack)
  expect(saysRolledBack(record?.description)).toBe(hasPutBack)
})
