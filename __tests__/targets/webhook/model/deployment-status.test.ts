import { readBody } from '../../../../src/http/model/answer.ts'
import { readDeployment } from '../../../../src/targets/webhook/model/deployment-status.ts'
import { answerOf } from './answer.ts'

describe('a status says which deployment is current, and which came before', () => {
  it.each([
    { status: { current: 'green', previous: 'blue' }, read: { current: 'green', previous: 'blue' } },
    { status: { currentVersion: 42, previous_version: 41 }, read: { current: '42', previous: '41' } },
    {
      status: { 'active-environment': 'green', standby: 'blue' },
      read: { current: 'green', previous: 'blue' },
    },
    { status: { current: { version: 'v2', at: 'now' } }, read: { current: 'v2' } },
    { status: { deployment: { live: 'v2', rollbackTo: 'v1' } }, read: { current: 'v2', previous: 'v1' } },
    {
      status: { status: { active: 'green', standby: 'blue' } },
      read: { current: 'green', previous: 'blue' },
    },
    { status: { status: 'ok', active: 'green' }, read: { current: 'green' } },
    {
      status: { deployment: { live: 'v2' }, status: { live: 'v9', previous: 'v8' } },
      read: { current: 'v2' },
    },
    { status: { current: 'v3', history: ['v3', 'v3', 'v2', 'v1'] }, read: { current: 'v3', previous: 'v2' } },
    {
      status: { current: 'v3', deployments: [{ id: 'v1' }, { id: 'v2' }, { id: 'v3' }] },
      read: { current: 'v3', previous: 'v2' },
    },
    { status: { current: 'v2', history: ['v2', 'v3', 'v2', 'v1'] }, read: { current: 'v2', previous: 'v1' } },
    { status: { current: 'v2', history: ['v1', 'v2', 'v3', 'v2'] }, read: { current: 'v2', previous: 'v1' } },
    { status: { current: 'v2', history: ['v2', 'v3', 'v2'] }, read: { current: 'v2' } },
    { status: { current: 'v4', history: ['v4', 'v2', 'v3', 'v2'] }, read: { current: 'v4', previous: 'v2' } },
    { status: { current: 'v3', history: ['v9', 'v8'] }, read: { current: 'v3' } },
    { status: { current: 'v3', previous: 'v3' }, read: { current: 'v3' } },
    { status: { slot: 'green', active: 3 }, read: { current: 'green' } },
    { status: { slot: 'green', active: '3', standby: 1 }, read: { current: 'green' } },
    { status: { slot: 'green', active: '3/3' }, read: { current: 'green' } },
    { status: { slot: 'green', active: '3 instances' }, read: { current: 'green' } },
    { status: { slot: 'green', live: '60 %' }, read: { current: 'green' } },
    { status: { slot: 'green', version: '2 of 3' }, read: { current: 'green' } },
    { status: { current: 'unknown', slot: 'green' }, read: { current: 'green' } },
    { status: { current: 'rolling back', previous: '-' }, read: {} },
    { status: { current: '3rd-try', previous: '2024 a' }, read: { current: '3rd-try' } },
    { status: { color: 'blue', live: true }, read: { current: 'blue' } },
    { status: { color: 'blue', live: 'ok', version: 1 }, read: { current: 'blue' } },
    { status: { current: '2026-11-28T10:15:00Z', slot: 'green' }, read: { current: 'green' } },
    { status: { current: 3, desired: 3 }, read: {} },
    { status: { slot: 'green', stats: { current: 4, previous: 3 } }, read: { current: 'green' } },
    { status: { slot: 'green', live: '4711', uptime: '12' }, read: { current: 'green' } },
    { status: { slot: { name: 'green', active: 3 } }, read: { current: 'green' } },
    { status: { current: 42, previous: 41 }, read: { current: '42', previous: '41' } },
    { status: { uptime: 12 }, read: {} },
    { status: { current: 'v3', history: ['v1', 'v3'] }, read: { current: 'v3', previous: 'v1' } },
    { status: { current: 'v3', history: ['v3', 'v1', 'v3'] }, read: { current: 'v3' } },
    { status: { current: 'v3', history: ['v3'] }, read: { current: 'v3' } },
    { status: { current: 'v3', history: [null, 'v2', 'v3'] }, read: { current: 'v3', previous: 'v2' } },
    { status: { current: 'v3', history: 'v2' }, read: { current: 'v3' } },
    { status: { current: 'v3', deployment_history: ['v3', 'v2'] }, read: { current: 'v3', previous: 'v2' } },
    { status: { status: { current: 'v3', history: ['v3', 'v2'] } }, read: { current: 'v3', previous: 'v2' } },
    { status: { current: 'release of 2026-11-28T10:15' }, read: { current: 'release of 2026-11-28T10:15' } },
    { status: { current: '2026-11-28 10:15', slot: 'green' }, read: { current: 'green' } },
    { status: { current: '2026-11-28' }, read: { current: '2026-11-28' } },
    { status: { release_id: 7, active: 'v7' }, read: { current: 'v7' } },
    { status: { active: '7', slot: 'green' }, read: { current: 'green' } },
    { status: { current: '7.1', previous: 'v6' }, read: { current: '7.1', previous: 'v6' } },
    { status: { current: ' v3 ' }, read: { current: 'v3' } },
    { status: { current: '', slot: 'green' }, read: { current: 'green' } },
    { status: ['v3'], read: {} },
    { status: null, read: {} },
  ])('$status', ({ status, read }) => {
    expect(readDeployment(answerOf(JSON.stringify(status)))).toEqual(read)
  })

  it('says nothing when it is not JSON', () => {
    expect(readDeployment({ ...answerOf(''), body: readBody('current: green', false) })).toEqual({})
  })
})

describe('a field by itself', () => {
  const read = (status: object) => readDeployment(answerOf(JSON.stringify(status)))

  it.each([
    ...[
      'current',
      'currentVersion',
      'current_environment',
      'currentSlot',
      'current-color',
      'active',
      'activeVersion',
    ],
    ...[
      'activeEnvironment',
      'activeSlot',
      'activeColor',
      'live',
      'liveVersion',
      'slot',
      'color',
      'colour',
      'version',
    ],
    ...['release', 'revision', 'environment'],
  ])('%s is what is current', (field) => {
    expect(read({ [field]: 'green' })).toEqual({ current: 'green' })
  })

  it.each([
    ...[
      'previous',
      'previousVersion',
      'previous_environment',
      'rollbackTarget',
      'rollback-to',
      'standby',
      'inactive',
    ],
  ])('%s is what came before', (field) => {
    expect(read({ current: 'green', [field]: 'blue' })).toEqual({ current: 'green', previous: 'blue' })
  })

  it.each(['history', 'deploymentHistory', 'deployments'])('%s is the list of them', (field) => {
    expect(read({ current: 'v2', [field]: ['v2', 'v1'] })).toEqual({ current: 'v2', previous: 'v1' })
  })

  it.each(['version', 'name', 'slot', 'color', 'colour', 'environment', 'revision', 'id'])(
    '%s names a deployment that is an object',
    (field) => {
      expect(read({ current: { [field]: 'v2' } })).toEqual({ current: 'v2' })
    },
  )

  it.each([
    ...[
      'true',
      'false',
      'yes',
      'no',
      'on',
      'off',
      'ok',
      'up',
      'down',
      'healthy',
      'unhealthy',
      'idle',
      'busy',
      'running',
    ],
    ...[
      'stopped',
      'active',
      'inactive',
      'ready',
      'none',
      'null',
      'unknown',
      'undefined',
      'n/a',
      'pending',
      'starting',
    ],
    ...[
      'deploying',
      'switching',
      'updating',
      'draining',
      'rolling back',
      'rolling_back',
      'rolling-back',
      'rollingback',
    ],
    ...['in progress', 'in_progress', 'in-progress', 'inprogress', '-', '', 'READY', 'Healthy'],
  ])('%s says how it is, and not what', (state) => {
    expect(read({ current: state })).toEqual({})
  })

  it.each(['upstream', 'green on', 'ready-2', 'is active', 'v1'])('%s says what it is', (text) => {
    expect(read({ current: text })).toEqual({ current: text })
  })
})

it.each([
  [{ active: '7', slot: 'green' }, 'green'],
  [{ current: '7', slot: 'green' }, '7'],
  [{ current: 7, slot: 'green' }, 'green'],
  [{ currentactive: 7, slot: 'green' }, 'green'],
  [{ activeVersion: '7', slot: 'green' }, '7'],
  [{ currentSlot: '7', slot: 'green' }, '7'],
  [{ color: '7', current: 'blue', previous: 'green' }, 'blue'],
  [{ slot: 7, current: '', previous: '' }, undefined],
])('of a number in %j what is current is %s', (status, current) => {
  expect(readDeployment(answerOf(JSON.stringify(status))).current).toBe(current)
})
