import Sequencer from '@jest/test-sequencer'

/** Tests with processes and real time: begun last, they would run on alone at the end. */
const SLOW = /__tests__.(bundle|examples|targets|report.summary.pictures)/

export default class SlowFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests)
    const isSlow = ({ path }) => SLOW.test(path)
    return [...sorted.filter(isSlow), ...sorted.filter((test) => !isSlow(test))]
  }
}
