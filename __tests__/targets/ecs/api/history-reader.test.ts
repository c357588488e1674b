import { HistoryReader } from '../../../../src/targets/ecs/api/history-reader.ts'
import { type EcsBench, startEcsBench } from '../../../support/ecs-world.ts'

const never = new AbortController().signal

let bench: EcsBench
let warnings: string[]
beforeEach(async () => {
  bench = await startEcsBench()
  warnings = []
})
afterEach(() => bench.close())

const reader = () => new HistoryReader(bench.api, 'web', (text) => warnings.push(text))

/** A service that was deployed so many times, a day apart, each time with success. */
function deployedTimes(count: number): void {
  const past = Array.from({ length: count }, (_, index) => `registry.example/web:${index + 1}`)
  bench.world.createService({ name: 'web', past })
}

const revisionsIn = async (read: ReturnType<HistoryReader['refresh']>) => {
  const history = await read
  return history?.deployments
    .toSorted((one, other) => other.createdAtMs - one.createdAtMs)
    .map(
      ({ targetRevisionArn = '' }) =>
        history.revisions.get(targetRevisionArn)?.taskDefinition.split('/').at(-1) ?? 'unknown',
    )
}

it.each([
  { listing: 'newest first', quirk: {} },
  { listing: 'oldest first', quirk: { oldestServiceDeploymentFirst: true } },
  { listing: 'two a page', quirk: { pageSize: 2 } },
  { listing: 'two a page, oldest first', quirk: { pageSize: 2, oldestServiceDeploymentFirst: true } },
])('reads the newest deployments, listed $listing', async ({ quirk }) => {
  deployedTimes(12)
  Object.assign(bench.world.ecs.quirks, quirk)
  const read = await revisionsIn(reader().refresh(never))
  expect(read?.slice(0, 3)).toEqual(['web:12', 'web:11', 'web:10'])
})

it('describes no more than the newest of a long history, and goes far back when asked to', async () => {
  deployedTimes(30)
  bench.world.ecs.quirks.oldestServiceDeploymentFirst = true
  const history = reader()
  expect(await revisionsIn(history.refresh(never))).toEqual(
    Array.from({ length: 20 }, (_, index) => `web:${30 - index}`),
  )
  expect((await revisionsIn(history.readFarBack(never)))?.at(-1)).toBe('web:1')
  expect(await history.readFarBack(never)).toBeUndefined()
})

it('asks for nothing more when all of it has been read', async () => {
  deployedTimes(3)
  const history = reader()
  await history.refresh(never)
  bench.world.ecs.calls.length = 0
  expect(await history.readFarBack(never)).toBeUndefined()
  expect(bench.world.ecs.calls).toEqual([])
})

it('keeps what it knew while there is no answer, and rejects only where nothing was known', async () => {
  deployedTimes(3)
  const history = reader()
  bench.world.ecs.faults.throttle('ListServiceDeployments', { times: 3 })
  await expect(history.readOrThrow(never)).rejects.toMatchObject({ kind: 'transient' })
  expect(await revisionsIn(history.readOrThrow(never))).toEqual(['web:3', 'web:2', 'web:1'])
  bench.world.ecs.faults.throttle('ListServiceDeployments')
  expect(await revisionsIn(history.readOrThrow(never))).toEqual(['web:3', 'web:2', 'web:1'])
  expect(warnings).toEqual([])
})

it('asks once when it may not be read, and says so once', async () => {
  deployedTimes(3)
  bench.world.ecs.faults.deny('DescribeServiceRevisions')
  const history = reader()
  expect([await history.readOrThrow(never), await history.refresh(never)]).toEqual([undefined, undefined])
  expect(history.accessDenied?.hint).toContain('ecs:DescribeServiceRevisions')
  expect(warnings).toHaveLength(1)
})
