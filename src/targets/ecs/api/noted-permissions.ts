import { AwsError } from '../../../aws/aws-error.ts'
import type { AccessReport } from '../../../run/validate.ts'
import { AWS_PERMISSIONS, type AwsOption } from '../model/aws-permissions.ts'
import type { EcsApi } from './api.ts'

/** What was tried with the credentials of this job, by action, and whether it was allowed. */
export type NotedPermissions = ReadonlyMap<string, boolean>

/** The same calls, each of which leaves a note of its permission. */
export function notePermissions(api: EcsApi): { readonly api: EcsApi; readonly noted: NotedPermissions } {
  const noted = new Map<string, boolean>()
  const note = async <Output>(action: string, output: Promise<Output>): Promise<Output> => {
    try {
      const answer = await output
      noted.set(action, true)
      return answer
    } catch (error) {
      if (error instanceof AwsError && error.kind === 'access-denied') noted.set(action, false)
      throw error
    }
  }
  const noting: EcsApi = {
    ...api,
    call: (action, run, signal) => note(action, api.call(action, run, signal)),
    codeDeploy: (action, run, signal) => note(action, api.codeDeploy(action, run, signal)),
    loadBalancing: (action, run, signal) => note(action, api.loadBalancing(action, run, signal)),
  }
  return { api: noting, noted }
}

/** For people: what may be done, what not and what that costs, and what could not be tried. */
export function describePermissions(noted: NotedPermissions, options: readonly AwsOption[]): AccessReport {
  if (noted.size === 0) return { lines: [], denied: [] }
  const allowed = [...noted].flatMap(([action, isAllowed]) => (isAllowed ? action : []))
  const denied = [...noted].flatMap(([action, isAllowed]) => (isAllowed ? [] : action))
  const used = [
    ...options,
    ...(allowed.some((action) => action.startsWith('codedeploy:')) ? ['code-deploy'] : []),
  ]
  const untried = AWS_PERMISSIONS.filter(
    ({ option, isTried }) => !isTried && (option === undefined || used.includes(option)),
  ).flatMap(({ grants }) => grants.flatMap(({ actions }) => actions))
  const lines = [
    ...(allowed.length === 0 ? [] : [`Allowed: ${allowed.join(', ')}.`]),
    ...denied.map((action) => `Denied: ${action}. Without it: ${describeLoss(action)}.`),
    `Not tried, since it would change something or there is nothing to read: ${[...new Set(untried)].join(', ')}.`,
  ]
  return { lines, denied }
}

function describeLoss(action: string): string {
  const permission = AWS_PERMISSIONS.find(({ grants }) =>
    grants.some(({ actions }) => actions.includes(action)),
  )
  return (permission?.without ?? 'unknown').replaceAll('`', '')
}
