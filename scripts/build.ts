// Makes dist/ from src/, from nothing: TypeScript to lib/, ncc to dist/, and the entry for `runs.pre`.
import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** One bundle serves both entries of action.yml; this one only says which it is. */
const PRE_ENTRY = `process.argv[2] = 'pre'\nawait import('./index.js')\n`

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
writeFileSync(`${root}/dist/pre.js`, PRE_ENTRY)
