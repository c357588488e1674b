/** What goes wrong on request: with the answer, or with the connection. */
export type Fault =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly message: string
      readonly headers?: Readonly<Record<string, string>>
    }
  /** The connection breaks, before or after the request took effect. */
  | { readonly kind: 'drop'; readonly afterActing: boolean }
  /** The request takes effect, and its answer is held back. */
  | { readonly kind: 'hold'; readonly reached: () => void; readonly until: Promise<void> }

interface Armed {
  readonly route: string
  readonly fault: Fault
  left: number
  skip: number
}

export interface FaultScope {
  /** Default: every time. */
  readonly times?: number
  readonly skip?: number
}

/** A route is written `POST /repos/{owner}/{repo}/…/rerun`; its end is enough: `POST rerun`. */
export class Faults {
  #armed: Armed[] = []

  answer(
    route: string,
    status: number,
    message: string,
    scope: FaultScope & { readonly headers?: Readonly<Record<string, string>> } = {},
  ): void {
    const { headers = {} } = scope
    this.#arm(route, { kind: 'answer', status, message, headers }, scope)
  }

  drop(route: string, scope: FaultScope & { readonly afterActing?: boolean } = {}): void {
    this.#arm(route, { kind: 'drop', afterActing: scope.afterActing ?? false }, scope)
  }

  /** Holds back the answer to the next such request, until it is let go. */
  hold(route: string): { readonly reached: Promise<void>; readonly letGo: () => void } {
    const arrival = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    this.#arm(route, { kind: 'hold', reached: arrival.resolve, until: release.promise }, { times: 1 })
    return { reached: arrival.promise, letGo: release.resolve }
  }

  clear(): void {
    this.#armed = []
  }

  /** The first fault that hits this request; counts it. */
  hitting(method: string, path: string): Fault | undefined {
    for (const armed of this.#armed) {
      const [wantedMethod = '', wantedEnd = ''] = armed.route.split(' ')
      if (armed.left <= 0 || wantedMethod !== method || !path.endsWith(wantedEnd)) continue
      if (armed.skip > 0) {
        armed.skip -= 1
        continue
      }
      armed.left -= 1
      return armed.fault
    }
    return undefined
  }

  #arm(route: string, fault: Fault, { times = Number.POSITIVE_INFINITY, skip = 0 }: FaultScope): void {
    this.#armed.push({ route, fault, left: times, skip })
  }
}
