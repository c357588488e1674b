import type { Notification } from './notification.ts'

/** As six digits of hex. */
export const TONE_COLOURS: Readonly<Record<Notification['tone'], string>> = {
  good: '2da44e',
  bad: 'cf222e',
  busy: '0969da',
}
