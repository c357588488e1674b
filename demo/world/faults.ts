export type Fault =
  | { kind: 'error'; name: string; message?: string }
  /** Answers late, by *real* milliseconds: the client that waits lives in real time. */
  | { kind: 'slow'; latencyMs: number }
  /** The connection breaks, before or after the call took effect. */
  | { kind: 'broken connection'; afterActing: boolean }

export interface FaultScope {
  /** How many calls it hits. Default: all. */
  times?: number
  /** How many calls it lets pass first. */
  skip?: number
  /** Only calls with such an input. */
  when?: (input: Record<string, unknown>) => boolean
}

interface Armed {
  action: string
  fault: Fault
  skip: number
  left: number
  when: (input: Record<string, unknown>) => boolean
}

/** What goes wrong on request, per action (`*` for all of them). */
export class Faults {
  #armed: Armed[] = []

  /** Answers with an AWS error, by its name, with AWS's own text unless another is given. */
  fail(action: string, name: string, scope: FaultScope & { message?: string } = {}): void {
    const { message } = scope
    this.#arm(action, { kind: 'error', name, ...(message === undefined ? {} : { message }) }, scope)
  }

  /** Access denied, as without the permission. */
  deny(action: string, scope: FaultScope = {}): void {
    this.fail(action, 'AccessDeniedException', scope)
  }

  throttle(action = '*', scope: FaultScope = {}): void {
    this.fail(action, 'ThrottlingException', scope)
  }

  slow(action: string, latencyMs: number, scope: FaultScope = {}): void {
    this.#arm(action, { kind: 'slow', latencyMs }, scope)
  }

  breakConnection(action: string, scope: FaultScope & { afterActing?: boolean } = {}): void {
    this.#arm(action, { kind: 'broken connection', afterActing: scope.afterActing ?? false }, scope)
  }

  clear(): void {
    this.#armed = []
  }

  /** Those that hit this call; counts them. */
  hitting(action: string, input: object): Fault[] {
    const hitting = this.#armed.filter(
      (each) =>
        (each.action === '*' || each.action === action) && each.when(input as Record<string, unknown>),
    )
    return hitting.filter(spend).map((each) => each.fault)
  }

  #arm(action: string, fault: Fault, scope: FaultScope): void {
    const { times = Number.POSITIVE_INFINITY, skip = 0, when = () => true } = scope
    this.#armed.push({ action, fault, skip, left: times, when })
  }
}

function spend(armed: Armed): boolean {
  if (armed.skip > 0) {
    armed.skip -= 1
    return false
  }
  armed.left -= 1
  return armed.left >= 0
}
