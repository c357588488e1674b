import type { Clock } from '../../src/core/clock.ts'
import type { Observation, ProbeClass } from '../../src/health/observation.ts'
import type { HealthProbe, VersionExpectation } from '../../src/health/probe.ts'

const CLASSES: Readonly<Record<string, ProbeClass>> = {
  '+': 'pass',
  '-': 'fail',
  '?': 'error',
  s: 'stale',
  n: 'nodata',
}

const REASONS: Readonly<Record<Exclude<ProbeClass, 'pass'>, string>> = {
  fail: 'status 503, expected 200-299',
  error: 'the name was never resolved',
  stale: 'version v1 answered, expected v2',
  nodata: 'the source had nothing to say',
}

/** `'++-?sn'` → pass, pass, fail, error, stale, nodata. Spaces are for the reader. */
export function classes(script: string): ProbeClass[] {
  return [...script.replaceAll(' ', '')].map((sign) => {
    const result = CLASSES[sign]
    if (result === undefined) throw new Error(`no class has the sign ${sign}`)
    return result
  })
}

interface Script {
  readonly name?: string
  readonly required?: boolean
  /** How long each probe takes, by its index. */
  readonly latencyMs?: number | ((index: number) => number)
}

export function observation(
  result: ProbeClass,
  { check = 'api', startedAtMs = 0, latencyMs = 0 }: Partial<Observation> = {},
): Observation {
  return {
    check,
    startedAtMs,
    endedAtMs: startedAtMs + latencyMs,
    result,
    ...(result === 'pass' ? {} : { reason: REASONS[result] }),
    ...(result === 'error' || result === 'nodata' ? {} : { latencyMs }),
  }
}

/** Answers as its script says; the part after the last `|`, or else the last sign, repeats for ever. */
export class ScriptedProbe implements HealthProbe {
  readonly name: string
  readonly required: boolean
  readonly expectations: VersionExpectation[] = []
  readonly #clock: Clock
  readonly #head: readonly ProbeClass[]
  readonly #loop: readonly ProbeClass[]
  readonly #latencyMs: (index: number) => number

  constructor(clock: Clock, script: string, { name = 'api', required = true, latencyMs = 0 }: Script = {}) {
    const [head = '', loop] = script.split('|')
    this.#clock = clock
    this.name = name
    this.required = required
    this.#head = classes(head)
    this.#loop = classes(loop ?? head.trimEnd().slice(-1))
    this.#latencyMs = typeof latencyMs === 'function' ? latencyMs : () => latencyMs
  }

  async probe(expected: VersionExpectation, signal: AbortSignal): Promise<Observation> {
    signal.throwIfAborted()
    const index = this.expectations.push(expected) - 1
    const result = this.#head[index] ?? this.#loop[(index - this.#head.length) % this.#loop.length]
    if (result === undefined) throw new Error('the script is empty')
    const startedAtMs = this.#clock.nowMs()
    const latencyMs = this.#latencyMs(index)
    if (latencyMs > 0) await this.#clock.sleep(latencyMs, signal)
    return observation(result, { check: this.name, startedAtMs, latencyMs })
  }
}
