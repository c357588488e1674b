import { scaledClock } from '../../demo/world/clock.ts'
import { startGithub } from '../../demo/world/github/index.ts'
import { Forge } from '../adapters/rollback/git/forge.ts'
import { read } from '../repository/files.ts'
import { scene, stepOf } from './scene.ts'
import { SmallPlatform } from './small-platform.ts'
import { Stage } from './stage.ts'

const DEPLOY = '#!/usr/bin/env bash\nexec curl --fail --silent --show-error "$STAGE_URL/deploy/$1"\n'
const GITHUB_SPEED = 120

/** A GitHub in which one run deployed well and is over, and the run of a second commit is at its guard. */
async function pushTwice(sha: string) {
  const github = await startGithub({ clock: scaledClock(GITHUB_SPEED), repository: 'octo/shop' })
  const path = '.github/workflows/deploy.yml'
  github.story(() => ({ durationMs: 0 }))
  const [good] = github.push({ files: { [path]: read('examples/workflow-rerun.yml') } }).runs
  github.catchUp()
  if (good === undefined) throw new Error('the first push started no run')
  github.story(({ job, runId }) =>
    runId !== good.id && job === 'guard' ? { durationMs: 'held' } : { durationMs: 0 },
  )
  const [bad] = github.push({ sha }).runs
  github.catchUp()
  if (bad === undefined) throw new Error('the second push started no run')
  return { github, good, bad }
}

scene('workflow-rerun.yml runs the last good run again, waits for it, and verifies it', async (act) => {
  const platform = new SmallPlatform()
  const stage = await Stage.open(act, platform.answer)
  const script = { example: 'workflow-rerun', files: { 'deploy.sh': DEPLOY } }
  const sha = stage.commit(script)
  platform.bad.add(sha)
  const { github, good, bad } = await pushTwice(sha)
  // What the re-run's deploy job does.
  github.onHappening(({ kind, run, job }) => {
    if (kind === 'job-completed' && job.key === 'deploy') platform.history.push(run.sha)
  })
  try {
    const played = await stage.run({
      ...script,
      vars: { HEALTH_URL: `${stage.url}/health` },
      secrets: { GITHUB_TOKEN: github.token({ actions: 'write', contents: 'read', deployments: 'write' }) },
      env: { ...github.env(bad, 'guard'), SHA_REF: sha },
    })
    const { outputs } = stepOf(played, 'guard', 'landing')
    expect(outputs).toMatchObject({ result: 'rolled-back', to: good.sha, 'rollback-run-id': String(good.id) })
    expect(good.attempts.length).toBe(2)
    expect(platform.running).toBe(good.sha)
  } finally {
    await github.close()
    await stage.close()
  }
})

scene('git-revert.yml opens a pull request that reverts what was pushed', async (act) => {
  const platform = new SmallPlatform()
  const stage = await Stage.open(act, platform.answer)
  const forge = await Forge.start()
  try {
    const good = forge.commit('Good', { 'page.html': 'good' })
    forge.publish()
    forge.deployments.push({ id: 1, sha: good, environment: 'production', states: ['success'] })
    const bad = forge.commit('Bad', { 'page.html': 'bad' })
    forge.publish()
    platform.history.push(bad)
    platform.bad.add(bad)
    const script = { example: 'git-revert', with: { 'start-period': '500ms' } }
    stage.commit(script)
    const played = await stage.run({
      ...script,
      vars: { HEALTH_URL: `${stage.url}/health` },
      secrets: { GITHUB_TOKEN: forge.token },
      env: {
        GITHUB_API_URL: `${forge.origin}/api`,
        GITHUB_SERVER_URL: forge.origin,
        GITHUB_REPOSITORY: forge.repository,
        GITHUB_REF: 'refs/heads/main',
        SHA_REF: bad,
      },
    })
    const { outputs } = stepOf(played, 'watch', 'landing')
    expect(outputs).toMatchObject({ result: 'handed-off', from: bad, to: good })
    expect(forge.pulls).toMatchObject([{ base: 'main', open: true }])
    const [pull] = forge.pulls
    expect(forge.treeOf(pull?.head ?? '')).toBe(forge.treeOf(good))
    expect(outputs['rollback-run-url']).toMatch(/\/pull\/1$/)
  } finally {
    await forge.close()
    await stage.close()
  }
})
