/**
 * The one place where text from outside (bodies, headers, events, commit messages, command output) is
 * made safe to show. A body must be able to say anything, and to do nothing.
 */

const MAX_LINE_LENGTH = 500
/** Enough for every cap below, so that a huge text costs nothing. */
const MAX_SCANNED_LENGTH = 65_536

// CSI, OSC and the short forms: https://en.wikipedia.org/wiki/ANSI_escape_code
const ANSI =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal control sequences are what it removes
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]/g

/** Controls, bidirectional overrides, lone surrogates, and everything that is drawn as nothing. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu

/**
 * One line of text that no runner takes for a workflow command, wherever it stands in a log line.
 *
 * The runner finds `##[` anywhere in a line and `::` at its start. It compares by the rules of a
 * culture, which skip invisible characters, so these have to go too.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function toPlainText(text: string, maxLength: number = MAX_LINE_LENGTH): string {
  const line = text
    .slice(0, MAX_SCANNED_LENGTH)
    .replace(ANSI, '')
    .replace(/\s+/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(/ {2,}/g, ' ')
    .trim()
  return truncateText(line.replaceAll('##[', '## [').replace(/^::/, ': :'), maxLength)
}

/** At most `maxLength` characters, the last one an ellipsis if something was cut. */
function truncateText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const head = text.slice(0, Math.max(0, maxLength - 1))
  return `${head.replace(/[\uD800-\uDBFF]$/, '')}…`
}

/**
 * Prose that stays prose in GitHub's Markdown: no structure, HTML, link, mention, issue reference,
 * emoji, formula or table cell arises from it, wherever in a line it is put.
 *
 * An element breaks what GitHub finds in rendered text, where a backslash is already gone, and copies as
 * nothing, so that an ARN or a command can be pasted.
 */
export function escapeMarkdown(text: string, maxLength: number = MAX_LINE_LENGTH): string {
  return (
    toPlainText(text, maxLength)
      .replace(/[\\`*_[\]~|]/g, '\\$&')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/^[-+=]/, '\\$&')
      .replace(/^(\d{1,9})([.)])/, '$1\\$2')
      // The underscores of a name have a backslash by now.
      .replace(
        /[#@$]|:(?=\/\/)|(?<=mailto|xmpp):|(?<=www)\.|(?<=GH)-(?=\d)|:(?=(?:(?:\\_|[\w+-])*(?:\\_|[a-z+-])(?:\\_|[\w+-])*|100|1234):)/gi,
        '<span>$&</span>',
      )
  )
}

/**
 * Prose in which what stands between backticks is shown as code: what a person is to write. Text from
 * outside in it can look like code too, and be nothing else, since it is escaped inside as well.
 */
export function escapeAdvice(text: string, maxLength: number = MAX_LINE_LENGTH): string {
  return escapeMarkdown(text, maxLength).replace(/\\`((?:(?!\\`).)+)\\`/g, '<code>$1</code>')
}

/** A piece of code in a line, such as a revision or an address. Nothing is processed in it. */
export function codeSpan(text: string, maxLength: number = MAX_LINE_LENGTH): string {
  const line = toPlainText(text, maxLength)
  if (line === '') return '*(empty)*'
  return /[`|\\]/.test(line) ? `<code>${escapeMarkdown(line, maxLength)}</code>` : `\`${line}\``
}

/** As much of a text as can be shown in so many characters of Markdown, of which an escape is many. */
export function fitMarkdown(
  text: string,
  maxLength: number,
  render: (text: string, maxLength: number) => string = escapeMarkdown,
): string {
  for (let length = maxLength; length > 1; length = Math.floor(length * 0.7)) {
    const markdown = render(text, length)
    if (markdown.length <= maxLength) return markdown
  }
  return '…'
}

export interface BlockLimits {
  readonly maxLines: number
  readonly maxLength: number
}

/** Several lines, shown as they are: the fence is longer than every run of backticks in them. */
export function codeBlock(text: string, limits: BlockLimits = { maxLines: 20, maxLength: 2_000 }): string {
  const scanned = text.slice(0, MAX_SCANNED_LENGTH).replace(ANSI, '').replaceAll('\t', '  ')
  const lines = scanned
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line) => line.replace(INVISIBLE, '').trimEnd())
  const shown = truncateText(lines.slice(0, limits.maxLines).join('\n'), limits.maxLength)
  const body = lines.length > limits.maxLines ? `${shown}\n…` : shown
  const longestRun = Math.max(2, ...[...body.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longestRun + 1)
  return `${fence}text\n${body}\n${fence}`
}

/** A cell of a Markdown table; takes Markdown that is safe already. */
export function cell(markdown: string): string {
  return markdown.replace(/(?<!\\)\|/g, '\\|').replaceAll('\n', '<br>')
}

/** A label in a Mermaid drawing, where most punctuation is syntax. */
export function mermaidLabel(text: string, maxLength = 40): string {
  const label = toPlainText(text, MAX_LINE_LENGTH).replace(/[^\p{L}\p{N} ._/-]/gu, ' ')
  return truncateText(label.replace(/ {2,}/g, ' ').trim(), maxLength).replaceAll('…', '...') || 'unnamed'
}

/** A link with a trusted label. An address that is not http(s) is shown as text. */
export function link(label: string, address: string): string {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol)) return escapeMarkdown(label)
  url.username = ''
  url.password = ''
  const target = url.href.replace(
    /[()<>\\`*_[\]|~]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `[${escapeMarkdown(label)}](${target})`
}
