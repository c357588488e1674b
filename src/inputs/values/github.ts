import { Secret } from '../../core/secret.ts'
import { valid } from '../checked.ts'
import { type Parser, refuse } from '../parser.ts'
import { oneLine } from './text.ts'

export const githubToken: Parser<Secret> = {
  expected: 'a GitHub token',
  parse: (text) => (/\s/.test(text) ? refuse('It has white space in it.') : valid(new Secret(text))),
}

export const environmentName: Parser<string> = oneLine('the name of a GitHub environment')

export function isRunId(text: string): boolean {
  return /^[1-9]\d{0,18}$/.test(text)
}

export const workflowFile: Parser<string> = {
  expected: 'the file name or id of a workflow, such as deploy.yml',
  parse(text) {
    if (/^[\w.-]+\.ya?ml$/i.test(text) || isRunId(text)) return valid(text)
    const file = /^(?:\.?\/)?\.github\/workflows\/([\w.-]+\.ya?ml)(?:@.*)?$/i.exec(text)?.[1]
    return refuse(file === undefined ? undefined : `Without the folder: ${file}.`)
  },
}
