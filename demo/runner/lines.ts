import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

/**
 * Hands on a stream line by line. A lone CR ends a line too, as in .NET, in which the runner is written:
 * text from outside must not form a workflow command behind one.
 */
export function readLines(stream: Readable, take: (line: string) => void): void {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    lines.forEach(take)
  })
  stream.on('end', () => {
    rest += decoder.end()
    if (rest !== '') take(rest.replace(/\r$/, ''))
  })
}
