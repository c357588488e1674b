import { nearest } from '../../core/nearest.ts'
import type { Secret } from '../../core/secret.ts'
import { andThen, invalid, valid } from '../checked.ts'
import { type Parser, refuse } from '../parser.ts'
import { secretAddress, showOrigin } from './address.ts'
import { enumerate } from './choice.ts'

/** Which runs an address is notified of; each level includes those after it. */
export const NOTIFY_LEVELS = ['always', 'warning', 'failure', 'rollback'] as const
export type NotifyLevel = (typeof NOTIFY_LEVELS)[number]

export interface NotifyLine {
  readonly url: Secret
  /** Absent: that of `notify-on`. */
  readonly level?: NotifyLevel | undefined
}

const EXAMPLE = 'https://hooks.slack.com/services/…'

/** An address, or a level and an address. */
export const notifyLine: Parser<NotifyLine> = {
  expected: `an http or https address, such as ${EXAMPLE}, or a level and an address, such as rollback ${EXAMPLE}`,
  parse(line) {
    const { level: word, rest } = splitNotifyLine(line)
    if (rest.length === 0) {
      const hint = `The level ${word} has no address; if it is set from a secret, that is not set here.`
      return invalid({ hint, mayBeUnset: true })
    }
    if (rest.length > 1) return refuse(describeSeveral(rest))
    const level = NOTIFY_LEVELS.find((one) => one === word)
    if (word !== undefined && level === undefined) return refuseLevel(word)
    const [text = ''] = rest
    if (/^[^?#]*[,;]https?:/i.test(text)) return refuse('These are several addresses: write one per line.')
    return andThen(secretAddress.parse(text), (url) =>
      isWithoutRoutingKey(url)
        ? invalid({
            hint: 'PagerDuty needs a routing key: add ?routing_key=… to the address.',
            mayBeUnset: true,
          })
        : valid({ url, level }),
    )
  },
}

/** Why there is more than an address after the level, if there is one. */
function describeSeveral(words: readonly string[]): string {
  const isLevel = (word: string | undefined) => NOTIFY_LEVELS.some((level) => level === word)
  if (isLevel(words[0])) return 'An address has one level.'
  if (isLevel(words.at(-1))) return `The level ${words.at(-1)} has to stand before the address.`
  return 'It has white space in it; if these are several addresses, write one per line.'
}

function refuseLevel(word: string) {
  const meant = nearest(word, NOTIFY_LEVELS)
  const hint = `${word} is no level: ${enumerate(NOTIFY_LEVELS)}.`
  return refuse(meant === undefined ? hint : `${hint} Did you mean ${meant}?`)
}

export function isPagerDuty({ hostname }: URL): boolean {
  return /^events\.(?:eu\.)?pagerduty\.com$/i.test(hostname)
}

function isWithoutRoutingKey(secret: Secret): boolean {
  const url = new URL(secret.reveal())
  return isPagerDuty(url) && !url.searchParams.get('routing_key')
}

/** A word before an address is a level, perhaps a misspelt one, and no secret. */
export function splitNotifyLine(line: string): {
  readonly level?: string | undefined
  readonly rest: readonly string[]
} {
  const [first = '', ...rest] = line.trim().split(/\s+/)
  const isLevel = NOTIFY_LEVELS.some((level) => level === first)
  if (isLevel || (rest.length > 0 && /^[a-z]{1,12}[:=,]?$/i.test(first))) return { level: first, rest }
  return { rest: [first, ...rest] }
}

/** Of each address only scheme and host. */
export function showNotifyLines(text: string): string {
  return text
    .split('\n')
    .map(splitNotifyLine)
    .map(({ level, rest }) => [...(level === undefined ? [] : [level]), ...rest.map(showOrigin)].join(' '))
    .join('\n')
}
