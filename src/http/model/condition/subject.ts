import { nearest } from '../../../core/nearest.ts'
import type { Scanner } from '../../../core/syntax/scanner.ts'
import type { BodyPath, Subject } from './condition.ts'

const SIMPLE = ['status', 'redirects', 'time', 'url', 'text'] as const
const NAMES = [...SIMPLE, 'header', 'certificate', 'body'] as const
const ALLOWED = 'status, time, url, text, redirects, header NAME, certificate expires, or body with a path'

const STEP = /\.([A-Za-z_$][\w$-]*)|\[(\d{1,9})\]|\[("(?:[^"\\]|\\["\\])*"|'(?:[^'\\]|\\['\\])*')\]/y

/** Reads the subject and the space after it. */
export function readSubject(scanner: Scanner): Subject {
  const simple = scanner.takeKeyword(...SIMPLE)
  if (simple !== undefined) return { kind: simple }
  if (scanner.takeKeyword('header') !== undefined) return { kind: 'header', name: readHeaderName(scanner) }
  if (scanner.takeKeyword('certificate') !== undefined) {
    if (scanner.takeKeyword('expires') === undefined)
      scanner.fail('expires', { hint: 'For example: certificate expires > 7d' })
    return { kind: 'certificate' }
  }
  if (scanner.take(/body(?![\w$-])/y)) return { kind: 'body', path: readPath(scanner) }
  return scanner.fail(ALLOWED, guess(scanner.rest()))
}

function readHeaderName(scanner: Scanner): string {
  // https://www.rfc-editor.org/rfc/rfc9110#name-tokens, without what the operators begin with
  const [name] = scanner.take(/[#$%&'*+.^_`|~0-9A-Za-z-]+/y) ?? []
  if (name === undefined) {
    const hint = 'For example: header content-type startsWith "application/json"'
    return scanner.fail('the name of a header, such as content-type', { hint })
  }
  scanner.skipSpace()
  return name.toLowerCase()
}

function readPath(scanner: Scanner): BodyPath {
  const path: (string | number)[] = []
  for (let step = scanner.take(STEP); step !== undefined; step = scanner.take(STEP)) {
    const [, field, index, quoted = ''] = step
    if (field !== undefined) path.push(field)
    else path.push(index === undefined ? quoted.slice(1, -1).replace(/\\(.)/g, '$1') : Number(index))
  }
  const [number] = scanner.peek(/\.\d+/y) ?? []
  if (scanner.peek(/[.[]/y)) {
    const hint =
      number === undefined
        ? 'Other names go in quotes: body["my name"].'
        : `Did you mean [${number.slice(1)}]?`
    scanner.fail('.name, [0] or ["name"]', { hint })
  }
  scanner.skipSpace()
  return path
}

function guess(rest: string): { hint?: string } {
  if (/^not\s/.test(rest)) return { hint: '"not" stands before the operator: body.errors not exists' }
  const [, word = ''] = /^[$[{(]*\.?([\w$-]+)/.exec(rest) ?? []
  const name = nearest(word, NAMES)
  if (name !== undefined && word !== name) return { hint: `Did you mean ${name}?` }
  const [path] = /^[$.]*[A-Za-z_][\w$.[\]-]*/.exec(rest) ?? []
  if (path === undefined) return {}
  return { hint: `For a field of the answer: body.${path.replace(/^[$.]+/, '')}` }
}
