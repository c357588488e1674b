// Calls to AWS as all of its services share them: clients, time limits, errors, retries. What is asked of
// one service is with its reader in targets/ or metrics/.

import { fieldAt } from '../core/field-at.ts'
import { traceRequest } from '../core/request-trace.ts'
import { proxyForAgents } from '../http/proxy-choice.ts'
import { renderAwsError } from './aws-error.ts'

interface CallOptions {
  readonly abortSignal: AbortSignal
}

/** Runs one call. Reads are tried again by the SDK, writes never. Rejects with an AwsError. */
export type Call<Client> = <Output>(
  action: string,
  run: (client: Client, options: CallOptions) => Promise<Output>,
  signal: AbortSignal,
) => Promise<Output>

/** What the clients of all AWS services are created with. */
interface ClientSettings {
  readonly region?: string
  readonly requestHandler: {
    readonly connectionTimeout: number
    readonly requestTimeout: number
    readonly throwOnRequestTimeout: true
    readonly httpsAgent?: { readonly proxyEnv: Readonly<Record<string, string>> }
  }
  readonly maxAttempts: number
}

const READ_ATTEMPTS = 3
const CONNECT_TIMEOUT_MS = 5_000
const READ_TIMEOUT_MS = 15_000
/** Short enough that a cancelled run can wait for it: the runner kills after ten seconds. */
const WRITE_TIMEOUT_MS = 5_000

/** Actions that change something: their outcome is read before they are sent again. */
const WRITES = /:(Update|Stop|Continue|Register|Tag|Create)/

/** `place` names what is looked for and where, such as `cluster prod in us-east-1`: AWS's own words do not. */
export function callWith<Client>(
  create: (settings: ClientSettings) => Client,
  region: string | undefined,
  place = '',
): Call<Client> {
  const proxyEnv = proxyForAgents(process.env)
  const settings = {
    ...(region === undefined ? {} : { region }),
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: READ_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      // The SDK itself does not look for a proxy.
      ...(proxyEnv && { httpsAgent: { proxyEnv } }),
    },
  } as const
  const reader = create({ ...settings, maxAttempts: READ_ATTEMPTS })
  const writer = create({ ...settings, maxAttempts: 1 })
  return async (action, run, signal) => {
    signal.throwIfAborted()
    const startedAtMs = performance.now()
    const trace = (ended: unknown, failure?: string) =>
      traceRequest({ action, ...readMetadata(ended), tookMs: performance.now() - startedAtMs, failure })
    try {
      const output = WRITES.test(action)
        ? await run(writer, { abortSignal: AbortSignal.timeout(WRITE_TIMEOUT_MS) })
        : await run(reader, { abortSignal: signal })
      trace(output)
      return output
    } catch (error) {
      trace(error, error instanceof Error ? error.name : String(error))
      // A write is not aborted: whether AWS has acted would not be known.
      if (signal.aborted && !WRITES.test(action)) throw signal.reason
      throw renderAwsError(action, error, place)
    }
  }
}

/** What the SDK says of an answer, or of an error, https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-smithy-types/Interface/ResponseMetadata/ */
function readMetadata(ended: unknown): { status?: number; id?: string } {
  const status = fieldAt(ended, '$metadata', 'httpStatusCode')
  const id = fieldAt(ended, '$metadata', 'requestId')
  return { ...(typeof status === 'number' && { status }), ...(typeof id === 'string' && { id }) }
}

/** As {@link Call}, of a service whose SDK is loaded by the first call. */
export type LazyCall<Sdk, Client> = <Output>(
  action: string,
  run: (loaded: {
    readonly sdk: Sdk
    readonly client: Client
    readonly options: CallOptions
  }) => Promise<Output>,
  signal: AbortSignal,
) => Promise<Output>

export function callLazily<Sdk, Client>(
  load: () => Promise<Sdk>,
  create: (sdk: Sdk, settings: ClientSettings) => Client,
  region: string | undefined,
): LazyCall<Sdk, Client> {
  let loading: Promise<{ sdk: Sdk; call: Call<Client> }> | undefined
  const connect = async () => {
    const sdk = await load()
    return { sdk, call: callWith((settings) => create(sdk, settings), region) }
  }
  return async (action, run, signal) => {
    loading ??= connect()
    const { sdk, call } = await loading
    return await call(action, (client, options) => run({ sdk, client, options }), signal)
  }
}
