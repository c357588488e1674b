import { columns, noStyle, wrap } from '../../demo/rendering/style.ts'
import { renderTerminal } from '../../demo/rendering/terminal.ts'

const SUMMARY = `## ↩️ Rolled back to \`web:41\`

**The service is healthy again.** A *second* paragraph with <code>a\\|b</code> and [a link](https://example.com/x).

### Why

> health failed 3 times: \\[x\\] &lt;b&gt; https<span>:</span>//host

| Time | What happened |
| ---: | --- |
| 0s | Watch begins |
| 12.5s | **Rollback started** of 🟩🟥, which is told here at a length that does not fit |

1. Fix the cause.
2. Deploy again:
   - with care

<details><summary>What the platform said</summary>

\`\`\`text
(service web) has started 2 tasks
  twice
\`\`\`

</details>

<sub>target \`ecs\` · report</sub>
`

test('a summary is readable in a terminal', () => {
  expect(renderTerminal(SUMMARY, { width: 60, style: noStyle })).toMatchInlineSnapshot(`
"↩️ Rolled back to web:41
════════════════════════

The service is healthy again. A second paragraph with a|b
and a link (https://example.com/x).

Why

▌ health failed 3 times: [x] <b> https://host

 Time  What happened
─────  ─────────────────────────────────────────────────────
   0s  Watch begins
12.5s  Rollback started of 🟩🟥, which is told here at a
       length that does not fit

1. Fix the cause.
2. Deploy again:
   • with care

▾ What the platform said

│ (service web) has started 2 tasks
│   twice

target ecs · report
"
`)
})

test('formats go where Markdown has them', () => {
  const style = (format: unknown, text: string) => `{${String(format)}:${text}}`
  const text = renderTerminal('**b** `c` _e_ <code>h</code>', { width: 80, style })
  expect(text).toBe('{bold:b} {cyan:c} {italic:e} {cyan:h}\n')
})

test.each([
  { text: 'abc', width: 3 },
  { text: '🟩🟥', width: 4 },
  { text: '↩️', width: 2 },
  { text: '\x1b[1mbold\x1b[22m', width: 4 },
  { text: 'a\u200Bb', width: 2 },
])('$text takes $width columns', ({ text, width }) => {
  expect(columns(text)).toBe(width)
})

test('lines break at blanks, and a longer word stays whole', () => {
  expect(wrap('aa bb cc ddddddddd e', 5)).toEqual(['aa bb', 'cc', 'ddddddddd', 'e'])
})
