import type { Outcome } from '../../run/outcome.ts'
import type { PromotionReport } from '../../run/promote.ts'
import { codeSpan, fitMarkdown } from '../untrusted.ts'

/** What is said about a run that was to promote: who has met the new version, and where the deployment waits. */
export function renderPromotion(progress: string, outcome: Outcome): string {
  if (outcome.promotion === undefined) return progress
  return [isHeldBack(outcome) ? heldBack(outcome) : progress, ...describe(outcome.promotion)].join(' ')
}

/** What such a result says of the service is not true of the earlier version, which still has all of production. */
function isHeldBack({ result, promotion }: Outcome): boolean {
  const isWaiting = promotion !== undefined && promotion.gates.length > 0
  return isWaiting && (result === 'unhealthy' || result === 'awaiting-approval' || result === 'cancelled')
}

function heldBack({ result }: Outcome): string {
  switch (result) {
    case 'unhealthy':
      return '**Safe now? As before.** The new version is unhealthy, and was not let go on. `auto-rollback` is off, so that a person decides.'
    case 'cancelled':
      return '**Safe now? As before.** The job was cancelled before anything was decided.'
    default:
      return '**Safe now? As before.** The deployment goes on, or back, when a person has answered. Nothing was answered for them.'
  }
}

/** It is on the first screen, where every answer needs its room. */
const MAX_PLACES = 1

const renderRest = (places: readonly unknown[]) =>
  places.length > MAX_PLACES ? ` and ${places.length - MAX_PLACES} more` : ''

const renderPlace = (place: string) => fitMarkdown(place, 60, codeSpan)

function describe({ proceeded, metNobody, testAnswers, gates }: PromotionReport): string[] {
  const requests = testAnswers === 1 ? '1 test request' : `${testAnswers} test requests`
  const waits = gates.slice(0, MAX_PLACES).map(({ service, gate }) => {
    const otherwise =
      gate.otherwise === undefined ? '' : `; without an answer, ${fitMarkdown(gate.otherwise, 60)}`
    return `${renderPlace(service)} waits at ${renderPlace(gate.stage)}${renderRest(gates)}${otherwise}.`
  })
  return [
    ...(metNobody
      ? [`**No user has met the new version:** it had test traffic only, and answered ${requests}.`]
      : []),
    ...(proceeded.length > 0
      ? [
          `This run let it go on: ${proceeded.slice(0, MAX_PLACES).map(renderPlace).join(', ')}${renderRest(proceeded)}.`,
        ]
      : []),
    ...waits,
  ]
}
