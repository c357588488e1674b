import { ANY_LOG, type EcsStage, ending, onStage, readable } from './ecs-stage.ts'

const LINEAR = {
  strategy: 'LINEAR',
  bakeTimeInMinutes: 5,
  linearConfiguration: { stepPercent: 50, stepBakeTimeInMinutes: 10 },
} as const
const SHORT = { 'rollout-timeout': '9m' }
const TOO_SHORT = 'rollout-timeout is 9m, and one step of the traffic of web takes 10m'

const begun = (stage: EcsStage) => {
  stage.world.createService({ name: 'web', deploymentConfiguration: LINEAR })
  return stage
}

test.concurrent('validate says how long a landing can take by the schedule of ECS', () =>
  onStage(async (stage) => {
    const { summary, outputs } = await begun(stage).step({ mode: 'validate', 'rollout-timeout': '' })
    expect(outputs.result).toBe('validated')
    expect(readable(summary)).toMatch(
      /A landing of web can take \w+: 2 steps of the traffic of 10m, a bake time of 5m, /,
    )
  }))

test.concurrent('capture says so too, and warns of a rollout-timeout that is too short', () =>
  onStage(async (stage) => {
    const { summary, log, outputs } = await begun(stage).step({ mode: 'capture', ...SHORT })
    expect(outputs.result).toBe('captured')
    expect(readable(summary)).toContain('2 steps of the traffic of 10m')
    expect(log).toContain(TOO_SHORT)
  }))

test.concurrent('a rollout-timeout that is shorter than one step of the traffic is refused by validate', () =>
  onStage(async (stage) => {
    const played = await begun(stage).step({ mode: 'validate', ...SHORT })
    expect(ending(played)).toMatchObject({ exitCode: 2, result: 'invalid', writes: [], ...ANY_LOG })
    expect(played.outputs.reason).toBe(TOO_SHORT)
  }))

test.concurrent('and warned of by a guard, which it does not stop', () =>
  onStage(async (stage) => {
    const task = begun(stage).deploy('web', '4')
    const { outputs, log } = await stage.step({ 'task-definition': task, ...SHORT })
    expect(outputs.result).toBe('healthy')
    expect(log).toContain(TOO_SHORT)
  }))
