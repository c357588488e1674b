import { isCalm, isOnTheWay, lastWord, ownRollbacks, plainName, seconds } from './facts.ts'
import type { Earlier, History, View } from './history.ts'

/** A version that the service came through: the revision that brought it last, and its image. */
interface Step {
  readonly revision: string
  readonly content: string
}

/** The way that the service has come: whoever goes back to an earlier version has left all that came after it. */
function lineOf({ earlier, contents }: View): readonly Step[] {
  let line: readonly Step[] = []
  /** The line before the last deployment, if that was a way back. */
  let undone: readonly Step[] | undefined
  const contentOf = (revision: string) => contents[revision] ?? revision
  const complete = (revision: string) => {
    const content = contentOf(revision)
    if (undone?.at(-1)?.content === content) line = undone
    const at = line.findIndex((step) => step.content === content)
    undone = at >= 0 && at < line.length - 1 ? line : undefined
    line = [...line.slice(0, at < 0 ? line.length : at), { revision, content }]
  }
  const take = ({ revision, ended, restored }: Earlier) => {
    if (ended === 'completed') complete(revision)
    else if (ended === 'unfinished') undone = undefined
    else {
      line = line.filter(({ content }) => content !== contentOf(revision))
      if (restored !== undefined) complete(restored)
    }
  }
  earlier?.forEach(take)
  return line
}

/** The image that is to come back, by what was asked for. Undefined: there is no way back. */
export function wayBackOf(history: View): string | undefined {
  const { inputs, contents, deployed } = history
  const { rollbackTo } = inputs
  const failing = contents[deployed]
  const count = rollbackTo === 'previous' ? 1 : /^-\d+$/.test(rollbackTo) ? -Number(rollbackTo) : undefined
  if (count !== undefined)
    return lineOf(history)
      .filter(({ content }) => content !== failing)
      .at(-count)?.content
  // Whoever orders what runs already has it verified.
  const isNothing = inputs.mode !== 'rollback' && contents[rollbackTo] === failing
  return isNothing ? undefined : contents[rollbackTo]
}

/** Before anybody else has done anything, the way back is known. */
export function theRightWayBack(history: History): string | undefined {
  const first = ownRollbacks(history).find((act) => !isOnTheWay(history, act))
  if (first === undefined || history.earlier === undefined) return undefined
  const isLater = history.acts.some(
    (act) => act.by !== 'run' && act.kind !== 'let go on' && act.atMs <= first.atMs,
  )
  if (isLater || first.of !== history.deployed) return undefined
  const expected = wayBackOf(history)
  if (expected !== undefined && history.contents[first.to ?? ''] === expected) return undefined
  const right = Object.keys(history.contents).find((name) => history.contents[name] === expected)
  return `run ${first.run} went back to ${first.to} at ${seconds(first.atMs)}, and ${right ?? 'nothing'} was to come back (${history.inputs.rollbackTo})`
}

/** With `mode: validate` and with `auto-rollback: false` nothing is rolled back. */
export function nothingIsWrittenUnasked(history: History): string | undefined {
  const { mode, rollsBack } = history.inputs
  if (mode !== 'validate' && rollsBack) return undefined
  const [wrong] = history.acts.filter(
    ({ by, kind }) => by === 'run' && (mode === 'validate' || kind === 'roll back'),
  )
  return wrong && `run ${wrong.run} was to change nothing, and did ${wrong.kind} ${wrong.of}`
}

/** What a person asks for is done, if nothing is in its way. */
export function anOrderIsCarriedOut(history: History): string | undefined {
  const word = lastWord(history)
  const { inputs, truths, contents } = history
  if (
    word === undefined ||
    inputs.mode !== 'rollback' ||
    !isCalm(history) ||
    history.acts.some(({ by }) => by === 'platform')
  )
    return undefined
  // Of several services none is well before all are.
  if (history.others.length > 0) return undefined
  // As in a deploy, its hooks and steps are gone through, and `rollback-timeout` may be shorter.
  if (inputs.wayBackMs === undefined || inputs.wayBackMs > inputs.rollbackTimeoutMs / 2) return undefined
  const expected = wayBackOf(history)
  const name = Object.keys(contents).find((revision) => contents[revision] === expected)
  const { result, to, reason } = word.claims
  if (expected === undefined || name === undefined)
    return result === 'rolled-back'
      ? `${history.inputs.rollbackTo} is nothing to go back to, and it is said to be back`
      : undefined
  const isWell = truths[name]?.badFromMs === undefined
  const isDone = (result === 'rolled-back') === isWell && contents[to] === expected
  return isDone
    ? undefined
    : `${plainName(name)} was ordered, in a quiet world, and run ${word.number} ended ${result}, at ${to}: ${reason}`
}

/** A person may name what was rolled back from before. */
export const isByName = ({ inputs }: History): boolean => !/^(previous|-\d+)$/.test(inputs.rollbackTo)
