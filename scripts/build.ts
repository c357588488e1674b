// Makes dist/ from src/, from nothing: TypeScript to lib/, ncc to dist/, and the entries for `runs.pre` and `runs.post`.
import { execFileSync } from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { withoutComments } from './without-comments.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** One bundle serves both entries of action.yml; this one only says which it is. */
const PRE_ENTRY = `process.argv[2] = 'pre'\nawait import('./index.js')\n`

/** And the command line: it is the same engine, and needs nothing beside this folder. */
const CLI_ENTRY = `#!/usr/bin/env node\nprocess.argv.splice(2, 0, 'cli')\nawait import('./index.js')\n`

/**
 * An older Node fails somewhere in the middle of a package, with words that help nobody. Runners that are
 * too old for `node24` refuse the action themselves; other programs that run actions do not.
 */
const NODE_CHECK = `if (Number(process.versions.node.split('.')[0]) < 24) {
  if (process.argv[2] === 'cli') console.error('safe-landing: it needs Node 24 or newer, and was started by Node ' + process.versions.node + '. Install a newer one, or put it first on the PATH.')
  else console.log('::error title=Safe Landing needs Node 24::It was started by Node ' + process.versions.node + ', so that nothing was verified. Update the runner (self-hosted ones have Node 24 from version 2.327.0 on); a program that runs actions locally takes the node that it finds first on its PATH.')
  process.exit(process.argv[2] === 'cli' ? 2 : 1)
}
`

function run(program: string, ...args: readonly string[]): void {
  execFileSync(process.execPath, [program, ...args], { cwd: root, stdio: 'inherit' })
}

for (const folder of ['lib', 'dist']) rmSync(`${root}/${folder}`, { recursive: true, force: true })
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json')
run(
  'node_modules/@vercel/ncc/dist/ncc/cli.js',
  'build',
  'lib/index.js',
  '-o',
  'dist',
  '--license',
  'licenses.txt',
  '--no-cache',
)
for (const name of readdirSync(`${root}/dist`).filter((one) => one.endsWith('.js'))) {
  const path = `${root}/dist/${name}`
  writeFileSync(path, withoutComments(readFileSync(path, 'utf8')))
}
writeFileSync(`${root}/dist/pre.js`, PRE_ENTRY)
writeFileSync(`${root}/dist/cli.js`, CLI_ENTRY, { mode: 0o755 })
writeFileSync(`${root}/dist/index.js`, NODE_CHECK + readFileSync(`${root}/dist/index.js`, 'utf8'))
copyFileSync(`${root}/lib/post.js`, `${root}/dist/post.js`)
