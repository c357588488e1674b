import { expect, test } from '@jest/globals'
import { manualClock, scaledClock } from '../../demo/world/clock.ts'
import { startWorld } from '../../demo/world/index.ts'
import { Timeline } from '../../demo/world/timeline.ts'

test('what is due happens in order, each at its own time, however late somebody looks', () => {
  const timeline = new Timeline(1_000)
  const happened: [string, number][] = []
  const note = (name: string) => () => happened.push([name, timeline.nowMs])
  timeline.after(30, note('later'))
  timeline.after(10, () => {
    note('first')()
    timeline.after(5, note('caused'))
  })
  timeline.after(10, note('second'))
  timeline.after(500, note('too late'))
  timeline.catchUp(1_100)
  expect(happened).toEqual([
    ['first', 1_010],
    ['second', 1_010],
    ['caused', 1_015],
    ['later', 1_030],
  ])
  expect(timeline.nowMs).toBe(1_100)
})

test('a timeline never goes back', () => {
  const timeline = new Timeline(1_000)
  timeline.catchUp(900)
  expect(timeline.nowMs).toBe(1_000)
})

test('a manual clock stands still until it is moved', () => {
  const clock = manualClock(5)
  expect(clock.nowMs()).toBe(5)
  clock.advanceMs(7)
  expect(clock.nowMs()).toBe(12)
})

test('a scaled clock starts with the real time and runs ahead of it', () => {
  const realMs = Date.now()
  const clock = scaledClock(1_000_000)
  const startMs = clock.nowMs()
  expect(startMs - realMs).toBeGreaterThanOrEqual(0)
  const busyUntil = performance.now() + 2
  while (performance.now() < busyUntil);
  expect(clock.nowMs() - startMs).toBeGreaterThanOrEqual(1_900_000)
})

test('a scaled clock waits for whoever looks at it late', () => {
  const clock = scaledClock(1_000_000, 1)
  const startMs = clock.nowMs()
  const busyUntil = performance.now() + 4
  while (performance.now() < busyUntil);
  expect(clock.nowMs() - startMs).toBe(1_000_000)
})

test('a closed world answers nobody', async () => {
  const world = await startWorld({ clock: manualClock() })
  const urls = Object.values(world.env()).filter((value) => value.startsWith('http'))
  await world.close()
  for (const url of [...urls, world.app.url()]) {
    await expect(fetch(url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
  }
})
