/** How the answers of a version come out: begun anew for each landing, so that it can remember. True: the probe fails. */
export type Failures = (random: () => number) => (sinceTrafficMs: number) => boolean

/** Failures in the mean of a run of them, where they come in runs: 15 s at the default interval. */
const MEAN_RUN = 3

/** Each probe fails by itself. */
export const independent =
  (rate: number): Failures =>
  (random) =>
  () =>
    random() < rate

/** As many failures, but in runs: a geometric number of them, of three in the mean. */
export const inBursts =
  (rate: number): Failures =>
  (random) => {
    let isFailing = random() < rate
    return () => {
      isFailing = isFailing ? random() < 1 - 1 / MEAN_RUN : random() < rate / (1 - rate) / MEAN_RUN
      return isFailing
    }
  }

/** It fails until it is warm: an exponential time from its first task. */
export const warmingUp =
  (meanMs: number, rolloutMs: number): Failures =>
  (random) => {
    const warmAtMs = -meanMs * Math.log(1 - random()) - rolloutMs
    return (sinceTrafficMs) => sinceTrafficMs < warmAtMs
  }

/** It fails until it is warm, which is certain between two times from its first task. */
export const warmBetween =
  (fromMs: number, toMs: number, rolloutMs: number): Failures =>
  (random) => {
    const warmAtMs = fromMs + (toMs - fromMs) * random() - rolloutMs
    return (sinceTrafficMs) => sinceTrafficMs < warmAtMs
  }

/** Tasks that start one after the other over the rollout; each gets its share of the probes, cold or not. */
export const eachWarmBetween =
  (tasks: number, fromMs: number, toMs: number, rolloutMs: number): Failures =>
  (random) => {
    const warmAtMs = Array.from({ length: tasks }, (_, index) => {
      const startedAtMs = (index * rolloutMs) / tasks
      return startedAtMs + fromMs + (toMs - fromMs) * random() - rolloutMs
    })
    return (sinceTrafficMs) => sinceTrafficMs < (warmAtMs[Math.floor(random() * tasks)] ?? 0)
  }

export const failingFrom =
  (atMs: number, rate: number): Failures =>
  (random) =>
  (sinceTrafficMs) =>
    sinceTrafficMs >= atMs && random() < rate

/** A rate that falls while caches fill and connections open. */
export const settlingDown =
  (first: number, warm: number, meanMs: number): Failures =>
  (random) =>
  (sinceTrafficMs) =>
    random() < warm + (first - warm) * Math.exp(-sinceTrafficMs / meanMs)
