import type { Plan, PlatformName } from '../plan.ts'
import type { Platform } from '../platform.ts'
import { codeDeploy } from './code-deploy/platform.ts'
import { ecs } from './ecs/platform.ts'
import { webhook } from './webhook/platform.ts'
import { workflow } from './workflow/platform.ts'

const PLATFORMS: { readonly [Name in PlatformName]: Platform<Extract<Plan, { platform: Name }>> } = {
  ecs,
  webhook,
  'code-deploy': codeDeploy,
  workflow,
}

export const platformOf = (plan: Plan): Platform<Plan> => PLATFORMS[plan.platform]
