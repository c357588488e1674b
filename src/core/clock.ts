// core/ is what every part may use: nothing here knows of deployments, health or platforms.

/** The time as the domain sees it, so that every wait can be tested on virtual time. */
export interface Clock {
  /** Milliseconds since the run began. Monotonic: a change of the wall clock does not move it. */
  nowMs(): number
  /** Resolves after `durationMs`. Rejects with the signal's reason as soon as it is aborted. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>
}
