import { renderDuration } from '../../src/core/duration.ts'
import { nearest } from '../../src/core/nearest.ts'
import { truncate } from '../../src/core/truncate.ts'

describe('a duration for people', () => {
  it.each([
    [-5, '0ms'],
    [0.4, '0ms'],
    [999, '999ms'],
    [1_000, '1s'],
    [1_250, '1.3s'],
    [9_949, '9.9s'],
    [10_000, '10s'],
    [10_499, '10s'],
    [59_500, '1m'],
    [90_000, '1m30s'],
    [3_600_000, '1h'],
    [3_661_000, '1h1m1s'],
    [1_000 * 3_600_000, '1000h'],
  ])('%d is %s', (ms, text) => {
    expect(renderDuration(ms)).toBe(text)
  })
})

describe('the word that was likely meant', () => {
  const words = ['timeout', 'target', 'interval']
  it.each([
    ['timeout', 'timeout'],
    ['Time_Out', 'timeout'],
    ['itmeout', 'timeout'],
    ['tiemotu', 'timeout'],
    ['tmeout', 'timeout'],
    ['timeouts', 'timeout'],
    ['interwal', 'interval'],
    ['zzz', undefined],
    ['', undefined],
  ])('%j is %s', (typed, word) => {
    expect(nearest(typed, words)).toBe(word)
  })

  it('is looked for up to a length of 40', () => {
    const name = 'n'.repeat(40)
    expect(nearest(`${'n'.repeat(39)}m`, [name])).toBe(name)
    expect(nearest(`${'n'.repeat(40)}m`, [name])).toBeUndefined()
  })
})

describe('a text from outside', () => {
  it.each([
    ['is one line', 'a\n\tb\u0000c', 20, 'a b c'],
    ['is whole at the limit', 'a'.repeat(20), 20, 'a'.repeat(20)],
    ['ends in an ellipsis beyond it', 'a'.repeat(21), 20, `${'a'.repeat(19)}…`],
    ['is whole when white space alone was left out', 'a'.padEnd(160), 20, 'a'],
    ['is not whole when more was not looked at', 'a'.padEnd(161), 20, 'a…'],
  ])('%s', (_, text, maxLength, line) => {
    expect(truncate(text, maxLength)).toBe(line)
  })
})
