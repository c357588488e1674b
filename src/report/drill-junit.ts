import type { RunStory } from './run-story.ts'
import { measureDrill } from './summary/drill.ts'
import { toPlainText } from './untrusted.ts'

/**
 * A drill's result in the form that test reporters read, XML; undefined when there is nothing to measure.
 * https://github.com/testmoapp/junitxml
 */
export function renderDrillReport(story: RunStory): string | undefined {
  const measures = measureDrill(story)
  if (measures.length === 0) return undefined
  const { outcome, context } = story
  const cases = measures.flatMap(({ name, took, target, tookMs, isMet }) => {
    const head = `<testcase ${attributes({ classname: 'Recovery', name, time: seconds(tookMs) })}`
    if (isMet) return [`  ${head}/>`]
    const missed = attributes({ message: `${took}, and the target is ${target}` })
    return [`  ${head}>`, `    <failure ${missed}>${escapeXml(outcome.reason)}</failure>`, '  </testcase>']
  })
  const suite = attributes({
    name: 'Safe Landing: rollback drill',
    tests: String(measures.length),
    failures: String(measures.filter(({ isMet }) => !isMet).length),
    time: seconds(Math.max(...measures.map(({ tookMs = 0 }) => tookMs))),
    timestamp: context.startedAt,
  })
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuite ${suite}>`, ...cases, '</testsuite>']
  return `${lines.join('\n')}\n`
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escapeXml(value)}"`)
    .join(' ')
}

/** For text and for attributes. What XML cannot hold at all is gone before. */
function escapeXml(text: string): string {
  return toPlainText(text)
    .replace(/[\uFFFE\uFFFF]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function seconds(durationMs = 0): string {
  return (durationMs / 1_000).toFixed(3)
}
