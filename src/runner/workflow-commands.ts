import { EOL } from 'node:os'
import type { Annotation } from '../report/annotations.ts'

/**
 * One line in the log, as GitHub's toolkit writes it; the toolkit itself brings a whole HTTP client along.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function writeAnnotation({ level, title, message }: Annotation): void {
  process.stdout.write(`::${level} title=${escapeProperty(title)}::${escapeData(message)}${EOL}`)
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
