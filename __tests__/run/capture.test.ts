import { type Capture, versionsBefore, withoutUnhealthyBaseline } from '../../src/run/capture.ts'

const CAPTURE: Capture = { schemaVersion: 1, subject: 'command', takenAt: '2026-07-31T10:00:00.000Z' }
const check = (name: string, failed: number, version?: string) => ({
  check: name,
  asked: 10,
  failed,
  latenciesMs: [],
  version,
})

test('a failure of before is left out where it may have been after the deploy', () => {
  const well = check('api', 5)
  const baseline = { checks: [well, check('web', 6)] }
  expect(withoutUnhealthyBaseline({ ...CAPTURE, baseline })).toEqual({
    ...CAPTURE,
    baseline: { checks: [well] },
  })
  expect(withoutUnhealthyBaseline({ ...CAPTURE, baseline: { checks: [check('web', 6)] } })).toEqual(CAPTURE)
  expect(withoutUnhealthyBaseline(CAPTURE)).toEqual(CAPTURE)
})

test('the versions of before are those that the checks saw', () => {
  expect(
    versionsBefore({ ...CAPTURE, baseline: { checks: [check('api', 0, 'v1'), check('web', 0)] } }),
  ).toEqual(['v1'])
  expect(versionsBefore(CAPTURE)).toEqual([])
  expect(versionsBefore(undefined)).toEqual([])
})
