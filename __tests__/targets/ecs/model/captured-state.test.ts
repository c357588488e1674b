import { readCapturedServices } from '../../../../src/targets/ecs/model/captured-state.ts'
import { readFolderState } from '../../../../src/targets/ssh/model/folder-state.ts'

const WEB = { service: 'web', taskDefinition: 'web:4', isProven: true, images: [] }

describe('what an earlier job recorded is read only as a whole', () => {
  it.each([[[]], [[WEB]], [[WEB, { ...WEB, service: 'api', isProven: false }]]])('%j', (state) => {
    expect(readCapturedServices(state)).toBe(state)
  })
  it.each([
    [undefined],
    [null],
    ['web:4'],
    [WEB],
    [[null]],
    [['web:4']],
    [[WEB, null]],
    [[{ ...WEB, service: 1 }]],
    [[{ ...WEB, taskDefinition: undefined }]],
    [[{ ...WEB, isProven: 'true' }]],
    [[{ ...WEB, images: {} }]],
    [[WEB, { ...WEB, images: undefined }]],
  ])('not %j', (state) => {
    expect(readCapturedServices(state)).toBeUndefined()
  })
})

describe('the state of a folder', () => {
  it('is its identity', () => {
    expect(readFolderState({ identity: 'a1', other: 1 })).toEqual({ identity: 'a1' })
  })
  it.each([[undefined], [null], ['a1'], [{}], [{ identity: '' }], [{ identity: 1 }]])(
    'is not %j',
    (state) => {
      expect(readFolderState(state)).toBeUndefined()
    },
  )
})
