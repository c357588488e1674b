import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { median } from './figure.ts'

const SECONDS = 20

/** As many requests as the checks make, by nothing but Node: each with a connection of its own, spread over a second. */
const PROGRAM = `
const { get } = require('node:http')
const [url, checks, seconds] = process.argv.slice(1)
let asked = 0
const ask = (path) => {
  asked += 1
  get(url + '/' + path, { agent: false }, (answer) => {
    let text = ''
    answer.setEncoding('utf8').on('data', (part) => (text += part))
  })
}
for (let index = 0; index < checks; index++)
  setTimeout(() => setInterval(ask, 1000, index), (index * 1000) / checks)
let [spent, counted] = [process.cpuUsage(), 0]
setInterval(() => {
  const { user, system } = process.cpuUsage(spent)
  if (asked > counted) console.log((user + system) / 1000 / (asked - counted))
  spent = process.cpuUsage()
  counted = asked
}, 1000)
setTimeout(() => process.exit(), seconds * 1000 + 500)
`

/** Processor time of one, in milliseconds, of a usual second. */
export async function bareRequestMs(url: string, checks: number): Promise<number> {
  const args = ['-e', PROGRAM, url, String(checks), String(SECONDS)]
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { PATH: process.env.PATH } })
  // In the first second the checks begin one after the other.
  return median(stdout.trim().split('\n').slice(1).map(Number))
}
