import fc from 'fast-check'

/** Every code point but the halves of pairs, as the unit `binary`, which first makes a map of all of them. */
const codePoint = fc
  .nat(0x10_f7_ff)
  .map((index) => String.fromCodePoint(index < 0xd8_00 ? index : index + 0x8_00))

type Length = Pick<fc.StringConstraints, 'minLength' | 'maxLength'>

/** Readable text, and text of any characters at all. */
export function anyText(length: Length = {}): fc.Arbitrary<string> {
  return fc.oneof(fc.string(length), fc.string({ ...length, unit: codePoint }))
}
