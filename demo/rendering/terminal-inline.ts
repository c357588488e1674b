import type { Token, Tokens } from 'marked'
import type { Style } from './style.ts'

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** The named entities, which `marked` leaves in its text; it has decoded the numbered ones. */
function decodeEntities(text: string): string {
  return text.replace(/&([a-z]+);/g, (whole, name: string) => NAMED[name] ?? whole)
}

/** Markdown within a line, as text for a terminal. */
export function renderInline(tokens: readonly Token[], style: Style): string {
  let text = ''
  let insideCode = ''
  for (const token of tokens) {
    if (token.type === 'html') {
      const tag = token.raw.toLowerCase()
      if (tag === '<code>') insideCode = text
      else if (tag === '</code>') text = insideCode + style('cyan', text.slice(insideCode.length))
      else if (/^<br\b/.test(tag)) text += '\n'
    } else {
      text += renderSpan(token, style)
    }
  }
  return text
}

function renderSpan(token: Token, style: Style): string {
  switch (token.type) {
    case 'strong':
      return style('bold', renderInline(childrenOf(token), style))
    case 'em':
      return style('italic', renderInline(childrenOf(token), style))
    case 'del':
      return style('strikethrough', renderInline(childrenOf(token), style))
    case 'codespan':
      return style('cyan', token.text)
    case 'link':
      return renderLink(token as Tokens.Link, style)
    case 'br':
      return '\n'
    case 'text':
      return 'tokens' in token && token.tokens
        ? renderInline(token.tokens, style)
        : decodeEntities(token.text)
    default:
      return 'text' in token ? decodeEntities(token.text) : token.raw
  }
}

function renderLink({ href, tokens }: Tokens.Link, style: Style): string {
  const label = renderInline(tokens, style)
  return label === href ? style('underline', label) : `${style('underline', label)} (${href})`
}

function childrenOf(token: Token): readonly Token[] {
  return 'tokens' in token && token.tokens ? token.tokens : []
}
