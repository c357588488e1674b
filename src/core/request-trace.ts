/** One request to a platform and what came of it, for a person who debugs a run. Holds no body and no header. */
export interface TracedRequest {
  /** `ecs:DescribeServices`, or `GET /repos/{owner}/{repo}/actions/runs/{run_id}`. */
  readonly action: string
  /** Absent: no answer. */
  readonly status?: number | undefined
  /** By which the platform's support finds it. */
  readonly id?: string | undefined
  readonly tookMs: number
  readonly failure?: string | undefined
}

type Listener = (request: TracedRequest) => void

const listeners = new Set<Listener>()

/** Each request from now on, of the whole process: nothing but a log depends on it. */
export function onRequest(listener: Listener): void {
  listeners.add(listener)
}

export function traceRequest(request: TracedRequest): void {
  for (const listener of listeners) listener(request)
}
