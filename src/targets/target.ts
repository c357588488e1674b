import type { Clock } from '../core/clock.ts'
import type { HealthProbe } from '../health/probe.ts'
import type { RolloutWatch } from '../health/rollout.ts'
import type { MetricSource } from '../health/triggers/metric-source.ts'
import { andThen, type Checked, valid } from '../inputs/checked.ts'
import type { Config } from '../inputs/config.ts'
import type { Fields } from '../inputs/fields.ts'
import type { InputProblem } from '../inputs/input-error.ts'
import type { InputRules } from '../inputs/input-rules.ts'
import type { Parser } from '../inputs/parser.ts'
import type { PlaceFact } from '../report/run-story.ts'
import type { Capture, CaptureSource } from '../run/capture.ts'
import type { Diagnostics } from '../run/diagnosis.ts'
import type { Journal } from '../run/event.ts'
import type { Promotion } from '../run/gate.ts'
import type { KnownBadSource } from '../run/known-bad.ts'
import type { LandingPorts } from '../run/landing-time.ts'
import type { RehearsalNotes } from '../run/rehearse.ts'
import type { RevisionRecord } from '../run/revision-record.ts'
import type { RollbackStrategy } from '../run/rollback.ts'
import type { ValidatePorts } from '../run/validate.ts'

/** One value of the input `target`: all that the rest of the action knows of it. */
export interface Target<Kind extends string = string> extends TargetTraits<Kind> {
  /** Reads its inputs. */
  parse(fields: Fields): Checked<ConfiguredTarget, InputProblem>
}

/** Of a job's token: what each scope is needed for, `read` or `write`. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>

/** What holds for a target whatever its inputs say. */
interface TargetTraits<Kind extends string> {
  readonly kind: Kind
  /** What people call it who have not read its name, in lower case. */
  readonly aliases?: readonly string[]
  /** The inputs that do something with it, besides those that every target has. */
  readonly inputs: InputRules
  /** What `rollback-to` may name besides `previous` and `-N`. Undefined: there is nothing to go back to. */
  readonly revision: Parser<string> | undefined
  /** It reports its own health, so that no address needs to be asked. */
  readonly hasOwnSignals: boolean
  /** Workflow runs deploy it, which lines of `rollback-when` can ask for. */
  readonly hasRuns: boolean
  /** Whose log of the new version it can read. Absent or undefined: it has none. */
  logs?(fields: Fields): 'of containers' | 'of a unit' | undefined
  /** Its programs get the environment of the step, and may print the secrets in it. */
  readonly passesEnvironment: boolean
  /** Whether a rollback is a run of this very workflow, which needs the concurrency groups that it names. */
  rerunsItself?(fields: Fields): boolean
  /** What the job's token has to be allowed to. Absent: nothing. */
  permissions?(fields: Fields): Permissions
  /** A rollback that could not be planned is no reason to correct GitHub's record of the deployment. */
  readonly keepsRecordUnplanned: boolean
}

/** A target as its folder describes it. `Own` is what its inputs say. */
export interface TargetDefinition<Kind extends string, Own> extends TargetTraits<Kind> {
  parse(fields: Fields): Checked<Own, InputProblem>
  /** Where it deploys to, for people. */
  place(own: Own): string
  /** The same in parts, the most specific first, with links. Absent: the place is all of it. */
  location?(own: Own, env: NodeJS.ProcessEnv): readonly PlaceFact[]
  /** All that distinguishes it from another target of the same job. Holds no secret: it is passed between jobs. */
  subject(own: Own, step: StepFacts): readonly (string | undefined)[]
  /**
   * Whether the deployment may still be ahead when the job starts. What a job sees that begins after it is
   * no state before it: a bad version would be taken for one that was bad already, and stay.
   */
  isDeployAhead(own: Own, env: NodeJS.ProcessEnv): boolean
  /** Whether the deployment is known to have come after the start of this job. */
  isDeployedSinceStart(own: Own): boolean
  /**
   * Whether what runs can be read when the job begins, with nothing but the inputs: no step has logged in or
   * checked anything out yet. Absent: it cannot.
   */
  isReadableEarly?(own: Own): boolean
  /** Where AWS is asked for alarms and metrics. Absent or undefined: the region of the run. */
  region?(own: Own): string | undefined
  /** What a person or a job has to be allowed to for a rollback, one sentence each, for a runbook. */
  whoMay(own: Own): readonly string[]
  /** Whether its own signs of health decide with these inputs. Absent: none do. */
  judgesItself?(own: Own, config: Pick<Config, 'health'>): boolean
  /**
   * Why a rehearsal of it ends after the way back: it cannot put a version forward that it has gone back from.
   * Absent or undefined: it can.
   */
  staysBack?(own: Own): string | undefined
  /** Whether this is a state as its capture records it: it may come from anywhere. Absent: it records none. */
  isCapturedState?(state: unknown): boolean
  /** Loads its adapters, and no other target's. */
  open(own: Own, config: Config, deps: TargetDeps): Promise<OpenTarget>
}

/** What a target may be told apart by besides its own inputs. */
export interface StepFacts {
  readonly config: Config
  readonly env: NodeJS.ProcessEnv
}

/** A target with what its inputs say. */
export interface ConfiguredTarget {
  readonly kind: string
  /** Only the target itself knows its type. */
  readonly config: unknown
  readonly keepsRecordUnplanned: boolean
  readonly passesEnvironment: boolean
  readonly place: string
  location(env: NodeJS.ProcessEnv): readonly PlaceFact[]
  readonly region: string | undefined
  readonly isDeployedSinceStart: boolean
  readonly isReadableEarly: boolean
  readonly staysBack: string | undefined
  readonly whoMay: readonly string[]
  judgesItself(config: Pick<Config, 'health'>): boolean
  subject(step: StepFacts): string
  isDeployAhead(env: NodeJS.ProcessEnv): boolean
  isCapturedState(state: unknown): boolean
  open(config: Config, deps: TargetDeps): Promise<OpenTarget>
}

export type LoggedVersion = 'deployed' | 'restored'

/** What an opened target brings: how its rollout is followed, how it is rolled back, its own signs of health. */
export interface OpenTarget {
  readonly watch?: RolloutWatch | undefined
  readonly strategy?: RollbackStrategy | undefined
  readonly diagnostics?: Diagnostics | undefined
  /** How long its own schedule takes. */
  readonly readLimits?: NonNullable<LandingPorts['readLimits']> | undefined
  /** What it keeps for later runs. */
  readonly revisions?: RevisionRecord | undefined
  /** What it knows of the version that is about to be deployed. Absent: nothing. */
  readonly knownBad?: KnownBadSource | undefined
  /** What can be recorded of it before a deploy. */
  readonly source?: CaptureSource | undefined
  /** How a pause of the platform is answered. Absent: it was not asked for, or there is none. */
  readonly promotion?: Promotion | undefined
  /** For `mode: rehearse`. Absent: it keeps no note of one. */
  readonly rehearsalNotes?: RehearsalNotes | undefined
  /** For `mode: validate`: see {@link ValidatePorts}. */
  readonly dryRun?: NonNullable<ValidatePorts['dryRun']> | undefined
  readonly describeAccess?: NonNullable<ValidatePorts['describeAccess']> | undefined
  /** The workflow's own runs, for `rollback-when`. */
  readonly runs?: MetricSource | undefined
  /** The log of the version that was deployed, or of the one that was put back. Absent: no line asks for it. */
  readonly logs?: ((of: LoggedVersion) => MetricSource) | undefined
  readonly probes: readonly HealthProbe[]
}

export interface TargetDeps {
  readonly env: NodeJS.ProcessEnv
  readonly clock: Clock
  /** The wall clock at the run's time 0, in milliseconds since 1970. */
  readonly epochMs: number
  readonly journal: Journal
  readonly redact: (text: string) => string
  /** The HTTP checks, for a target that has to see whether the good version is back. */
  readonly probes: readonly HealthProbe[]
  /** Why a rollback happens, as far as it is known when it is asked. */
  readonly reason: () => string
  /** Where the JSON report will be; empty: nowhere. */
  readonly reportPath: string
  readonly capture?: Capture | undefined
  /** The version that was deployed, if it is known. */
  readonly deployed?: string | undefined
  /** Whether the checks have had an answer from this version since the run began. */
  readonly hasAnswered: (version: string) => boolean
  /** Which half of a rehearsal it is opened for. Absent: it is none. */
  readonly rehearsal?: 'back' | 'forward' | undefined
}

export function defineTarget<Kind extends string, Own>(
  definition: TargetDefinition<Kind, Own>,
): Target<Kind> {
  const { parse, ...traits } = definition
  return {
    ...traits,
    parse: (fields) => andThen(parse(fields), (own) => valid(configure(definition, own))),
  }
}

function configure<Own>(definition: TargetDefinition<string, Own>, own: Own): ConfiguredTarget {
  const { kind, keepsRecordUnplanned, passesEnvironment } = definition
  return {
    kind,
    config: own,
    keepsRecordUnplanned,
    passesEnvironment,
    place: definition.place(own),
    location: (env) => definition.location?.(own, env) ?? [{ value: definition.place(own) }],
    region: definition.region?.(own),
    isDeployedSinceStart: definition.isDeployedSinceStart(own),
    isReadableEarly: definition.isReadableEarly?.(own) === true,
    staysBack: definition.staysBack?.(own),
    whoMay: definition.whoMay(own),
    judgesItself: (config) => definition.judgesItself?.(own, config) === true,
    subject: (step) =>
      [kind, ...definition.subject(own, step)].filter((part) => part !== undefined).join(' '),
    isDeployAhead: (env) => definition.isDeployAhead(own, env),
    isCapturedState: (state) => state === undefined || definition.isCapturedState?.(state) === true,
    open: (config, deps) => definition.open(own, config, deps),
  }
}
