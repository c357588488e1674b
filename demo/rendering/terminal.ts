import { marked, type Token, type Tokens } from 'marked'
import { columns, type Style, wrap } from './style.ts'
import { renderInline } from './terminal-inline.ts'

/** It breaks what GitHub would make links of; a terminal has no such habit. */
const ZERO_WIDTH_SPACE = '\u200B'

/** GitHub's Markdown as text for a terminal, with folded parts unfolded. */
export function renderTerminal(markdown: string, options: { width: number; style: Style }): string {
  const lines = new TerminalRenderer(options.style).blocks(
    marked.lexer(markdown, { gfm: true }),
    options.width,
  )
  return `${lines.join('\n').replaceAll(ZERO_WIDTH_SPACE, '')}\n`
}

const GAP = '  '
/** Of the last column of a table, in a terminal that is too narrow for it. */
const NARROWEST = 20

class TerminalRenderer {
  readonly #style: Style

  constructor(style: Style) {
    this.#style = style
  }

  /** Blocks, usually with an empty line between them. */
  blocks(tokens: readonly Token[], width: number, between: readonly string[] = ['']): string[] {
    const blocks = tokens.map((token) => this.#block(token, width)).filter((lines) => lines.length > 0)
    return blocks.flatMap((lines, index) => (index === 0 ? lines : [...between, ...lines]))
  }

  #block(token: Token, width: number): string[] {
    switch (token.type) {
      case 'heading':
        return this.#heading(token as Tokens.Heading, width)
      case 'paragraph':
      case 'text':
        return wrap(this.#inline(token), width)
      case 'list':
        return this.#list(token as Tokens.List, width)
      case 'table':
        return this.#table(token as Tokens.Table, width)
      case 'code':
        return (token as Tokens.Code).text.split('\n').map((line) => `${this.#style('dim', '│')} ${line}`)
      case 'blockquote':
        return this.blocks((token as Tokens.Blockquote).tokens, width - 2).map(
          (line) => `${this.#style('yellow', '▌')} ${line}`,
        )
      case 'hr':
        return [this.#style('dim', '─'.repeat(width))]
      case 'html':
        return this.#html(token.raw)
      default:
        return []
    }
  }

  #heading(token: Tokens.Heading, width: number): string[] {
    const text = wrap(this.#inline(token), width).map((line) => this.#style('bold', line))
    if (token.depth > 2) return text
    const longest = Math.max(...text.map(columns))
    return [...text, this.#style('dim', '═'.repeat(longest))]
  }

  #list({ items, ordered, start }: Tokens.List, width: number): string[] {
    return items.flatMap((item, index) => {
      const bullet = ordered ? `${Number(start) + index}. ` : '• '
      const lines = this.blocks(item.tokens, width - bullet.length, item.loose ? [''] : [])
      return lines.map((line, row) => (row === 0 ? bullet : ' '.repeat(bullet.length)) + line)
    })
  }

  /** The last column takes what the others leave, and wraps. */
  #table({ header, rows, align }: Tokens.Table, width: number): string[] {
    const grid = [header, ...rows].map((row) => row.map((cell) => this.#inline(cell).replaceAll('\n', ' ')))
    const widths = header.map((_, column) => Math.max(...grid.map((row) => columns(row[column] ?? ''))))
    const others = widths.slice(0, -1).reduce((sum, each) => sum + each + GAP.length, 0)
    const last = Math.min(widths.at(-1) ?? 0, Math.max(NARROWEST, width - others))
    const lines = grid.map((row) => {
      const head = row.slice(0, -1).map((text, column) => pad(text, widths[column] ?? 0, align[column]) + GAP)
      const tail = wrap(row.at(-1) ?? '', last).map((text) => pad(text, last, align.at(-1)))
      return tail.map((text, index) => `${index === 0 ? head.join('') : ' '.repeat(others)}${text}`.trimEnd())
    })
    const [head = [], ...body] = lines
    const rule = [...widths.slice(0, -1), last].map((each) => '─'.repeat(each)).join(GAP)
    return [...head.map((line) => this.#style('bold', line)), this.#style('dim', rule), ...body.flat()]
  }

  /** Tags of ours, such as those of a folded part: its title stays, the rest follows as blocks of its own. */
  #html(raw: string): string[] {
    const title = /<summary>(.*?)<\/summary>/s.exec(raw)?.[1]
    return title === undefined ? [] : [`${this.#style('dim', '▾')} ${this.#style('bold', title)}`]
  }

  #inline(token: Token | Tokens.TableCell): string {
    return renderInline('tokens' in token && token.tokens ? token.tokens : [], this.#style)
  }
}

function pad(text: string, width: number, align: Tokens.TableCell['align'] | undefined): string {
  const blanks = ' '.repeat(Math.max(0, width - columns(text)))
  return align === 'right' ? blanks + text : text + blanks
}
