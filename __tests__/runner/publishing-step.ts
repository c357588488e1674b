import { createRedactor } from '../../src/core/redaction.ts'
import { Secret } from '../../src/core/secret.ts'
import { Runner } from '../../src/runner/runner.ts'

/** The entry of a step that does with the runner what its environment says. */
const { SCENE = '{}' } = process.env
const scene: {
  summaryPath?: string | null
  outputPath?: string
  tempPath?: string
  secret?: string
  publish?: { summary: string; outputs: Record<string, string>; report?: string; incident?: string }[]
  annotate?: { level: 'error' | 'warning' | 'notice'; title: string; message: string }[]
} = JSON.parse(SCENE)

const secret = new Secret(scene.secret ?? 'nothing-secret')
const runner = new Runner(
  {
    GITHUB_STEP_SUMMARY:
      scene.summaryPath === null ? undefined : (scene.summaryPath ?? process.env.GITHUB_STEP_SUMMARY),
    GITHUB_OUTPUT: scene.outputPath ?? process.env.GITHUB_OUTPUT,
    RUNNER_TEMP: scene.tempPath ?? process.env.RUNNER_TEMP,
  },
  createRedactor([secret]),
)
if (scene.secret !== undefined) runner.mask(scene.secret)
for (const publication of scene.publish ?? []) runner.publish(publication)
runner.annotate(scene.annotate ?? [])
console.log(`report: ${runner.reportPath}`)
