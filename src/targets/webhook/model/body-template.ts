export interface BodyValues {
  readonly from: string
  readonly to: string
  readonly reason: string
}

const PLACE = /\{(from|to|reason)\}/g

/** Whether the endpoint would learn to which revision it should go back. */
export function namesTarget(template: string): boolean {
  return template.includes('{to}')
}

/**
 * Fills `{from}`, `{to}` and `{reason}` in, written so that they stay one value where they stand: in a
 * form as a form wants it, otherwise as the inside of a JSON string, which also holds for plain text
 * as long as there is nothing to escape.
 */
export function fillBody(template: string, contentType: string | undefined, values: BodyValues): string {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(contentType ?? '')
  const encode = isForm ? encodeURIComponent : (text: string) => JSON.stringify(text).slice(1, -1)
  return template.replace(PLACE, (_, name: keyof BodyValues) => encode(values[name].toWellFormed()))
}
