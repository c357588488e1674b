import { renderDuration } from '../../../core/duration.ts'
import type { Warning } from '../../../run/event.ts'
import { type CaptureFacts, captureService } from './captured-service.ts'
import { primaryOf, shortTaskDefinition } from './model.ts'

/** What would prevent a rollback, while there is still time to put it right. */
export function findCaptureWarnings(facts: CaptureFacts): Warning[] {
  return [
    warnOfFirst(facts),
    warnOfProgress(facts),
    warnOfInactive(facts),
    warnOfTags(facts),
    warnOfBreaker(facts),
    warnOfNothing(facts),
    warnOfOtherDeployers(facts),
    warnOfLongBake(facts),
  ].flatMap((warning) => warning ?? [])
}

/** Only a history that could be read shows that nothing ever succeeded. */
function isFirst(facts: CaptureFacts): boolean {
  const { service, history } = facts
  if (history === undefined || captureService(facts).isProven) return false
  const isCompleted = service.deployments.some(({ rolloutState }) => rolloutState === 'COMPLETED')
  const hasSucceeded = history.deployments.some(
    ({ status }) => status === 'SUCCESSFUL' || status === 'ROLLBACK_SUCCESSFUL',
  )
  return !isCompleted && !hasSucceeded
}

function warnOfFirst(facts: CaptureFacts): Warning | undefined {
  if (!isFirst(facts)) return undefined
  return {
    text: `no deployment of ${facts.service.name} on record has succeeded, so there is nothing to roll back to`,
    hint: 'The first version that lands healthy is what later deploys can go back to.',
  }
}

function warnOfProgress(facts: CaptureFacts): Warning | undefined {
  const { service } = facts
  const inProgress = service.deployments.length > 1 || primaryOf(service)?.rolloutState === 'IN_PROGRESS'
  if (!inProgress || isFirst(facts)) return undefined
  return {
    text: `a deployment of ${service.name} to ${nameOf(facts)} is still in progress`,
    hint: 'Let deployments wait for each other with a concurrency group on the deploy job.',
  }
}

function warnOfInactive(facts: CaptureFacts): Warning | undefined {
  if (facts.isActive !== false) return undefined
  return {
    text: `${nameOf(facts)} is INACTIVE; a rollback has to register it again`,
    hint: 'Do not deregister the revision that runs.',
  }
}

function warnOfTags(facts: CaptureFacts): Warning | undefined {
  const tags = captureService(facts).images.filter(({ image }) => !image.includes('@sha256:'))
  if (tags.length === 0) return undefined
  return {
    text: `${tags.map(({ image }) => image).join(', ')} of ${nameOf(facts)} is a tag and can be moved`,
    isAdvice: true,
    hint: 'Deploy images by digest (repo@sha256:…), so that a revision always means the same image.',
  }
}

function warnOfBreaker({ service }: CaptureFacts): Warning | undefined {
  if (service.controller !== 'ECS' || service.circuitBreaker?.rollback === true) return undefined
  return {
    text: `${service.name} has no deployment circuit breaker with rollback`,
    isAdvice: true,
    hint: 'Turn it on: ECS then rolls back by itself even if this job does not get to run.',
  }
}

function warnOfNothing({ service }: CaptureFacts): Warning | undefined {
  if (service.desiredCount > 0) return undefined
  return {
    text: `${service.name} has a desired count of 0, so that a deploy to it cannot be verified`,
    hint: 'Scale it up before the deploy.',
  }
}

/** Shorter ones fit into what a job and a role last anyway. */
const LONG_BAKE_MS = 30 * 60_000

/** The guard waits for all of it, and a role session or a job that ends before loses the rollback. */
function warnOfLongBake({ service: { name, strategy, bakeMs = 0 } }: CaptureFacts): Warning | undefined {
  if (bakeMs < LONG_BAKE_MS) return undefined
  const shiftsInSteps = strategy === 'LINEAR' || strategy === 'CANARY'
  const wayBack = shiftsInSteps
    ? ' The same holds for rollback-timeout: once a deployment has completed, the way back takes the same steps.'
    : ''
  return {
    text: `ECS shifts the traffic of ${name} and bakes each deployment for ${renderDuration(bakeMs)}, and the guard waits for that`,
    isAdvice: true,
    hint: `Set timeout-minutes of the job, and the session of its role (role-duration-seconds), to longer than that.${wayBack}`,
  }
}

/** Where the platform takes no rollback from us, or only for a while. */
function warnOfOtherDeployers({ service }: CaptureFacts): Warning | undefined {
  const { name, controller, isExpress } = service
  if (isExpress)
    return {
      text: `${name} is an Express service, of which only a deployment in flight can be rolled back`,
      isAdvice: true,
    }
  if (controller === 'ECS' || controller === 'CODE_DEPLOY') return undefined
  return {
    text: `${name} is controlled by an external deployer: it is verified, and not rolled back from here`,
    isAdvice: true,
    hint: 'Let that deployer roll back: target: webhook or target: command can ask it to.',
  }
}

function nameOf(facts: CaptureFacts): string {
  return shortTaskDefinition(captureService(facts).taskDefinition)
}
