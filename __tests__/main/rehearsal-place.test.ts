import type { InputName } from '../../src/inputs/declarations.ts'
import { InputError } from '../../src/inputs/input-error.ts'
import { parseInputs } from '../../src/main/parse-inputs.ts'
import { findProduction } from '../../src/main/rehearsal-place.ts'
import { given } from '../inputs/given.ts'

describe('a place is named after production', () => {
  test.each<[environment: string | undefined, places: readonly string[], found: string | undefined]>([
    ['production', [], 'production'],
    ['Production', [], 'Production'],
    ['prod-eu', [], 'prod-eu'],
    ['eu-prod', [], 'eu-prod'],
    [undefined, ['ecs prod web'], 'ecs prod web'],
    [undefined, ['ssh web1.prd.example.com /opt/app'], 'ssh web1.prd.example.com /opt/app'],
    [undefined, ['none', 'prod.example.com/health'], 'prod.example.com/health'],
    ['staging', ['ecs staging web'], undefined],
    ['preprod', [], undefined],
    ['pre-prod', [], undefined],
    ['non-production', ['ecs not-production web'], undefined],
    ['staging', ['ecs products web'], undefined],
    [undefined, ['webhook https://reproduce.example.com/'], undefined],
  ])('%s, %j: %s', (environment, places, found) => {
    expect(findProduction(environment, places)).toBe(found)
  })
})

/** What is wrong with these inputs, as input: expected. */
function problemsOf(inputs: Partial<Record<InputName, string>>): string[] {
  try {
    parseInputs(given({ 'github-token': 'ghs_x', ...inputs }))
    return []
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.problems.map(({ input, expected }) => `${input}: ${expected}`)
  }
}

const ecs = { mode: 'rehearse', target: 'ecs', cluster: 'staging', service: 'web' }
const health = { 'health-url': 'https://staging.example.com/health' }

describe('a rehearsal is refused', () => {
  test.each<[name: string, inputs: Partial<Record<InputName, string>>, problems: readonly string[]]>([
    ['never in staging', ecs, []],
    [
      'in production',
      { ...ecs, cluster: 'prod' },
      ['rehearse-in-production: true, since ecs prod web is named after production'],
    ],
    ['unless it is meant', { ...ecs, cluster: 'prod', 'rehearse-in-production': 'true' }, []],
    [
      'without a target',
      { mode: 'rehearse', target: 'none', ...health },
      ['mode: guard, validate or capture with target: none'],
    ],
    [
      'where it may change nothing',
      { ...ecs, 'auto-rollback': 'false' },
      ['auto-rollback: only with mode: guard, validate or capture'],
    ],
    ['with promote', { ...ecs, promote: 'true' }, ['promote: only with mode: guard, validate or capture']],
    [
      'where only a check that warns could fail',
      { ...ecs, checks: '- {name: a, url: "https://staging.example.com", warn: true}' },
      ['checks: at least one required check with mode: rehearse'],
    ],
    [
      'for a pull request that waits for a person',
      { mode: 'rehearse', target: 'git', 'github-token': 'ghs_x', ...health },
      ['git-method: push with mode: rehearse'],
    ],
    [
      'in the workflow that deploys',
      { mode: 'rehearse', target: 'workflow', 'github-token': 'ghs_x', ...health },
      ['workflow: the file of the workflow that deploys, with mode: rehearse'],
    ],
    [
      'by its own input in another mode',
      { ...ecs, mode: 'guard', 'rehearse-in-production': 'true' },
      ['rehearse-in-production: only with mode: rehearse'],
    ],
  ])('%s', (_, inputs, problems) => {
    expect(problemsOf(inputs)).toEqual(problems)
  })
})
