/** A value, or everything that is wrong with what it should be made from. */
export type Checked<T, P> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly P[] }

export function valid<T>(value: T): Checked<T, never> {
  return { ok: true, value }
}

export function invalid<P>(...problems: readonly P[]): Checked<never, P> {
  return { ok: false, problems }
}

/** An optional property may come out as undefined, and is then left out. */
type Parts<T, P> = {
  readonly [K in keyof T]-?: Checked<object extends Pick<T, K> ? T[K] | undefined : T[K], P>
}

/** Puts an object together from its checked parts, with the problems of all of them. */
export function all<T extends object, P>(parts: Parts<T, P>): Checked<T, P> {
  const entries = Object.entries<Checked<unknown, P>>(parts)
  const problems = entries.flatMap(([, part]) => (part.ok ? [] : part.problems))
  if (problems.length > 0) return invalid(...problems)
  const values = entries.flatMap(([key, part]) =>
    part.ok && part.value !== undefined ? [[key, part.value] as const] : [],
  )
  return valid(Object.fromEntries(values) as T)
}

/** Like `all`, for a list. */
export function each<T, P>(parts: readonly Checked<T, P>[]): Checked<readonly T[], P> {
  const problems = parts.flatMap((part) => (part.ok ? [] : part.problems))
  return problems.length > 0
    ? invalid(...problems)
    : valid(parts.flatMap((part) => (part.ok ? [part.value] : [])))
}

export function andThen<T, U, P>(checked: Checked<T, P>, next: (value: T) => Checked<U, P>): Checked<U, P> {
  return checked.ok ? next(checked.value) : checked
}
