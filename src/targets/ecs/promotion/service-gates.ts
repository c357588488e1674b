import type { GateState, PromotionPlan } from '../../../run/gate.ts'
import type { EcsService } from '../model/model.ts'

/** The gates of whoever controls the deployments of one service. Each call rejects with an AwsError. */
export interface ServiceGates {
  read(service: EcsService, gateId: string, signal: AbortSignal): Promise<GateState>
  /** Sends it once. */
  proceed(service: EcsService, gateId: string, signal: AbortSignal): Promise<void>
  plan(service: EcsService, signal: AbortSignal): Promise<PromotionPlan>
}
