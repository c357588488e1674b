import type { Landed } from './landing.ts'
import { allActs, ownRollbacks, seconds, viewsOf } from './oracle/facts.ts'
import type { Act, View } from './oracle/history.ts'
import { platformOf } from './platforms/index.ts'

/** Who did what when, what was seen, and what was concluded. */
export function renderStory({ plan, history, violations }: Landed): string {
  const { version, past } = plan
  const { deployed, before, runs, troubles, others } = history
  const views = viewsOf(history)
  const told: { readonly atMs: number; readonly text: string }[] = [
    ...troubles.map(({ kind, fromMs, toMs }) => ({
      atMs: fromMs,
      text: `trouble: ${kind}${toMs > fromMs ? `, until ${seconds(toMs)}` : ''}`,
    })),
    ...allActs(history).map((act) => ({ atMs: act.atMs, text: describeAct(act) })),
    ...views
      .flatMap(({ live }) => live)
      .map(({ fromMs, revision, isAlone }) => ({
        atMs: fromMs,
        text: `${revision} has ${isAlone ? 'all of' : 'most of'} the traffic`,
      })),
    ...runs.map(({ number, startedAtMs }) => ({ atMs: startedAtMs, text: `run ${number} begins` })),
    ...runs.map(({ number, endedAtMs, claims }) => ({
      atMs: endedAtMs,
      text:
        claims === undefined
          ? `run ${number} is killed`
          : `run ${number} ends ${claims.result}: ${claims.reason}`,
    })),
    ...views.flatMap(badFrom),
  ]
  const lines = told.toSorted((one, other) => one.atMs - other.atMs)
  return [
    ...violations.map(({ invariant, what }) => `BROKEN: ${invariant}. ${what}`),
    `${deployed} (${version}) after ${before}, ${platformOf(plan).describe(plan)}, past: ${past.join(', ')}`,
    ...others.map((view) => `beside it ${view.deployed} after ${view.before}`),
    ...lines.map(({ atMs, text }) => `${String(Math.round(atMs / 1_000)).padStart(6)} s  ${text}`),
    views.flatMap(ownRollbacks).length === 0 ? 'No rollback of ours.' : '',
    'As a test, one entry in scripts/landings/found.ts with this plan:',
    `  plan: ${JSON.stringify(plan)},`,
  ].join('\n')
}

const badFrom = ({ truths }: View) =>
  Object.entries(truths).flatMap(([revision, { badFromMs, kind }]) =>
    badFromMs === undefined ? [] : [{ atMs: badFromMs, text: `${revision} is bad from now on: ${kind}` }],
  )

function describeAct({ by, run, kind, of, to, isAccepted }: Act): string {
  const who = { run: `run ${run}`, other: 'somebody else', platform: 'ECS itself' }[by]
  const what = {
    'roll back': 'rolls back',
    deploy: 'deploys over',
    'let go on': 'lets go on',
    'give up': 'gives up',
  }[kind]
  return `${who} ${what} ${of}${to === undefined ? '' : ` to ${to}`}${isAccepted ? '' : ', which is refused'}`
}
