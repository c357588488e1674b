import { AwsError } from './aws-error.ts'

/**
 * Refuses an answer that has another form than AWS documents, as a proxy may give one. A member that is not there is
 * none: what that means, only its reader knows.
 *
 * @param members such as `tasks[].containers[]`: lists of objects, and objects
 */
export function checkForm<Answer extends object>(
  action: string,
  answer: Answer,
  members: readonly string[],
): Answer {
  for (const member of members) {
    const wrong = findWrong(answer, member.split('.'))
    if (wrong !== undefined)
      throw unexpectedForm(action, `${member} is ${JSON.stringify(wrong)}`.slice(0, 200))
  }
  return answer
}

/** An answer that AWS always gives has this. */
export function requireText(action: string, name: string, text: string | undefined): string {
  if (typeof text === 'string' && text !== '') return text
  throw unexpectedForm(action, `it holds no ${name}`)
}

/** Undefined: nothing is. */
function findWrong(value: object, [name = '', ...rest]: readonly string[]): unknown {
  const isList = name.endsWith('[]')
  const member = (value as Record<string, unknown>)[name.replace('[]', '')]
  if (member === undefined) return undefined
  if (isList && !Array.isArray(member)) return member
  const items: unknown[] = isList ? (member as unknown[]) : [member]
  for (const item of items) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item
    const wrong = rest.length === 0 ? undefined : findWrong(item, rest)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

export function unexpectedForm(action: string, what: string): AwsError {
  const cause = new TypeError(what)
  return new AwsError('transient', `${action} gave an answer of an unexpected form: ${what}`, { cause })
}
