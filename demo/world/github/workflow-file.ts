import { parse } from 'yaml'

/** What this world understands of a workflow file. */
export interface WorkflowFile {
  readonly name: string
  readonly path: string
  readonly runName: string | undefined
  readonly events: readonly string[]
  /** Absent: the workflow cannot be dispatched. */
  readonly dispatchInputs: ReadonlyMap<string, DispatchInput> | undefined
  readonly concurrency: Concurrency | undefined
  readonly jobs: readonly JobDefinition[]
}

export interface DispatchInput {
  readonly isRequired: boolean
  readonly default: string | undefined
}

export interface Concurrency {
  /** May hold `${{ }}`. */
  readonly group: string
  readonly cancelInProgress: boolean
}

export interface JobDefinition {
  readonly key: string
  readonly name: string
  readonly needs: readonly string[]
  readonly environment: string | undefined
  readonly makesDeployment: boolean
  readonly concurrency: Concurrency | undefined
  /** The file of the workflow that it calls. */
  readonly calls: string | undefined
}

type Mapping = Readonly<Record<string, unknown>>

const parsed = new Map<string, WorkflowFile>()

/** Throws for a file that GitHub would not take either. */
export function parseWorkflowFile(path: string, text: string): WorkflowFile {
  const key = `${path}\n${text}`
  const known = parsed.get(key) ?? parseText(path, text)
  parsed.set(key, known)
  return known
}

function parseText(path: string, text: string): WorkflowFile {
  const file = mapping(parse(text))
  const jobs = Object.entries(mapping(file.jobs)).map(([key, job]) => parseJob(key, mapping(job)))
  if (jobs.length === 0) throw new Error(`${path} has no jobs`)
  const triggers = file.on
  const dispatch = isMapping(triggers) ? triggers.workflow_dispatch : undefined
  const events = eventNames(triggers)
  return {
    name: typeof file.name === 'string' ? file.name : path,
    path,
    runName: typeof file['run-name'] === 'string' ? file['run-name'] : undefined,
    events,
    dispatchInputs: events.includes('workflow_dispatch') ? parseInputs(dispatch) : undefined,
    concurrency: parseConcurrency(file.concurrency),
    jobs,
  }
}

function eventNames(triggers: unknown): readonly string[] {
  if (typeof triggers === 'string') return [triggers]
  if (Array.isArray(triggers)) return triggers.map(String)
  return Object.keys(mapping(triggers))
}

function parseInputs(dispatch: unknown): ReadonlyMap<string, DispatchInput> {
  const inputs = isMapping(dispatch) && isMapping(dispatch.inputs) ? dispatch.inputs : {}
  return new Map(
    Object.entries(inputs).map(([name, input]) => {
      const definition = isMapping(input) ? input : {}
      return [
        name,
        {
          isRequired: definition.required === true,
          default: definition.default === undefined ? undefined : String(definition.default),
        },
      ]
    }),
  )
}

function parseJob(key: string, job: Mapping): JobDefinition {
  const { needs, environment } = job
  return {
    key,
    name: typeof job.name === 'string' ? job.name : key,
    needs: Array.isArray(needs) ? needs.map(String) : typeof needs === 'string' ? [needs] : [],
    environment: isMapping(environment)
      ? String(environment.name)
      : typeof environment === 'string'
        ? environment
        : undefined,
    makesDeployment: !(isMapping(environment) && environment.deployment === false),
    concurrency: parseConcurrency(job.concurrency),
    calls: typeof job.uses === 'string' ? job.uses.replace('./', '') : undefined,
  }
}

/** A job that calls a workflow is the jobs of that one, and people see both names. */
export function calledJobs(caller: JobDefinition, called: WorkflowFile): JobDefinition[] {
  return called.jobs.map((job) => ({
    ...job,
    key: `${caller.key}/${job.key}`,
    name: `${caller.name} / ${job.name}`,
    needs: job.needs.length === 0 ? caller.needs : job.needs.map((key) => `${caller.key}/${key}`),
  }))
}

/** Whether a job is the one with this key, or one of those that it calls. */
export function isPartOf({ key }: Pick<JobDefinition, 'key'>, wanted: string): boolean {
  return key === wanted || key.startsWith(`${wanted}/`)
}

function parseConcurrency(value: unknown): Concurrency | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string') return { group: value, cancelInProgress: false }
  const { group, 'cancel-in-progress': cancel } = mapping(value)
  return { group: String(group), cancelInProgress: cancel === true }
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function mapping(value: unknown): Mapping {
  if (!isMapping(value)) throw new Error(`expected a mapping in the workflow file, got ${String(value)}`)
  return value
}

/** Fills in `${{ github.ref }}` and its like. Throws for an expression that this world does not know. */
export function fillIn(text: string, contexts: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    for (const alternative of expression.split('||').map((one) => one.trim())) {
      // An input that was not given is empty, as everywhere in GitHub's expressions.
      const value =
        contexts[alternative] ?? (/^(github\.event\.)?inputs\./.test(alternative) ? '' : undefined)
      if (value === undefined) throw new Error(`this world cannot evaluate \${{ ${expression} }}`)
      if (value !== '') return value
    }
    return ''
  })
}
