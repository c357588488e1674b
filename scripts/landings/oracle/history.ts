/** Everything that happened in one landing, as the world saw it. A revision is named `web:4`. Times are of the world. */
export interface History extends View {
  /** The services that the same job landed beside it. */
  readonly others: readonly View[]
}

/** What happened to one service. */
export interface View {
  /** Its name, if there are several. */
  readonly service: string
  /** By which its probes are known. */
  readonly site: string
  readonly inputs: Inputs
  /** The revision that the guard watches. */
  readonly deployed: string
  /** What ran before it. */
  readonly before: string
  readonly truths: Readonly<Record<string, Truth>>
  /** Which image a revision is: two revisions of one image are one version. */
  readonly contents: Readonly<Record<string, string>>
  /** What had been deployed before, oldest first. Undefined: it is not known. */
  readonly earlier: readonly Earlier[] | undefined
  /** Who had the production traffic, from when on. Half of it or more counts as all of it. */
  readonly live: readonly Live[]
  /** When the first user met the deployed revision, of however many. Absent: nobody has. */
  readonly metAtMs?: number | undefined
  /** For so long does the platform answer what was true before a write. */
  readonly staleMs: number
  /** What anybody did to the deployments of the service, in order. */
  readonly acts: readonly Act[]
  /** Undefined: no line reads any. */
  readonly signals: Signals | undefined
  /** What went wrong that is nobody's fault. */
  readonly troubles: readonly Trouble[]
  readonly runs: readonly Run[]
  /** The deployment came as far as the version was to show what it is. */
  readonly isShown: boolean
  /** It can be told by name whether what runs is what was deployed. Else another version is nobody's fault. */
  readonly namesWhatRuns: boolean
  /** The only hook of the deployment is a pause that `promote` answers. */
  readonly isPausedForUs: boolean
  /** When a request of a check found no task at all. */
  readonly outagesAtMs: readonly number[]
  /** What the platform was giving the service, from when on, whether or not it was there yet. */
  readonly headings: readonly Heading[]
}

/** A deployment from before the one that is watched. */
export interface Earlier {
  readonly revision: string
  readonly ended: 'completed' | 'rolled back' | 'unfinished'
  /** What a rollback brought back. */
  readonly restored?: string | undefined
}

export interface Inputs {
  readonly mode: string
  /** Of `rollback-when`. */
  readonly lines: readonly string[]
  /** `previous`, `-N`, or a revision. */
  readonly rollbackTo: string
  /** What is unhealthy may be rolled back. */
  readonly rollsBack: boolean
  /** So long does the platform's own schedule make a way back last. Undefined: it waits for somebody, or promises nothing. */
  readonly wayBackMs: number | undefined
  readonly promotes: boolean
  readonly expectsVersion: boolean
  /** The platform's own view of the service is a check, too. */
  readonly judgesService: boolean
  readonly onInconclusive: 'fail' | 'pass' | 'rollback'
  readonly failOnRollback: boolean
  readonly retries: number
  readonly intervalMs: number
  readonly timeoutMs: number
  readonly startPeriodMs: number
  readonly successThreshold: number
  readonly bakeTimeMs: number
  readonly pollIntervalMs: number
  readonly rolloutTimeoutMs: number
  readonly rollbackTimeoutMs: number
}

/** What a revision is in truth. */
export interface Truth {
  /** How it came into the past of the service: `new` and `other` came in this landing. */
  readonly fate: 'good' | 'rolled back' | 'new' | 'other'
  /** From when on every answer of it is wrong, or its tasks die. Absent: it is well for ever. */
  readonly badFromMs?: number | undefined
  readonly kind: string
}

export interface Live {
  readonly fromMs: number
  readonly revision: string
  /** It has all of it. */
  readonly isAlone: boolean
}

export interface Heading {
  readonly fromMs: number
  readonly revision: string
}

export interface Act {
  readonly atMs: number
  readonly by: 'run' | 'other' | 'platform'
  /** Of a run: which one. */
  readonly run?: number | undefined
  /** The platform gives up what it found failing, wherever the traffic is by then. */
  readonly kind: 'deploy' | 'roll back' | 'let go on' | 'give up'
  /** The revision of the deployment that it ended or answered. */
  readonly of: string
  /** What was to be live by it. */
  readonly to?: string | undefined
  /** When the deployment that it ended began. */
  readonly ofBegunAtMs: number
  /** The platform accepted it, whether or not the caller got to know. */
  readonly isAccepted: boolean
  /** It was accepted, and the platform completed the deployment all the same, or could not roll it back. */
  readonly cameToNothing: boolean
  /** What comes back by it is the platform's to say: whoever wants another version asks for that one next. */
  readonly isRestoring?: boolean | undefined
  /** A hook that waited for somebody was answered by it, at this stage of the deployment. */
  readonly hookStage?: string | undefined
}

/** Answers of production. */
export interface Probe {
  readonly site: string
  readonly atMs: number
  /** A rate limiter in front of it says nothing of the service. */
  readonly seen: 'good' | 'bad' | 'no answer of the service'
  readonly tookMs: number
}

/** What there was to be read beside the probes. */
export interface Signals {
  readonly deployedAtMs: number
  /** In order. */
  readonly alarm: readonly { readonly fromMs: number; readonly state: string }[]
  readonly points: readonly Point[]
}

/** A value of a metric, for a minute. */
export interface Point {
  readonly startedAtMs: number
  readonly value: number
  readonly publishedAtMs: number
}

export interface Trouble {
  readonly kind: string
  /** Of the API. */
  readonly fault?: string | undefined
  readonly fromMs: number
  readonly toMs: number
}

export interface Run {
  readonly number: number
  readonly startedAtMs: number
  readonly endedAtMs: number
  /** Absent: it was killed before it could say anything. */
  readonly claims?: Claims | undefined
  readonly wasCancelled: boolean
  readonly probes: readonly Probe[]
  /** It was still at work when the longest job ends. */
  readonly isEndless: boolean
  /** Requests to the platform. */
  readonly calls: number
}

/** What a run says of itself when it ends, in the words of its outputs. */
export interface Claims {
  readonly exitCode: number
  readonly result: string
  /** Empty without `promote`. */
  readonly promoted: string
  readonly healthy: string
  readonly rolledBack: string
  readonly from: string
  readonly to: string
  readonly reason: string
  readonly detectionSeconds: string
  readonly summary: string
}
