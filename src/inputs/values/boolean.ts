import { valid } from '../checked.ts'
import { type Parser, refuse } from '../parser.ts'

/** The YAML 1.2 core forms. https://yaml.org/spec/1.2.2/#10212-boolean */
export const boolean: Parser<boolean> = {
  expected: 'true or false',
  parse(text) {
    if (/^(?:true|True|TRUE)$/.test(text)) return valid(true)
    if (/^(?:false|False|FALSE)$/.test(text)) return valid(false)
    const word = text.toLowerCase()
    if (['yes', 'y', 'on', '1', 'true'].includes(word)) return refuse('Did you mean true?')
    if (['no', 'n', 'off', '0', 'false'].includes(word)) return refuse('Did you mean false?')
    return refuse()
  },
}
