import { withoutComments } from '../../scripts/without-comments.ts'

test.each<[what: string, source: string, expected: string]>([
  ['a line of its own', 'a()\n  // about b\nb()\n', 'a()\nb()\n'],
  ['several lines', 'a()\n/**\n * about b\n */\nb()\n', 'a()\nb()\n'],
  ['after a statement', 'a() // why\nb()', 'a()  \nb()'],
  ['between two words', 'return/* x */a', 'return a'],
  ['a line break in it, which ends a statement', 'x = a/*\n*/b()', 'x = a\nb()'],
  ['a licence', '/*! MIT */\n/* @license MIT */\na()', '/*! MIT */\n/* @license MIT */\na()'],
  [
    'the begin of a module',
    '/***/ 12:\n;// CONCATENATED MODULE: ./lib/a.js\na()',
    '/***/ 12:\n;// CONCATENATED MODULE: ./lib/a.js\na()',
  ],
  [
    'what looks like one in a text',
    `a('// no', \`/* no\n\n\n */ \${b /* yes */}\`, /\\/\\* no/)`,
    `a('// no', \`/* no\n\n\n */ \${b  }\`, /\\/\\* no/)`,
  ],
])('%s', (_, source, expected) => {
  expect(withoutComments(source)).toBe(expected)
})

test('what is left means the same', async () => {
  const source =
    '/** @type {number} */\nexport const two = 1 /* one */ + /* and */ 1 // one\nexport const text = `\n  // kept\n`\n'
  const load = (code: string) => import(`data:text/javascript,${encodeURIComponent(code)}`)
  expect(await load(withoutComments(source))).toEqual(await load(source))
})
