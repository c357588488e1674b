import { openNetwork } from '../../../src/http/network.ts'
import type { Config } from '../../../src/inputs/config.ts'
import { planningSource } from '../../../src/targets/planning-source.ts'
import type { OpenTarget, TargetDeps } from '../../../src/targets/target.ts'
import type { RouterConfig } from './router-config.ts'
import { routerRollback } from './strategy.ts'

export function openRouter(config: Config, own: RouterConfig, deps: TargetDeps): OpenTarget {
  const { clock, env, redact, capture } = deps
  const strategy = routerRollback(own, {
    clock,
    network: openNetwork(config.network, env),
    redact,
    rollbackTo: config.rollbackTo,
    captured: capture?.revision,
  })
  return { strategy, source: planningSource(strategy, ({ from }) => from), probes: [] }
}
