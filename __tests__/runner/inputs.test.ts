import { runnerInputs } from '../../src/runner/inputs.ts'

describe('the inputs of the runner', () => {
  it('come in the environment: upper case, blanks as underscores, dashes kept', () => {
    const env = { 'INPUT_HEALTH-URL': ' https://a.b\n', INPUT_TWO_WORDS: 'x', INPUT_HEALTH_URL: 'of another' }
    const inputs = runnerInputs(env, 'main')
    expect(inputs.get('health-url')).toBe(' https://a.b\n')
    expect(inputs.get('two words')).toBe('x')
  })

  it('are empty when the runner does not know them', () => {
    expect(runnerInputs({}, 'main').get('mode')).toBe('')
  })
})
