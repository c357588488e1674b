import type { Secret } from '../../core/secret.ts'
import type { HeaderConfig } from '../../http/model/check-config.ts'
import type { StatusExpectation } from './model/status-expectation.ts'

export interface WebhookConfig {
  readonly kind: 'webhook'
  readonly url: Secret
  readonly method: string
  readonly headers: readonly HeaderConfig[]
  readonly body?: Secret
  /** Absent: the endpoint's own answer is all there is to see, and the checks decide. */
  readonly status?: {
    readonly url: Secret
    /** All must hold; at least one. */
    readonly expect: readonly StatusExpectation[]
  }
}
