import { renderMarkdown, renderPage } from '../../demo/rendering/page.ts'

const PAGE = {
  title: 'Safe Landing: <bad>',
  conclusion: 'failure',
  summary: '## Hi\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n',
  annotations: [{ level: 'error', title: 'Rolled <back>', message: 'one\ntwo' }],
  log: [
    { kind: 'group', text: 'Watching' },
    { kind: 'text', text: '<script>alert(1)</script>' },
    { kind: 'endgroup', text: '' },
  ],
} as const

test('a page is complete in itself: nothing is loaded from elsewhere', () => {
  const html = renderPage(PAGE)
  expect(html).toContain('<table>')
  expect(html).toContain('.markdown-body')
  expect(html).not.toMatch(/(?:src|href)="(?!data:)/)
})

test('text of title, annotations and log stays text', () => {
  const html = renderPage(PAGE)
  expect(html).toContain('<title>Safe Landing: &lt;bad&gt;</title>')
  expect(html).toContain('<strong>error: Rolled &lt;back&gt;</strong><br>one<br>two')
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
})

test('without a drawing no script may run', () => {
  expect(renderPage(PAGE)).toContain("script-src 'none'")
})

test('a drawing brings Mermaid with it, and only that may run', () => {
  const html = renderPage({ ...PAGE, summary: '```mermaid\nflowchart LR\n  a --> b\n```' })
  expect(html).toContain('<pre class="mermaid">flowchart LR\n  a --&gt; b</pre>')
  expect(html).toMatch(/script-src 'sha256-[^' ]+' 'sha256-[^' ]+'"/)
})

test('code that is not a drawing stays code', () => {
  expect(renderMarkdown('```text\na<b\n```')).toBe('<pre><code class="language-text">a&lt;b\n</code></pre>\n')
})
