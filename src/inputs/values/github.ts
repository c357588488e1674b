import { Secret } from '../../core/secret.ts'
import { valid } from '../checked.ts'
import { type Parser, refuse } from '../parser.ts'
import { oneLine } from './text.ts'

export const githubToken: Parser<Secret> = {
  expected: 'a GitHub token',
  parse: (text) => (/\s/.test(text) ? refuse('It has white space in it.') : valid(new Secret(text))),
}

export const environmentName: Parser<string> = oneLine('the name of a GitHub environment')
