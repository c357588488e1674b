import { toPlainText } from './untrusted.ts'

/** A suite of JUnit's XML, as https://github.com/testmoapp/junitxml describes it. Texts may be untrusted. */
export interface TestSuite {
  readonly name: string
  readonly cases: readonly TestCase[]
  /** ISO 8601. */
  readonly startedAt: string
  readonly tookMs: number
}

export interface TestCase {
  readonly name: string
  readonly tookMs: number
  /** Absent: it passed. */
  readonly fault?: { readonly kind: 'failure' | 'skipped'; readonly message: string } | undefined
  /** What is worth knowing of it beside that. */
  readonly output?: string | undefined
}

/** A report in the form that test reporters read. */
export function renderJunit(name: string, suites: readonly TestSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases)
  const head = attributes({
    name,
    tests: String(all.length),
    failures: countFaults(all, 'failure'),
    errors: '0',
    time: seconds(suites.reduce((sum, { tookMs }) => sum + tookMs, 0)),
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${head}>`,
    ...suites.flatMap(renderSuite),
    '</testsuites>',
    '',
  ].join('\n')
}

function renderSuite({ name, cases, startedAt, tookMs }: TestSuite): string[] {
  const head = attributes({
    name,
    tests: String(cases.length),
    failures: countFaults(cases, 'failure'),
    errors: '0',
    skipped: countFaults(cases, 'skipped'),
    time: seconds(tookMs),
    timestamp: startedAt,
  })
  return [`  <testsuite ${head}>`, ...cases.flatMap((one) => renderCase(name, one)), '  </testsuite>']
}

function renderCase(classname: string, { name, tookMs, fault, output }: TestCase): string[] {
  const head = `    <testcase ${attributes({ classname, name, time: seconds(tookMs) })}`
  const inner = [
    ...(fault === undefined ? [] : [`      <${fault.kind} ${attributes({ message: fault.message })}/>`]),
    ...(output === undefined ? [] : [`      <system-out>${escapeXml(output)}</system-out>`]),
  ]
  return inner.length === 0 ? [`${head}/>`] : [`${head}>`, ...inner, '    </testcase>']
}

function countFaults(cases: readonly TestCase[], kind: 'failure' | 'skipped'): string {
  return String(cases.filter(({ fault }) => fault?.kind === kind).length)
}

export function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escapeXml(value)}"`)
    .join(' ')
}

/** For text and for attributes. What XML cannot hold at all is gone before. */
export function escapeXml(text: string): string {
  return toPlainText(text)
    .replace(/[\uFFFE\uFFFF]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

export function seconds(durationMs = 0): string {
  return (durationMs / 1_000).toFixed(3)
}
