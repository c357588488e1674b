import {
  advance,
  type Progress,
  type RollbackState,
} from '../../../../src/targets/ecs/model/rollback-state.ts'
import { td } from '../../../support/ecs-facts.ts'

const state = (progress: Progress): RollbackState => ({ target: td('web:3'), progress })
const planned = state({ kind: 'planned' })
const stopping = { kind: 'stopping', deploymentId: 'd-4', polls: 2 } as const

describe('the state of a rollback', () => {
  it('where the target is there already, the service shows how it goes', () => {
    expect(advance(planned, { kind: 'already-there' })).toEqual(state({ kind: 'updated' }))
  })

  it('keeps the deployment that we made, applied again when the target is there', () => {
    const updated = state({ kind: 'updated', deploymentId: 'd-5' })
    expect(advance(updated, { kind: 'already-there' })).toEqual(updated)
  })

  it('goes where the platform goes once that is followed', () => {
    expect(advance(planned, { kind: 'follow', deploymentId: 'd-5', to: td('web:2') })).toEqual({
      target: td('web:2'),
      progress: { kind: 'followed', deploymentId: 'd-5' },
    })
  })

  it('keeps its target while the platform does not say where it goes', () => {
    expect(advance(planned, { kind: 'follow' })).toEqual(state({ kind: 'followed' }))
  })

  it('counts the polls for the rollback that is to come of a stop, and no others', () => {
    const wait = { kind: 'wait', reason: 'it is being stopped' } as const
    expect(advance(state(stopping), wait)).toEqual(state(stopping))
    expect(advance(state(stopping), { ...wait, isForRollback: true })).toEqual(
      state({ ...stopping, polls: 3 }),
    )
    expect(advance(planned, wait)).toEqual(planned)
  })

  it('stays as it is when somebody else has deployed', () => {
    expect(advance(planned, { kind: 'superseded', by: 'web:9', reason: 'web has web:9' })).toEqual(planned)
  })
})
