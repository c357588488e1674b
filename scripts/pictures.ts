import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { drawMermaid, renderMarkdown } from '../demo/rendering/page.ts'
import { renderBugSummary } from '../src/report/error-pages.ts'
import { RESULTS, summaryOf } from './picture-runs.ts'

/**
 * Draws the summary that a run of `dist/` leaves for each result, as GitHub shows it, in light and dark, wide and on a
 * phone, and once with every fold open, into pictures/, which git ignores; with names of results, only those. A picture
 * that a page shows goes to docs/pictures/ too. With --check nothing is kept. Fails when a run ends otherwise, or a
 * drawing cannot be drawn.
 */

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const ROOT = join(import.meta.dirname, '..')
const { resolve } = createRequire(import.meta.url)

const LIGHT = { css: 'github-markdown-light.css', canvas: '#ffffff', theme: 'default' } as const
const DARK = { css: 'github-markdown-dark.css', canvas: '#0d1117', theme: 'dark' } as const
/** What GitHub's sidebar leaves to a summary in a window of 1,280 pixels. */
const DESK = { width: 984, scale: 1 } as const
const PHONE = { width: 390, scale: 2 } as const
const STYLES = {
  light: { ...LIGHT, ...DESK },
  dark: { ...DARK, ...DESK },
  phone: { ...LIGHT, ...PHONE },
  'phone-dark': { ...DARK, ...PHONE },
  'phone-open': { ...LIGHT, ...PHONE, isOpen: true },
} as const satisfies Record<string, Style>

interface Style {
  readonly css: string
  readonly canvas: string
  readonly theme: string
  /** In pixels. */
  readonly width: number
  /** Of the picture's pixels to those. */
  readonly scale: number
  /** With every fold open. */
  readonly isOpen?: true
}

function page(markdown: string, { css, canvas, width }: Style): string {
  const sheet = readFileSync(resolve(`github-markdown-css/${css}`), 'utf8')
  const layout = `body { margin: 0; background: ${canvas}; } article { padding: ${width < 500 ? '16px' : '24px 32px'}; }
    .mermaid { background: transparent !important; text-align: center; }`
  return `<!doctype html><meta charset="utf-8"><style>${sheet}${layout}</style>
    <article class="markdown-body">${renderMarkdown(markdown)}</article>`
}

async function draw(browser: Browser, markdown: string, style: Style, path: string): Promise<void> {
  const { width, scale, theme, isOpen } = style
  const tab = await browser.newPage({ viewport: { width, height: 400 }, deviceScaleFactor: scale })
  try {
    await tab.setContent(page(markdown, style))
    await tab.addScriptTag({ path: resolve('@mermaid-js/tiny/dist/mermaid.tiny.js') })
    const drawn = await tab.evaluate(drawMermaid(JSON.stringify(theme)))
    const wanted = markdown.match(/^```mermaid$/gm)?.length ?? 0
    if (drawn !== wanted) throw new Error(`${path}: ${drawn} of ${wanted} drawings were drawn`)
    if (isOpen)
      await tab.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true')
    await tab.screenshot({ path, fullPage: true })
  } finally {
    await tab.close()
  }
}

/** Made up, as no run should end so: the only summary that is not of a run. */
function renderBug(): string {
  const error = new TypeError("Cannot read properties of undefined (reading 'to')")
  return renderBugSummary(error, 'No rollback had been begun.')
}

/** The names of the files that the README or a page of the documentation shows. */
function shownOnPages(): Set<string> {
  const pages = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'))
  const texts = ['README.md', ...pages.map((name) => `docs/${name}`)].map((path) =>
    readFileSync(join(ROOT, path), 'utf8'),
  )
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/pictures\/([\w-]+\.png)/g)].map(([, name]) => name ?? '')),
  )
}

const isCheck = process.argv.includes('--check')
const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const names = ([...RESULTS, 'bug'] as const).filter((name) => only.length === 0 || only.includes(name))

if (!existsSync(CHROMIUM)) {
  console.log(`No pictures: there is no browser at ${CHROMIUM}. Name one in CHROMIUM.`)
} else {
  const folder = isCheck ? mkdtempSync(join(tmpdir(), 'pictures-')) : join(ROOT, 'pictures')
  mkdirSync(folder, { recursive: true })
  const shown = isCheck ? new Set() : shownOnPages()
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
      for (const [style, how] of Object.entries(STYLES)) {
        const file = `${name}-${style}.png`
        await draw(browser, markdown, how, join(folder, file))
        if (shown.has(file)) copyFileSync(join(folder, file), join(ROOT, 'docs/pictures', file))
      }
      console.log(`drew ${name}`)
    }
  } finally {
    await browser.close()
    if (isCheck) rmSync(folder, { recursive: true })
  }
}
