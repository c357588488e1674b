import { hookSecrets } from '../../../src/inputs/secret-texts.ts'
import { notifyLine, showNotifyLines } from '../../../src/inputs/values/notify-line.ts'
import { parseInputs } from '../../../src/main/parse-inputs.ts'
import { given, MINIMAL } from '../given.ts'

const ADDRESS = 'https://hooks.example.com/T0/s3cret'

describe('who is notified, and at which level', () => {
  const parse = (inputs: Record<string, string>) =>
    parseInputs(given({ ...MINIMAL.command, ...inputs })).notify.addresses.map(({ url, on }) => [
      url.reveal(),
      on,
    ])

  it.each([
    [ADDRESS, [[ADDRESS, 'rollback']]],
    [`always ${ADDRESS}`, [[ADDRESS, 'always']]],
    [
      `warning\t ${ADDRESS}\n\n  ${ADDRESS}2  \n`,
      [
        [ADDRESS, 'warning'],
        [`${ADDRESS}2`, 'rollback'],
      ],
    ],
  ])('%j', (text, expected) => {
    expect(parse({ 'notify-url': text })).toEqual(expected)
  }) // prettier-ignore

  it('notify-on is the level of the addresses without one', () => {
    const text = `rollback ${ADDRESS}\n${ADDRESS}2`
    expect(parse({ 'notify-url': text, 'notify-on': 'always' }).map(([, on]) => on)).toEqual([
      'rollback',
      'always',
    ])
  })

  it.each<[Record<string, string>, string]>([
    [
      { 'notify-url': `waring ${ADDRESS}` },
      'waring is no level: always, warning, failure or rollback. Did you mean warning?',
    ],
    [{ 'notify-url': `warning: ${ADDRESS}` }, 'Did you mean warning?'],
    [{ 'notify-url': `Rollback ${ADDRESS}` }, 'Did you mean rollback?'],
    [{ 'notify-url': `${ADDRESS} ${ADDRESS}2` }, 'if these are several addresses, write one per line'],
    [{ 'notify-url': `always ${ADDRESS} ${ADDRESS}2` }, 'if these are several addresses, write one per line'],
    [{ 'notify-url': `${ADDRESS},${ADDRESS}2` }, 'These are several addresses: write one per line.'],
    [{ 'notify-url': `${ADDRESS};${ADDRESS}2` }, 'These are several addresses: write one per line.'],
    [{ 'notify-url': `${ADDRESS} rollback` }, 'The level rollback has to stand before the address.'],
    [{ 'notify-url': `rollback failure ${ADDRESS}` }, 'An address has one level.'],
    [{ 'notify-url': 'hooks.example.com/s3cret' }, 'It must begin with https:// or http://.'],
    [{ 'notify-url': `${ADDRESS}\nrollback` }, 'The level rollback has no address'],
    [{ 'notify-url': `${ADDRESS}\nalways ${ADDRESS}` }, 'Line 1 already names it.'],
    [{ 'notify-url': 'https://events.pagerduty.com/v2/enqueue' }, 'PagerDuty needs a routing key'],
    [{ 'notify-url': `always ${ADDRESS}`, 'notify-on': 'failure' }, 'Every line of notify-url begins with'],
  ])('refuses %j with one sentence, and shows no secret', (inputs, sentence) => {
    const refused = () => parse(inputs)
    expect(refused).toThrow(sentence)
    expect(refused).not.toThrow(/s3cret/)
    expect(refused).toThrow(/^[^\n]*$/)
  })

  it('says which line of which level is wrong, with no more than its host', () => {
    expect(showNotifyLines(`waring ${ADDRESS}\n${ADDRESS}\nrollback`)).toBe(
      'waring https://hooks.example.com/***\nhttps://hooks.example.com/***\nrollback',
    )
  })

  it('hides every address, and no level', () => {
    const secrets = hookSecrets(`rollback ${ADDRESS}?routing_key=0123456789\nalways`)
    expect(secrets).toEqual(expect.arrayContaining([`${ADDRESS}?routing_key=0123456789`, '0123456789']))
    expect(secrets).not.toContain('always')
    expect(secrets.join()).not.toContain('rollback')
  })

  it('of a secret that is not set, a level is left', () => {
    const parsed = notifyLine.parse('rollback')
    expect(parsed).toMatchObject({ ok: false, problems: [{ mayBeUnset: true }] })
  })
})
