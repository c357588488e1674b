import { truncate } from '../../core/truncate.ts'
import type { CaptureSource } from '../../run/capture.ts'
import { readDeployment } from './model/deployment-status.ts'
import { StatusAddress, type StatusDeps } from './status-address.ts'
import type { WebhookConfig } from './webhook-config.ts'

/** Records which deployment the status address names as the current one, if there is such an address. */
export function webhookCapture(config: WebhookConfig, deps: StatusDeps): CaptureSource {
  return {
    async capture(signal) {
      if (config.status === undefined) return { warnings: [] }
      const status = new StatusAddress(config, config.status, deps)
      const { current } = readDeployment(await status.read(signal))
      if (current !== undefined) return { revision: deps.redact(truncate(current)), warnings: [] }
      return { warnings: [{ text: `${status.shown} does not say which deployment is the current one` }] }
    },
  }
}
