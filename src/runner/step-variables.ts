import { stepEnvironment } from '../process/step-environment.ts'
import { NAMES_OF_SECRETS } from './environment-secrets.ts'

/** A digest for each variable of a step, by its name. */
export type StepVariables = Readonly<Record<string, string>>

/** Of the runner or of a shell: it differs between two steps that mean one target. */
const OF_THE_RUNNER = /^(?:GITHUB|RUNNER|ACTIONS|SAFE_LANDING)_|^(?:PATH|PWD|OLDPWD|SHLVL|_|HOME|AGENT_.*)$/i

/**
 * What tells two programs apart that have one text: `./rollback.sh` with another `SERVICE` is of another target. A
 * login is renewed in one job, so that a secret says nothing.
 */
export function stepVariables(env: NodeJS.ProcessEnv): StepVariables {
  const { createHash } = process.getBuiltinModule('node:crypto')
  const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8)
  const own = Object.entries(stepEnvironment(env)).filter(
    ([name]) => !OF_THE_RUNNER.test(name) && !NAMES_OF_SECRETS.test(name),
  )
  return Object.fromEntries(own.map(([name, value = '']) => [name, digest(value)]))
}

/** Which variables have two values. What only one step has, such as what a deploy step exported, contradicts nothing. */
export function contradictions(one: StepVariables, other: StepVariables): string[] {
  return Object.keys(one).filter((name) => name in other && one[name] !== other[name])
}
