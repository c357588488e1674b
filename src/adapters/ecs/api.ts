import type { ECSClient, ECSClientConfig } from '@aws-sdk/client-ecs'
import { explainTrouble } from './trouble.ts'

type Sdk = typeof import('@aws-sdk/client-ecs')

/** The AWS SDK, loaded only when ECS is used: it is the largest part of the bundle. */
export interface EcsApi {
  readonly sdk: Sdk
  /** Name or ARN. */
  readonly cluster: string
  /** Runs one call. Reads are tried again by the SDK, writes never. Rejects with an EcsTrouble. */
  call<Output>(
    action: string,
    run: (client: ECSClient, options: CallOptions) => Promise<Output>,
    signal: AbortSignal,
  ): Promise<Output>
}

export interface CallOptions {
  readonly abortSignal: AbortSignal
}

const READ_ATTEMPTS = 3
const CONNECT_TIMEOUT_MS = 5_000
const READ_TIMEOUT_MS = 15_000
/** Short enough that a cancelled run can wait for it: the runner kills after ten seconds. */
const WRITE_TIMEOUT_MS = 5_000

/** Actions that change something: their outcome is read before they are sent again. */
const WRITES = /^ecs:(Update|Stop|Continue|Register|Tag|Create)/

export async function connectEcs(cluster: string, region: string | undefined): Promise<EcsApi> {
  const sdk = await import('@aws-sdk/client-ecs')
  const config: ECSClientConfig = {
    ...(region === undefined ? {} : { region }),
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: READ_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  }
  const reader = new sdk.ECSClient({ ...config, maxAttempts: READ_ATTEMPTS })
  const writer = new sdk.ECSClient({ ...config, maxAttempts: 1 })
  return {
    sdk,
    cluster,
    async call(action, run, signal) {
      signal.throwIfAborted()
      try {
        return WRITES.test(action)
          ? await run(writer, { abortSignal: AbortSignal.timeout(WRITE_TIMEOUT_MS) })
          : await run(reader, { abortSignal: signal })
      } catch (error) {
        // A write is not aborted: whether AWS has acted would not be known.
        if (signal.aborted && !WRITES.test(action)) throw signal.reason
        throw explainTrouble(action, error)
      }
    },
  }
}
