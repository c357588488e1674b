import { LineRedactor } from '../../src/core/redact-lines.ts'
import { createRedactor } from '../../src/core/redaction.ts'
import { Secret } from '../../src/core/secret.ts'

function shownOf(...lines: string[]): string[] {
  const shown: string[] = []
  const redactor = new LineRedactor(createRedactor([new Secret('hunter2-hunter3')]), (line) =>
    shown.push(line),
  )
  for (const line of lines) redactor.add(line)
  redactor.end()
  return shown
}

describe('lines', () => {
  it.each([
    { lines: ['one', 'two'], shown: ['one', 'two'] },
    { lines: ['a hunter2', '-hunter3 b', 'c'], shown: ['a *** b', 'c'] },
    { lines: ['hunt', 'er2-', 'hunt', 'er3'], shown: ['***'] },
    { lines: ['we hunt', 'and gather'], shown: ['we hunt', 'and gather'] },
    {
      lines: ['-----BEGIN PRIVATE KEY-----', 'Ab1/'.repeat(16), 'Cd2+', '-----END PRIVATE KEY-----', 'done'],
      shown: ['-----BEGIN PRIVATE KEY-----***-----END PRIVATE KEY-----', 'done'],
    },
  ])('$lines are shown as $shown', ({ lines, shown }) => {
    expect(shownOf(...lines)).toEqual(shown)
  })

  it('are not held back when nothing of a secret is at their end', () => {
    const shown: string[] = []
    const redactor = new LineRedactor(createRedactor([new Secret('hunter2-hunter3')]), (line) =>
      shown.push(line),
    )
    redactor.add('moving traffic')
    expect(shown).toEqual(['moving traffic'])
  })
})
