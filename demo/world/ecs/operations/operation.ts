import type { EcsState } from '../state.ts'

/** One action of the ECS API: reads or changes the state, answers in the SDK's own types. */
export type Operation<Input, Output> = (ecs: EcsState, input: Input) => Output
