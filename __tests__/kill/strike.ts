/** What happens to a run at one of its requests or programs. */
export interface Strike {
  /** Of all requests and programs of the run, from 0. Text, a pattern: at the first one whose name matches. */
  readonly at: number | string
  /** Before it reaches its server or begins, or after it is done and before the run learns of it. */
  readonly when: 'before' | 'after'
  readonly blow: Blow
}

/** `cut`: the connection is lost, or the program ends, and the run goes on. */
export const BLOWS = ['SIGTERM', 'SIGKILL', 'cut'] as const

export type Blow = (typeof BLOWS)[number]

export function strikesAt(at: number): Strike[] {
  return BLOWS.flatMap((blow) => (['before', 'after'] as const).map((when) => ({ at, when, blow })))
}

/** As `SIGKILL after 12`, which {@link parseStrike} takes. */
export function nameStrike({ blow, when, at }: Strike): string {
  return `${blow} ${when} ${at}`
}

export function parseStrike(text: string): Strike | undefined {
  const [blow, when, ...rest] = text.split(' ')
  const found = BLOWS.find((one) => one === blow)
  if (found === undefined || (when !== 'before' && when !== 'after')) return undefined
  const at = rest.join(' ')
  return { blow: found, when, at: /^\d+$/.test(at) ? Number(at) : at }
}
