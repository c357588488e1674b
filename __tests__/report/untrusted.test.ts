import fc from 'fast-check'
import { marked } from 'marked'
import {
  cell,
  codeBlock,
  codeSpan,
  escapeAdvice,
  escapeMarkdown,
  link,
  mermaidLabel,
  toPlainText,
} from '../../src/report/untrusted.ts'
import { anyText } from '../support/any-text.ts'
import { PARSERS } from '../support/markdown-parsers.ts'

/** Pieces that attacks are made of, mixed with anything else. */
const PIECES = [
  '::error::x',
  '##[add-mask]x',
  '##[',
  '#',
  '[',
  ']',
  '::',
  ':',
  '\n',
  '\r\n',
  '\u2028',
  '\u0085',
  '\t',
  ' ',
  '    ',
  '<img src=x onerror=alert(1)>',
  '<script>',
  '</details>',
  '<!--',
  '-->',
  '<',
  '>',
  '&lt;',
  '&#35;',
  '&',
  ';',
  '@mona',
  '@org/team',
  '#12',
  'GH-12',
  'octo/web#1',
  'https://evil.example',
  'http://',
  'www.evil.example',
  'a@evil.example',
  'mailto:a@evil.example',
  'xmpp:a@evil.example',
  '[x](https://evil.example)',
  '![x](//evil)',
  '[x]: https://evil.example',
  '[^1]',
  ']',
  '(',
  '`',
  '``',
  '```',
  '~~~',
  '~',
  '**',
  '*',
  '__',
  '_',
  '\\',
  '|',
  '---',
  '===',
  '- ',
  '+ ',
  '1. ',
  '1) ',
  '# ',
  '> ',
  '- [ ] ',
  '$',
  '$$',
  '$x$',
  ':tada:',
  ':100:',
  ':heavy_check_mark:',
  '::x_:',
  '\u001b[31m',
  '\u001b]8;;https://evil\u0007',
  '\u009b1m',
  '\u202e',
  '\u200b',
  '\u00ad',
  '\ufeff',
  '\ud800',
  '😀',
  'é',
  'end',
  'click a href',
  '%%{init}%%',
  '"',
  "'",
  '{',
  '}',
] // prettier-ignore

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...PIECES),
      fc.string({ maxLength: 6, unit: 'grapheme' }),
      anyText({ maxLength: 4 }),
    ),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''))

/** As the runner reads a line of stdout, with the culture's blindness for what is drawn as nothing. */
function holdsCommand(line: string): boolean {
  const seen = line.replace(/\p{Default_Ignorable_Code_Point}/gu, '').trimStart()
  return seen.includes('##[') || seen.startsWith('::')
}

const LINE_BREAKS = /[\n\r\v\f\u0085\u2028\u2029]/

/** The elements in some HTML, but for those that frame one sign. */
function elements(html: string): string[] {
  const rest = html.replace(/<span>([#@$:.-])<\/span>/g, '$1')
  return [...rest.matchAll(/<([a-z!/][^\s>]*)/gi)].map(([, name = '']) => name)
}

function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

describe('advice', () => {
  it.each([
    ['Add `permissions: { actions: write }` to the job.', '<code>permissions: { actions: write }</code>'],
    ['Use `a` or `b`.', 'Use <code>a</code> or <code>b</code>.'],
    ['One ` alone', 'One ` alone'],
    ['Write `<b>`', '<code>&lt;b&gt;</code>'],
  ])('%s shows as code what a person is to write', (text, html) => {
    expect(marked.parse(escapeAdvice(text), { async: false })).toContain(html)
  })
})

describe('a shortcode', () => {
  it.each([
    ':tada:',
    ':Tada:',
    ':TADA:',
    ':+1:',
    ':-1:',
    ':100:',
    ':1234:',
    ':e-mail:',
    ':heavy_check_mark:',
  ])('%s stays text and becomes no emoji', (text) => {
    expect(escapeMarkdown(text)).toMatch(/^<span>:<\/span>/)
  })

  it.each(['12:30:45', 'a: b:', '::'])('is not %s', (text) => {
    expect(escapeMarkdown(text)).not.toContain('<span>')
  })
})

describe('plain', () => {
  it.each([
    ['a body with a command on its second line', 'hi\n::error::x', 'hi ::error::x'],
    ['a command at the start', '::error::x', ': :error::x'],
    ['a command behind something invisible', '\u200d\u00ad::error::x', ': :error::x'],
    ['the old form in the middle', 'see ##[add-mask]x', 'see ## [add-mask]x'],
    ['the old form with something invisible in it', '#\u00ad#\u200b[error]x', '## [error]x'],
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['a terminal link', '\u001b]8;;https://evil\u0007text\u001b]8;;\u0007', 'text'],
    ['text that is turned around', 'user\u202etxt.exe', 'usertxt.exe'],
  ])('disarms %s', (_, text, expected) => {
    expect(toPlainText(text)).toBe(expected)
  })

  it('never holds a workflow command, in either form, whatever it stands behind', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom('', '+5s    ', '  '), (text, prefix) => {
        const line = prefix + toPlainText(text)
        expect(line).not.toMatch(LINE_BREAKS)
        expect(holdsCommand(line)).toBe(false)
      }),
      { numRuns: 2_000 },
    )
  })

  it('says the same when it is applied twice', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(toPlainText(toPlainText(text))).toBe(toPlainText(text))
      }),
    )
  })

  it('keeps to its length and cuts no character in two', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 20 }), (text, maxLength) => {
        const line = toPlainText(text, maxLength)
        expect(line.length).toBeLessThanOrEqual(maxLength)
        expect(line.isWellFormed()).toBe(true)
      }),
    )
  })

  it('takes a huge text in its stride', () => {
    expect(toPlainText('\u001b['.repeat(5_000_000))).toHaveLength(0)
    expect(toPlainText('x'.repeat(10_000_000))).toHaveLength(500)
  })
})

describe.each(Object.entries(PARSERS))('prose, as %s reads it', (_, parse) => {
  it.each(['', 'Reason: ', '- ', '> ', '1. '])('has no structure after "%s"', (prefix) => {
    fc.assert(
      fc.property(hostile, (text) => {
        const expected = elements(parse(`${prefix}x`))
        const html = parse(`${prefix}${escapeMarkdown(text) || 'x'}`)
        expect(elements(html)).toEqual(expected)
      }),
      { numRuns: 1_000 },
    )
  })

  it('keeps its words, so that they can be copied', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        fc.pre(toPlainText(text) !== '')
        const words = textOf(parse(`x ${escapeMarkdown(text)} x`))
        expect(words.trim()).toBe(`x ${toPlainText(text)} x`)
      }),
    )
  })

  it('holds nothing that GitHub turns into a mention, a reference, a link, an emoji or a formula', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = parse(`x ${escapeMarkdown(text)} x`)
        // GitHub looks into one piece of text at a time, and an element ends it.
        const words = html
          .split(/<[^>]*>/)
          .map(textOf)
          .join('\n')
        expect(words).not.toMatch(/@[\w-]/)
        expect(words).not.toMatch(/#\d|\bGH-\d/i)
        expect(words).not.toMatch(/(?:https?|ftp):\/\/|www\.\w|mailto:\w|xmpp:\w/i)
        expect(words).not.toMatch(/:(?:[\w+-]*[a-z_+-][\w+-]*|100|1234):/i)
        expect(html.replaceAll('<span>$</span>', '')).not.toContain('$')
      }),
      { numRuns: 1_000 },
    )
  })

  it('stays in its cell', () => {
    fc.assert(
      fc.property(hostile, hostile, (prose, code) => {
        const row = (text: string, more: string) =>
          `| A | B | C |\n| --- | --- | --- |\n| ${text} | ${more} | end |`
        const html = parse(row(cell(escapeMarkdown(prose) || 'x'), cell(codeSpan(code))))
        const cells = [...html.matchAll(/<td>(.*?)<\/td>/gs)].map(([, inner = '']) => inner)
        expect(cells).toHaveLength(3)
        expect(cells[2]).toBe('end')
        expect(elements(html).filter((name) => !['code', '/code', 'em', '/em'].includes(name))).toEqual(
          elements(parse(row('x', 'x'))),
        )
      }),
      { numRuns: 1_000 },
    )
  })
})

describe.each(Object.entries(PARSERS))('code, as %s reads it', (_, parse) => {
  it('is one piece of code with its words', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        fc.pre(toPlainText(text) !== '')
        const html = parse(`x ${codeSpan(text)} x`)
        expect(elements(html)).toEqual(['p', 'code', '/code', '/p'])
        expect(textOf(html).trim()).toBe(`x ${toPlainText(text)} x`)
      }),
      { numRuns: 1_000 },
    )
  })

  it('is one block that nothing in it closes', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = parse(`${codeBlock(text)}\n\nafter`)
        expect(elements(html)).toEqual(['pre', 'code', '/code', '/pre', 'p', '/p'])
        expect(html).toContain('<p>after</p>')
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('code blocks', () => {
  it('keep lines and indentation', () => {
    expect(codeBlock('{\n  "a": 1\n}')).toBe('```text\n{\n  "a": 1\n}\n```')
  })

  it('outgrow every fence in them', () => {
    expect(codeBlock('````\n</details>')).toBe('`````text\n````\n</details>\n`````')
  })

  it('keep to their limits', () => {
    const block = codeBlock('line\n'.repeat(1_000), { maxLines: 3, maxLength: 100 })
    expect(block).toBe('```text\nline\nline\nline\n…\n```')
  })
})

describe('links that are written here', () => {
  it.each([
    ['javascript:alert(1)', 'x'],
    ['data:text/html,x', 'x'],
    ['not an address', 'x'],
    ['https://user:secret@a.example/b', '[x](https://a.example/b)'],
    ['https://a.example/b)(c', '[x](https://a.example/b%29%28c)'],
  ])('make of %s: %s', (address, expected) => {
    expect(link('x', address)).toBe(expected)
  })

  it('go nowhere else', () => {
    fc.assert(
      fc.property(hostile, hostile, (label, path) => {
        const html = PARSERS.micromark(`x ${link(label || 'x', `https://a.example/${path}`)} x`)
        const targets = [...html.matchAll(/href="([^"]*)"/g)].map(([, target]) => target)
        expect(targets).toHaveLength(1)
        expect(targets[0]?.startsWith('https://a.example/')).toBe(true)
      }),
    )
  })
})

describe('labels in drawings', () => {
  it('hold letters, figures and harmless signs only', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(mermaidLabel(text)).toMatch(/^[\p{L}\p{N} ._/-]{1,42}$/u)
      }),
    )
  })
})
