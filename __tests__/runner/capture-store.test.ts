import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CaptureStore } from '../../src/runner/capture-store.ts'
import { stepVariables } from '../../src/runner/step-variables.ts'

type Env = Readonly<Record<string, string>>

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'captures-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const SUBJECT = 'command 0123abcd'

describe('one text of a command', () => {
  it.each<[string, Env, Env, string[]]>([
    ['is of another target with another value', { SERVICE: 'shop' }, { SERVICE: 'api' }, ['SERVICE']],
    ['is of another target with another folder', { APP_DIR: '/srv/a' }, { APP_DIR: '/srv/b' }, ['APP_DIR']],
    [
      'is of another target for each difference',
      { A: '1', B: '1', C: '1' },
      { A: '2', B: '2', C: '1' },
      ['A', 'B'],
    ],
    ['is of the same target with what was exported since', {}, { IMAGE: 'web:2' }, []],
    ['is of the same target with what only the first step has', { NOTE: 'x' }, {}, []],
    ['is of the same target after another login', { AWS_SESSION_TOKEN: 'a' }, { AWS_SESSION_TOKEN: 'b' }, []],
    ['is of the same target in another step', { GITHUB_ACTION: 'a' }, { GITHUB_ACTION: 'b' }, []],
    ['is of the same target with a longer path', { PATH: '/bin' }, { PATH: '/bin:/tool' }, []],
    ['is of the same target with other inputs', { 'INPUT_BAKE-TIME': '1m' }, { 'INPUT_BAKE-TIME': '2m' }, []],
  ])('%s', (_, before, now, contradicted) => {
    const store = new CaptureStore(folder)
    store.keep({ subject: SUBJECT, variables: stepVariables(before) }, 'text')
    expect(store.find({ subject: SUBJECT, variables: stepVariables(now) })).toEqual({
      text: 'text',
      contradicted,
    })
  })
})

it('gives each of several the one that nothing contradicts, and of those the last', () => {
  const store = new CaptureStore(folder)
  const key = (env: Env) => ({ subject: SUBJECT, variables: stepVariables(env) })
  store.keep(key({ SERVICE: 'shop' }), 'shop')
  store.keep(key({ SERVICE: 'api' }), 'api, first')
  store.keep(key({ SERVICE: 'api' }), 'api')
  expect(store.find(key({ SERVICE: 'shop' }))?.text).toBe('shop')
  expect(store.find(key({ SERVICE: 'api', MORE: '1' }))?.text).toBe('api')
  expect(store.find({ ...key({}), subject: 'command other' })).toBeUndefined()
})

it('has a text that says nothing where a file is not as it was written', () => {
  const store = new CaptureStore(folder)
  store.keep({ subject: SUBJECT, variables: {} }, 'text')
  const [name = ''] = readdirSync(folder)
  for (const broken of ['', '{"keptAt', 'null', '{"keptAtMs": 1}']) {
    writeFileSync(join(folder, name), broken)
    expect(store.find({ subject: SUBJECT, variables: {} })).toEqual({ text: '', contradicted: [] })
  }
})
