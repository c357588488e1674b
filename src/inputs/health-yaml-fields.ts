import { nearest } from '../core/nearest.ts'
import { type Checked, invalid, valid } from './checked.ts'
import { refusal, refused, type YamlMap, type YamlValue } from './health-yaml.ts'
import type { Parser, Refusal } from './parser.ts'
import { enumerate } from './values/choice.ts'

/** The fields of one map, each taken by its name; what is wrong with them has its place. */
export class YamlFields {
  readonly #map: YamlMap

  constructor(map: YamlMap) {
    this.#map = map
  }

  has(name: string): boolean {
    const value = this.value(name)
    return value !== undefined && !(value.kind === 'text' && value.isNull)
  }

  value(name: string): YamlValue | undefined {
    return this.#map.entries.get(name)?.value
  }

  take<T>(name: string, parser: Parser<T>, show?: (text: string) => string): Checked<T, Refusal> {
    const value = this.value(name)
    if (value !== undefined && this.has(name)) return parseText(value, parser, show)
    return this.refuse(name, {
      actual: '',
      expected: parser.expected,
      hint: `${name} is needed here.`,
      mayBeUnset: value === undefined ? undefined : true,
    })
  }

  takeOptional<T>(
    name: string,
    parser: Parser<T>,
    show?: (text: string) => string,
  ): Checked<T | undefined, Refusal> {
    return this.has(name) ? this.take(name, parser, show) : valid(undefined)
  }

  refuse(name: string, { actual = name, ...rest }: Refusal): Checked<never, Refusal> {
    return refused(this.#map.entries.get(name)?.key ?? this.#map.place, { actual, ...rest })
  }

  /** What is not among the known fields would be ignored, which is a trap. */
  refuseUnknown(known: readonly string[]): Checked<undefined, Refusal> {
    const problems = [...this.#map.entries].flatMap(([name, { key }]) => {
      if (known.includes(name)) return []
      const meant = nearest(name, known)
      const hint = meant && `Did you mean ${meant}?`
      return [refusal(key, { actual: name, expected: enumerate(known), hint })]
    })
    return problems.length > 0 ? invalid(...problems) : valid(undefined)
  }
}

/** A text, or a list of texts, read by a parser of lines. */
export function parseText<T>(
  value: YamlValue,
  parser: Parser<T>,
  show = (text: string) => text,
): Checked<T, Refusal> {
  if (value.kind === 'list') {
    const texts = value.items.flatMap((item) => (item.kind === 'text' ? [item] : []))
    if (texts.length === value.items.length && texts.length > 0) {
      const parsed = parser.parse(texts.map(({ text }) => text.replaceAll('\n', ' ')).join('\n'))
      return parsed.ok
        ? parsed
        : invalid(
            ...parsed.problems.map((problem) =>
              relocate(problem, texts[(problem.line ?? 1) - 1] ?? value, parser, show),
            ),
          )
    }
  }
  if (value.kind !== 'text')
    return refused(value.place, { actual: `a ${value.kind}`, expected: parser.expected })
  const parsed = parser.parse(value.text.trim())
  return parsed.ok
    ? parsed
    : invalid(...parsed.problems.map((problem) => relocate(problem, value, parser, show)))
}

/** From a place in the value to the place in the whole text. */
function relocate(
  problem: Refusal,
  value: YamlValue,
  parser: Parser<unknown>,
  show: (text: string) => string,
): Refusal {
  const { actual = value.kind === 'text' ? value.text : '', column, line = 1, ...rest } = problem
  const isBlock = value.kind === 'text' && value.isBlock
  const place = isBlock
    ? { line: value.place.line + line, column }
    : { line: value.place.line, column: value.place.column + (column ?? 1) - 1 }
  return { expected: parser.expected, ...rest, actual: show(actual), ...place }
}
