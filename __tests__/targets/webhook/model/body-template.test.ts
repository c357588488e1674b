import fc from 'fast-check'
import { fillBody, namesTarget } from '../../../../src/targets/webhook/model/body-template.ts'
import { anyText } from '../../../support/any-text.ts'

test('values stay values of JSON, whatever is in them', () => {
  fc.assert(
    fc.property(anyText(), fc.string(), (to, reason) => {
      const body = fillBody('{"to": "{to}", "why": "{reason}", "more": {}}', undefined, {
        from: 'a',
        to,
        reason,
      })
      expect(JSON.parse(body)).toEqual({ to: to.toWellFormed(), why: reason, more: {} })
    }),
  )
})

test('values stay values of a form, whatever is in them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (to) => {
      const type = 'application/x-www-form-urlencoded; charset=utf-8'
      const body = fillBody('action=back&to={to}', type, { from: 'a', to, reason: '' })
      expect([...new URLSearchParams(body)]).toEqual([
        ['action', 'back'],
        ['to', to],
      ])
    }),
  )
})

test('what is filled in is not filled again', () => {
  expect(fillBody('{to}', 'text/plain', { from: 'secret', to: '{from}', reason: '' })).toBe('{from}')
})

test('a body passes the target on when it names {to}', () => {
  expect([namesTarget('{"v": "{to}"}'), namesTarget('{"v": "{from}"}'), namesTarget('')]).toEqual([
    true,
    false,
    false,
  ])
})

test.each([
  ['application/x-www-form-urlencoded', 'a%20b'],
  ['APPLICATION/X-WWW-FORM-URLENCODED; charset=utf-8', 'a%20b'],
  ['text/plain; was=application/x-www-form-urlencoded', 'a b'],
  ['application/x-www-form-urlencodedish', 'a b'],
  [undefined, 'a b'],
])('the type %s decides how a value is written', (type, written) => {
  expect(fillBody('{to}', type, { from: '', to: 'a b', reason: '' })).toBe(written)
})
