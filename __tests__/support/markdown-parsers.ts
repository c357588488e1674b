import { marked } from 'marked'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

/** Made once: it takes longer than to parse a short text. */
const GFM = { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true }

/** From GitHub's Markdown to HTML, by two that share no code. */
export const PARSERS = {
  marked: (markdown: string) => marked.parse(markdown, { async: false, gfm: true }),
  micromark: (markdown: string) => micromark(markdown, GFM),
}
