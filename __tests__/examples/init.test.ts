import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../repository/files.ts'
import { playEcs, taskDefinition, writesOf } from './ecs-stage.ts'
import { scene, stepOf } from './scene.ts'

const US = 'us-east-1'

/** What the built program writes into an empty folder. */
function write(path: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'init-'))
  try {
    execFileSync(process.execPath, [join(ROOT, 'dist/cli.js'), 'init', 'ecs'], { cwd: folder, stdio: 'pipe' })
    return readFileSync(join(folder, path), 'utf8')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

scene('the deploy that init writes for ECS runs, and goes back from a bad version', async (act) => {
  const script = {
    example: 'deploy',
    workflow: write('.github/workflows/deploy.yml'),
    files: { 'task-definition.json': taskDefinition('web') },
    pushesImages: true,
    images: (sha: string) => ({ [US]: { [`registry.example/web:${sha}`]: { http: { status: 500 } } } }),
  }
  await playEcs(act, script, (played) => {
    expect(stepOf(played, 'deploy', 'landing').outputs).toMatchObject({ result: 'rolled-back' })
    expect(writesOf(played, US).at(-1)).toBe('UpdateService web → web:3')
  })
})
