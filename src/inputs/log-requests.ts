import type { LogRequest } from '../health/triggers/trigger.ts'
import type { HealthConfig } from './config.ts'

/** The logs that lines of triggers ask for, each once. What is new is determined only where a line asks for it. */
export function findLogRequests({
  rollbackWhen,
  warnWhen,
}: Pick<HealthConfig, 'rollbackWhen' | 'warnWhen'>): LogRequest[] {
  const lists = [rollbackWhen, warnWhen].flatMap((list) => list?.triggers ?? [])
  const asked = lists.flatMap(({ log }) => log ?? [])
  return [...Map.groupBy(asked, ({ container }) => container)].map(([container, requests]) => ({
    container,
    isNew: requests.some(({ isNew }) => isNew),
  }))
}
