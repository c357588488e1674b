import { type Verification, Verifying, type VerifyPorts, type VerifySettings } from './verification.ts'

/**
 * Probes and follows the rollout at the same time until there is a verdict. Everything still running
 * is aborted then. Rejects only with the signal's reason.
 */
export async function verify(
  ports: VerifyPorts,
  settings: VerifySettings,
  signal: AbortSignal,
): Promise<Verification> {
  signal.throwIfAborted()
  const watch = new Verifying(ports, settings)
  const offsets = stagger(ports.probes.length, settings.policy.intervalMs)
  const stop = new AbortController()
  const until = AbortSignal.any([signal, stop.signal])
  const loops = [
    ...ports.probes.map((probe, index) => watch.probeAtFixedRate(probe, offsets(index), until)),
    ...(ports.watch === undefined ? [] : [watch.followPlatform(ports.watch, until)]),
    ...(ports.metricSources ?? []).map((source) => watch.sampleMetrics(source, until)),
    ...(ports.probes.some(({ required }) => required) ? [] : [watch.waitForBakeEnd(until)]),
  ]
  try {
    return await Promise.race([watch.decided, rejectWithFirst(loops)])
  } finally {
    stop.abort()
    await Promise.allSettled(loops)
  }
}

/** Never resolves, so that only a verdict or a fault ends the race. */
function rejectWithFirst(loops: readonly Promise<void>[]): Promise<never> {
  return new Promise((_, reject) => {
    for (const loop of loops) loop.catch(reject)
  })
}

/** As many as these may well ask at the same moment. */
const MAX_SIMULTANEOUS_PROBES = 10

/** Many checks would all ask in one burst, and each would wait for the others: they share the interval. */
function stagger(count: number, intervalMs: number): (index: number) => number {
  return count <= MAX_SIMULTANEOUS_PROBES ? () => 0 : (index) => Math.floor((index * intervalMs) / count)
}
