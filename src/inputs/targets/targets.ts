import { ecs } from './ecs.ts'
import { none } from './none.ts'

/** Every value of `target`, with how its inputs are read. */
export const TARGETS = { ecs, none }
