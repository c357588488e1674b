import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MOMENTS, type Moment, STRATEGIES } from '../../scripts/state-table/axes.ts'
import { type Cell, describe as describeCell, playTable } from '../../scripts/state-table/cell.ts'
import { drawTable, pictureOf, SCHEMES } from '../../scripts/state-table/picture.ts'
import { renderText } from '../../scripts/state-table/render-text.ts'

const ROOT = join(import.meta.dirname, '../..')
const cells = await playTable()

const isBefore = (moment: Moment, other: Moment) => MOMENTS.indexOf(moment) < MOMENTS.indexOf(other)
const isStaged = ({ strategy }: Cell) => strategy !== 'rolling'
const isGood = ({ version }: Cell) => version === 'healthy' || version === 'wrong version'

/** The deployment waits for a person, who never answers. */
const isHeld = ({ hook }: Cell) => hook === 'PAUSE'
/** It is held where no user meets the new version. */
const isHeldBeforeTraffic = (cell: Cell) => isHeld(cell) && isBefore(cell.moment, 'PRODUCTION_TRAFFIC_SHIFT')
const isHeldBeforeTasks = (cell: Cell) => isHeld(cell) && isBefore(cell.moment, 'SCALE_UP')
/** The function tries tasks that run, before a user meets them. */
const isTriedBeforeTraffic = ({ hook, moment }: Cell) =>
  hook === 'Lambda' && !isBefore(moment, 'SCALE_UP') && isBefore(moment, 'PRODUCTION_TRAFFIC_SHIFT')

/** Fails with the situation where a rule does not hold for one of the cells that it is about. */
function holds(about: (cell: Cell) => boolean, expected: (cell: Cell) => Partial<Cell>): void {
  const own = cells.filter(about)
  expect(own.length).toBeGreaterThan(0)
  const seen = own.map((cell) => {
    const names = Object.keys(expected(cell)) as (keyof Cell)[]
    return [describeCell(cell), Object.fromEntries(names.map((name) => [name, cell[name]]))]
  })
  expect(Object.fromEntries(seen)).toEqual(
    Object.fromEntries(own.map((cell) => [describeCell(cell), expected(cell)])),
  )
}

test('every situation that ECS has is there once', () => {
  expect(new Set(cells.map(describeCell)).size).toBe(cells.length)
  // Of each strategy in stages: twelve moments, six with a PAUSE hook, eight with a Lambda hook; seven versions.
  expect(cells).toHaveLength(7 * (3 + 3 * (12 + 6 + 8)))
  expect(new Set(cells.map(({ strategy }) => strategy)).size).toBe(Object.keys(STRATEGIES).length)
})

describe('what is written', () => {
  it('is one rollback where the version is unhealthy, and nothing anywhere else', () => {
    holds(
      () => true,
      ({ verdict, wayBack }) => ({ writes: verdict === 'unhealthy' ? [wayBack] : [] }),
    )
  })

  it('is never an answer to a hook', () => {
    expect(cells.flatMap(({ writes }) => writes)).not.toContain('ContinueServiceDeployment')
  })

  it('is a stop while the deployment is in flight, and an update once it has completed', () => {
    holds(
      (cell) => isStaged(cell) && cell.verdict === 'unhealthy' && isBefore(cell.moment, 'CLEAN_UP'),
      () => ({ wayBack: 'StopServiceDeployment' }),
    )
    holds(
      ({ verdict, moment }) => verdict === 'unhealthy' && moment === 'COMPLETED',
      () => ({ wayBack: 'UpdateService' }),
    )
  })

  it('is verified: the earlier version is healthy again', () => {
    holds(
      ({ verdict }) => verdict === 'unhealthy',
      () => ({ result: 'rolled-back', isHealthy: true }),
    )
  })
})

describe('a version that is well', () => {
  it('is healthy at every stage, unless a person holds it up', () => {
    holds(
      (cell) => cell.version === 'healthy' && !isHeld(cell),
      () => ({ result: 'healthy', wayBack: 'none', writes: [] }),
    )
  })

  it('is left to the person who holds it up', () => {
    holds(
      (cell) => cell.version === 'healthy' && isHeld(cell),
      () => ({ result: 'awaiting-approval', wayBack: 'left to a person', writes: [] }),
    )
  })

  it('is not the one that was deployed if it reports another version: nothing is rolled back', () => {
    holds(
      (cell) => cell.version === 'wrong version' && !isHeldBeforeTraffic(cell),
      () => ({ result: 'not-deployed', writes: [], isHealthy: undefined }),
    )
  })
})

describe('without production traffic', () => {
  it('no answer is a verdict: only failed tasks are', () => {
    holds(
      (cell) => isHeldBeforeTraffic(cell) && cell.version !== 'crash',
      () => ({ verdict: 'awaiting-approval', rule: 'waits for a person', writes: [] }),
    )
  })

  it('a crash is seen as soon as tasks run', () => {
    holds(
      (cell) => cell.version === 'crash' && isHeldBeforeTasks(cell),
      () => ({ verdict: 'awaiting-approval' }),
    )
    holds(
      (cell) => cell.version === 'crash' && !isHeldBeforeTasks(cell),
      () => ({ verdict: 'unhealthy' }),
    )
    holds(
      (cell) =>
        cell.version === 'crash' &&
        isBefore(cell.moment, 'CLEAN_UP') &&
        isHeldBeforeTraffic(cell) &&
        !isHeldBeforeTasks(cell),
      () => ({ rule: 'failed tasks', wayBack: 'StopServiceDeployment' }),
    )
  })

  it('a function that finds it bad makes ECS roll back, and that is followed', () => {
    holds(
      (cell) => isTriedBeforeTraffic(cell) && !isGood(cell) && cell.version !== 'crash',
      () => ({
        verdict: 'rolled-back-by-platform',
        result: 'rolled-back-by-platform',
        rule: 'hook of ECS',
        wayBack: 'by ECS itself',
        isHealthy: true,
      }),
    )
  })
})

describe('with all the production traffic', () => {
  it('what fails is unhealthy, whoever else is waited for', () => {
    holds(
      (cell) => !isGood(cell) && !isBefore(cell.moment, 'POST_PRODUCTION_TRAFFIC_SHIFT'),
      () => ({ verdict: 'unhealthy' }),
    )
  })

  it('nothing waits for ECS to complete: within its bake the way back takes seconds', () => {
    holds(
      (cell) => isStaged(cell) && !isGood(cell) && cell.moment === 'BAKE_TIME',
      () => ({ wayBack: 'StopServiceDeployment' }),
    )
  })
})

describe('with a part of the production traffic', () => {
  it('failures that name the new version are enough', () => {
    holds(
      ({ strategy, version, moment, hook }) =>
        (strategy === 'linear' || strategy === 'canary') &&
        ['5xx', 'reports unhealthy', '404'].includes(version) &&
        hook === 'no hook' &&
        isBefore(moment, 'POST_PRODUCTION_TRAFFIC_SHIFT'),
      () => ({ verdict: 'unhealthy', rule: 'part of the traffic', wayBack: 'StopServiceDeployment' }),
    )
  })

  it('an answer that does not come names no version: it counts once the new one has all of it', () => {
    holds(
      ({ strategy, version, moment, hook }) =>
        (strategy === 'linear' || strategy === 'canary') &&
        version === 'slow' &&
        hook === 'no hook' &&
        isBefore(moment, 'CLEAN_UP'),
      () => ({ verdict: 'unhealthy', rule: 'starting' }),
    )
  })
})

test('the whole table', () => {
  expect(renderText(cells)).toMatchSnapshot()
})

// npm run state-table
test.each(SCHEMES)('the %s picture in docs/ shows it', (scheme) => {
  expect(readFileSync(join(ROOT, pictureOf(scheme)), 'utf8')).toBe(drawTable(cells, scheme))
})
