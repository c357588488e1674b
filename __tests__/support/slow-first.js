import Sequencer from '@jest/test-sequencer'

/** The longest ones first, by work or by waiting. Jest knows them by itself only where it ran before. */
const LONGEST =
  /__tests__.(targets.ssh.(part|recovery|strategy|contract)|bundle.(rollback-when|baseline)|kill)/

/** Tests with processes and real time: begun last, they would run on alone at the end. */
const SLOW = /__tests__.(bundle|examples|targets|report.summary.pictures)/

export default class SlowFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => (LONGEST.test(path) ? 0 : SLOW.test(path) ? 1 : 2)
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other))
  }
}
