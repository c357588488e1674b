import { isPagerDuty, type NotifyLevel } from '../../inputs/values/notify-line.ts'
import type { RunStory } from '../run-story.ts'
import { hasBegun } from './landing-event.ts'
import { isWanted, type Notification } from './notification.ts'

export type Form = 'slack' | 'slack-workflow' | 'discord' | 'teams' | 'pagerduty' | 'cloudevents'

/** Who is behind an address; anybody else gets CloudEvents. */
export function formOf(address: URL): Form {
  const host = address.hostname.toLowerCase()
  const path = address.pathname
  if (host === 'hooks.slack.com' || host === 'hooks.slack-gov.com') {
    return /^\/(?:workflows|triggers)\//.test(path) ? 'slack-workflow' : 'slack'
  }
  if (/^(?:\w+\.)?discord(?:app)?\.com$/.test(host) && path.startsWith('/api/')) return 'discord'
  if (isPagerDuty(address)) return 'pagerduty'
  const isTeams =
    /\.(?:webhook\.office\.com|logic\.azure\.com|api\.powerplatform\.com)$/.test(host) ||
    (host === 'outlook.office.com' && path.startsWith('/webhook/'))
  return isTeams ? 'teams' : 'cloudevents'
}

/** A person reads at most two messages of a run; only a program is sent that an incident is resolved. */
export function isSentTo(
  { form, level }: { readonly form: Form; readonly level: NotifyLevel },
  { moment, event }: Notification,
  story: RunStory,
): boolean {
  const isStart = moment === 'rollback-started'
  if (moment === 'resolved') {
    // PagerDuty ignores a resolve of what is not open; nobody else could know whether it is.
    return form === 'pagerduty' || (form === 'cloudevents' && hasBegun(story))
  }
  if (form === 'pagerduty' && event.kind !== 'incident-detected') return false
  return isStart || isWanted(level, story)
}
