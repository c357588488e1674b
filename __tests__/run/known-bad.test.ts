import { judgeKnownBad, type KnownBadAction } from '../../src/run/known-bad.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { RecordingJournal } from '../support/recording-journal.ts'

async function judge(action: KnownBadAction, ...found: readonly (readonly string[])[]) {
  const journal = new RecordingJournal(new FakeClock())
  const sources = found.map((sentences) => ({ find: async () => sentences }))
  const outcome = await judgeKnownBad({ journal, sources }, action, new AbortController().signal)
  return { outcome, warned: journal.of('warned').map(({ text }) => text) }
}

test.each(['warn', 'refuse', 'ignore'] as const)(
  'with %s, nothing is said where nothing was rolled back from',
  async (action) => {
    expect(await judge(action, [], [])).toEqual({ outcome: undefined, warned: [] })
  },
)

test('a warning for each sentence of every source', async () => {
  expect(await judge('warn', ['web:4 was rolled back from'], [], ['a1b2c3 was'])).toEqual({
    outcome: undefined,
    warned: ['web:4 was rolled back from', 'a1b2c3 was'],
  })
})

test('a refusal with all of them', async () => {
  expect(await judge('refuse', ['web:4 was rolled back from'], ['a1b2c3 was'])).toEqual({
    outcome: {
      result: 'guard-stopped',
      isKnownBad: true,
      reason: 'web:4 was rolled back from; a1b2c3 was',
      timings: {},
    },
    warned: [],
  })
})

test('nothing where it is to be ignored', async () => {
  expect(await judge('ignore', ['web:4 was rolled back from'])).toEqual({ outcome: undefined, warned: [] })
})

test('nothing of a job that is cancelled meanwhile', async () => {
  const journal = new RecordingJournal(new FakeClock())
  const cancel = new AbortController()
  const find = async () => {
    cancel.abort(new Error('The operation was canceled.'))
    throw cancel.signal.reason
  }
  expect(await judgeKnownBad({ journal, sources: [{ find }] }, 'warn', cancel.signal)).toBeUndefined()
})
