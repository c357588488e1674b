import type { RollbackTo } from '../../../run/rollback-to.ts'

/** Of one service the bare revision; of several `service=revision`, one per line. */
export function renderServices(
  services: readonly { readonly label: string; readonly revision: string }[],
  isOfSeveral: boolean,
): string {
  const [only, ...more] = services
  if (only !== undefined && more.length === 0 && !isOfSeveral) return only.revision
  return services.map(({ label, revision }) => `${label}=${revision}`).join('\n')
}

/** What of it is meant for this service. Undefined: nothing is, so that the service is left alone. */
export function rollbackToOf(rollbackTo: RollbackTo, label: string): RollbackTo | undefined {
  if (rollbackTo.kind !== 'revision' || !rollbackTo.revision.includes('=')) return rollbackTo
  const line = rollbackTo.revision.split('\n').find((one) => one.startsWith(`${label}=`))
  return line === undefined ? undefined : { kind: 'revision', revision: line.slice(label.length + 1) }
}
