import type { Secret } from '../../../src/core/secret.ts'

export interface RouterConfig {
  readonly kind: 'router'
  readonly url: Secret
  /** The route that is switched. */
  readonly service: string
}
