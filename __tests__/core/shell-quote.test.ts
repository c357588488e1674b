import { spawnSync } from 'node:child_process'
import { shellQuote } from '../../src/core/shell-quote.ts'
import { toPlainText } from '../../src/report/untrusted.ts'

const TEXTS = [
  '',
  'plain',
  'two words',
  "it's",
  '$HOME `id` "x" \\ !now',
  'first\nsecond\n',
  "it's\n\\n",
  'two  spaces,   three',
  'a\ttab and a\rreturn',
  'zero\u200bwidth and no\u00a0break',
  '\u001b[31mred\u001b[0m7',
  'e\u0301 \u{1f600} \u{e0001}',
  '##[error]no command',
]

test.each(TEXTS)('a quoted word stays whole in a shell, and in a log: %j', (text) => {
  const word = shellQuote(text)
  for (const shown of [word, toPlainText(`x ${word}`, 10_000).slice(2)]) {
    const { stdout } = spawnSync('bash', ['--norc', '-c', `printf %s ${shown}`], { encoding: 'utf8' })
    expect(stdout).toBe(text)
  }
})
