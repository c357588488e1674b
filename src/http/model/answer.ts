/**
 * A complete HTTP answer, as far as expectations and conditions can see it. All of it is untrusted.
 * Incomplete answers (a reset or a timeout at any stage) are failures and never become one.
 */
export interface FullAnswer {
  readonly method: string
  /** Without user info, query and fragment, which are secrets. */
  readonly url: string
  /** The address that was connected to, such as `203.0.113.7:443`. */
  readonly address?: string | undefined
  readonly status: number
  /** By lower-case name; several values of one name are joined by `, `. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: AnswerBody
  readonly timings: AnswerTimings
  /** Absent: the answer did not come over TLS. */
  readonly certificate?: ServerCertificate | undefined
  /** How many redirects were followed. */
  readonly redirects: number
}

export interface AnswerBody {
  /** Decompressed and decoded; at most the first MiB. */
  readonly text: string
  /** The body goes on after `text`, so that nothing can be said about the whole of it. */
  readonly isTruncated: boolean
  /** Why `text` is not what the content-encoding promises: it is then the body as it came. One clause. */
  readonly encodingFault?: string | undefined
  /** Absent: not JSON, or cut. The value itself may be `null`. */
  readonly json?: { readonly value: unknown }
}

/** Each stage by itself, in milliseconds; a stage that did not take place is absent. */
export interface AnswerTimings {
  readonly lookUpMs?: number | undefined
  readonly connectMs?: number | undefined
  readonly tlsMs?: number | undefined
  /** From the request's last byte to the answer's headers. */
  readonly waitMs: number
  readonly bodyMs: number
  /** From the start of the name look-up to the last byte of the body: the subject `time`. */
  readonly totalMs: number
}

export interface ServerCertificate {
  /** From the moment of the answer to the end of the certificate's validity. */
  readonly expiresInMs: number
}

/** `application/json` or not: what parses is JSON, since health endpoints often name no type. */
export function readBody(text: string, isTruncated: boolean, encodingFault?: string): AnswerBody {
  const body = { text, isTruncated, encodingFault }
  if (isTruncated) return body
  try {
    return { ...body, json: { value: JSON.parse(text) } }
  } catch {
    return body
  }
}
