import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { drawMermaid, renderMarkdown } from '../demo/rendering/page.ts'
import { renderBugSummary } from '../src/report/error-pages.ts'
import { RESULTS, summaryOf } from './picture-runs.ts'

/**
 * Draws the summary that a run of `dist/` leaves for each result, as GitHub shows it, in light and dark and on a phone, into
 * docs/pictures/; with names of results, only those; with --check, nowhere. Fails when a run ends otherwise,
 * or a drawing cannot be drawn.
 */

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const { resolve } = createRequire(import.meta.url)

const LIGHT = { css: 'github-markdown-light.css', canvas: '#ffffff', theme: 'default' } as const
const STYLES = {
  light: { ...LIGHT, width: 1024, scale: 1 },
  dark: { css: 'github-markdown-dark.css', canvas: '#0d1117', theme: 'dark', width: 1024, scale: 1 },
  phone: { ...LIGHT, width: 390, scale: 2 },
} as const

type Scheme = keyof typeof STYLES

function page(markdown: string, scheme: Scheme): string {
  const { css, canvas, width } = STYLES[scheme]
  const sheet = readFileSync(resolve(`github-markdown-css/${css}`), 'utf8')
  const layout = `body { margin: 0; background: ${canvas}; } article { max-width: 960px; padding: ${width < 500 ? '16px' : '24px 32px'}; }
    li:has(> input) { list-style: none; }
    .mermaid { background: transparent !important; text-align: center; }`
  return `<!doctype html><meta charset="utf-8"><style>${sheet}${layout}</style>
    <article class="markdown-body">${renderMarkdown(markdown)}</article>`
}

async function draw(
  browser: Browser,
  markdown: string,
  target: { scheme: Scheme; path: string },
): Promise<void> {
  const { width, scale } = STYLES[target.scheme]
  const tab = await browser.newPage({ viewport: { width, height: 400 }, deviceScaleFactor: scale })
  try {
    await tab.setContent(page(markdown, target.scheme))
    await tab.addScriptTag({ path: resolve('@mermaid-js/tiny/dist/mermaid.tiny.js') })
    const { theme } = STYLES[target.scheme]
    const drawn = await tab.evaluate(drawMermaid(JSON.stringify(theme)))
    const wanted = markdown.match(/^```mermaid$/gm)?.length ?? 0
    if (drawn !== wanted) throw new Error(`${target.path}: ${drawn} of ${wanted} drawings were drawn`)
    await tab.screenshot({ path: target.path, fullPage: true })
  } finally {
    await tab.close()
  }
}

/** Made up, as no run should end so: the only summary that is not of a run. */
function renderBug(): string {
  const error = new TypeError("Cannot read properties of undefined (reading 'to')")
  return renderBugSummary(error, 'No rollback had been begun.')
}

const isCheck = process.argv.includes('--check')
const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const names = ([...RESULTS, 'bug'] as const).filter((name) => only.length === 0 || only.includes(name))

if (!existsSync(CHROMIUM)) {
  console.log(`No pictures: there is no browser at ${CHROMIUM}. Name one in CHROMIUM.`)
} else {
  const folder = isCheck
    ? mkdtempSync(join(tmpdir(), 'pictures-'))
    : join(import.meta.dirname, '../docs/pictures')
  mkdirSync(folder, { recursive: true })
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-sync',
      '--no-first-run',
    ],
  })
  try {
    for (const name of names) {
      const markdown = name === 'bug' ? renderBug() : await summaryOf(name)
      for (const scheme of Object.keys(STYLES) as Scheme[]) {
        await draw(browser, markdown, { scheme, path: join(folder, `${name}-${scheme}.png`) })
      }
      console.log(`drew ${name}`)
    }
  } finally {
    await browser.close()
    if (isCheck) rmSync(folder, { recursive: true })
  }
}
