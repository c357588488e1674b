import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Marked } from 'marked'
import type { Annotation, LogLine } from '../runner/step-log.ts'

/** What GitHub shows of a step. */
export interface Page {
  readonly title: string
  readonly conclusion: string
  /** Markdown. */
  readonly summary: string
  readonly annotations: readonly Annotation[]
  readonly log: readonly LogLine[]
}

const { resolve } = createRequire(import.meta.url)

/** One HTML file with all that it needs in it, so that it opens without a network. */
export function renderPage(page: Page): string {
  const summary = renderMarkdown(page.summary)
  const scripts = summary.includes('class="mermaid"') ? mermaidScripts() : []
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src ${allow(scripts)}">
<title>${escapeHtml(page.title)}</title>
<style>${readFileSync(resolve('github-markdown-css/github-markdown.css'), 'utf8')}${LAYOUT}</style>
<body class="markdown-body">
<header><span class="${escapeHtml(page.conclusion)}">${escapeHtml(page.conclusion)}</span> ${escapeHtml(page.title)}</header>
${page.annotations.map(renderAnnotation).join('\n')}
<article>
<p class="caption">deploy summary</p>
${summary}
</article>
<details><summary>Log of the step</summary><pre>${page.log.map(renderLine).join('\n')}</pre></details>
</body>
${scripts.map((script) => `<script>${script}</script>`).join('\n')}
</html>
`
}

/** GitHub's Markdown as HTML; a Mermaid block becomes what Mermaid looks for. */
export function renderMarkdown(markdown: string): string {
  const marked = new Marked({ gfm: true })
  marked.use({
    renderer: {
      code: ({ text, lang }) =>
        lang === 'mermaid' ? `<pre class="mermaid">${escapeHtml(text)}</pre>\n` : false,
    },
  })
  // As GitHub marks what can be ticked off, so that it is not drawn as a list inside of a list.
  return marked
    .parse(markdown, { async: false })
    .replaceAll('<li><input', '<li class="task-list-item"><input class="task-list-item-checkbox"')
}

function mermaidScripts(): string[] {
  const library = readFileSync(resolve('@mermaid-js/tiny/dist/mermaid.tiny.js'), 'utf8')
  const theme = "matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default'"
  return [library.replaceAll('</script', '<\\/script'), drawMermaid(theme)]
}

/** A drawing in a closed fold has no size yet, so that all are open while it is drawn. */
export function drawMermaid(theme: string): string {
  return `(async () => {
    mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme: ${theme} })
    const folds = [...document.querySelectorAll('details:not([open])')]
    for (const fold of folds) fold.open = true
    await mermaid.run({ querySelector: '.mermaid' })
    for (const fold of folds) fold.open = false
    return document.querySelectorAll('.mermaid svg').length
  })()`
}

/** Only our own scripts run, whatever a summary holds: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy */
function allow(scripts: readonly string[]): string {
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
  return hashes.length === 0 ? "'none'" : hashes.join(' ')
}

function renderAnnotation({ level, title, message }: Annotation): string {
  const head = title === undefined ? level : `${level}: ${title}`
  return `<aside class="${level}"><strong>${escapeHtml(head)}</strong><br>${escapeHtml(message).replaceAll('\n', '<br>')}</aside>`
}

function renderLine({ kind, text }: LogLine): string {
  return kind === 'endgroup' ? '' : `<span class="${kind}">${escapeHtml(text)}</span>`
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const LAYOUT = `
body { max-width: 1012px; margin: 0 auto; padding: 24px; }
header { font-size: 20px; font-weight: 600; margin-bottom: 16px; }
header span { font-size: 14px; color: #fff; border-radius: 2em; padding: 3px 10px; background: #6e7781; }
header .success { background: #1a7f37; }
header .failure { background: #cf222e; }
article, aside, body > details { border: 1px solid #d0d7de; border-radius: 6px; padding: 16px 24px; margin-bottom: 16px; }
aside { border-left: 4px solid #0969da; padding: 8px 16px; }
aside.error { border-left-color: #cf222e; }
aside.warning { border-left-color: #9a6700; }
.caption { color: #6e7781; }
pre .error { color: #cf222e; }
pre .warning { color: #9a6700; }
pre .group { font-weight: 600; }
pre .debug { opacity: 0.6; }
`
