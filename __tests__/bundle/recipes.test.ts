import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { ROOT, read } from '../repository/files.ts'
import type { Platform } from './recipes/program.ts'
import { Stage, testWith } from './stage.ts'
import { ROLLS_BACK, VersionedSite } from './versioned-site.ts'

interface Recipe {
  readonly title: string
  readonly program: string
  /** How the platform calls a version that was deployed there. */
  readonly name: (version: string, deployments: readonly string[]) => string
}

const asImage = (version: string) => `registry.example.com/web:${version}`
const asIs = (version: string) => version

const RECIPES: readonly Recipe[] = [
  { title: 'Kubernetes', program: 'kubectl', name: (version, all) => `${all.lastIndexOf(version) + 1}` },
  { title: 'Helm', program: 'helm', name: (version, all) => `${all.lastIndexOf(version) + 1} (${version})` },
  {
    title: 'AWS Lambda, an alias',
    program: 'aws',
    name: (version, all) => `${[...new Set(all)].indexOf(version) + 1}`,
  },
  { title: 'Cloud Run, the traffic', program: 'gcloud', name: (version) => `web-${version}` },
  { title: 'Docker Compose on this machine', program: 'docker', name: asIs },
  { title: 'Fly', program: 'fly', name: (version) => `registry.fly.io/web:${version}` },
  { title: 'Vercel', program: 'vercel', name: (version) => `shop-${version}.vercel.app` },
  { title: 'Cloudflare Workers', program: 'wrangler', name: asIs },
  { title: 'Azure Container Apps', program: 'az', name: (version) => `web--${version}` },
  { title: 'Nomad', program: 'nomad', name: asImage },
  { title: 'Kamal', program: 'kamal', name: asIs },
]

const DEPLOYED = ['good-1', 'good-2', 'bad-3'] as const

/** The scripts as the page shows them. */
function scriptsOf(title: string): { readonly command: string; readonly 'plan-command': string } {
  const [, section = ''] = read('docs/command.md').split(`### ${title}\n`)
  const [, block = ''] = /```yaml\n([^`]*)```/.exec(section) ?? []
  return parse(block)
}

/** A platform where bad-3 is live, and a program in front of it that behaves like the real one. */
async function open({ title, program }: Recipe, deployments: readonly string[]) {
  const workspace = mkdtempSync(join(tmpdir(), 'recipe-'))
  const bin = join(workspace, 'bin')
  const file = join(workspace, 'platform.json')
  const write = (platform: Platform) => writeFileSync(file, JSON.stringify(platform))
  const platform = (): Platform => JSON.parse(readFileSync(file, 'utf8'))
  mkdirSync(bin)
  // ecspresso says nothing of what runs, so that its plan asks AWS.
  for (const name of program === 'ecspresso' ? [program, 'aws'] : [program]) {
    const source = join(ROOT, `__tests__/bundle/recipes/${name}.ts`)
    writeFileSync(join(bin, name), `#!/bin/sh\nexec '${process.execPath}' --no-warnings '${source}' "$@"\n`)
    chmodSync(join(bin, name), 0o755)
  }
  write({ deployments })
  const [good] = deployments.filter((version) => version === 'good-2')
  // The deploy that the recipe for Compose asks for.
  if (good !== undefined) writeFileSync(join(workspace, '.last-good-tag'), good)
  const site = new VersionedSite(() => platform().deployments.at(-1) ?? '')
  site.unhealthy.add('bad-3')
  const env = { PATH: `${bin}:${process.env.PATH}`, RECIPE_PLATFORM: file }
  const stage = await Stage.open({
    site: site.answer,
    workspace,
    env,
    with: { ...ROLLS_BACK, ...scriptsOf(title), target: 'command', 'expect-version': 'bad-3' },
  })
  return {
    run: stage.run.bind(stage),
    platform,
    write,
    call: (...args: string[]) =>
      spawnSync(join(bin, program), args, { encoding: 'utf8', env: { ...process.env, ...env } }),
    close: async () => {
      await stage.close()
      rmSync(workspace, { recursive: true })
    },
  }
}

describe.each(RECIPES)('the recipe for $title', (recipe) => {
  const { name } = recipe
  const staged = testWith(() => open(recipe, DEPLOYED))

  staged(
    'rolled-back: to the version that was live before, and it is verified',
    async ({ run, platform }) => {
      const landed = await run()
      expect(landed).toMatchObject({
        exitCode: 1,
        outputs: {
          result: 'rolled-back',
          healthy: 'true',
          from: name('bad-3', DEPLOYED),
          to: name('good-2', DEPLOYED),
        },
      })
      expect(platform().deployments).toEqual([...DEPLOYED, 'good-2'])
    },
  )

  staged(
    'captured: what is live before the deploy, which is where it goes back to',
    async ({ run, platform, write }) => {
      const before = ['good-2', 'bad-1', 'good-2']
      write({ deployments: before })
      const captured = await run({ mode: 'capture', 'expect-version': '' })
      expect(captured.outputs.result).toBe('captured')
      expect(captured.outputs.reason).toContain(name('good-2', before))
      write({ deployments: [...before, 'bad-3'] })
      expect((await run()).outputs).toMatchObject({ result: 'rolled-back', to: name('good-2', before) })
      expect(platform().deployments.at(-1)).toBe('good-2')
    },
  )

  testWith(() => open(recipe, ['bad-3']))(
    'no-target: there is nothing to go back to, and nothing is called',
    async ({ run, platform }) => {
      const landed = await run()
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'no-target' } })
      expect(platform().deployments).toEqual(['bad-3'])
    },
  )

  staged('rollback-failed: the platform refuses', async ({ run, platform, write }) => {
    write({ deployments: DEPLOYED, isFailing: true })
    const landed = await run()
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed' } })
    expect(platform().deployments.at(-1)).toBe('bad-3')
  })

  staged('is played by a program that refuses what it does not know', async ({ call }) => {
    const { status, stderr, stdout } = call('--no-such-flag')
    expect(status).toBeGreaterThan(0)
    expect(stderr).toContain('no-such-flag')
    expect(stdout).toBe('')
  })
})

const recipeFor = (title: string): Recipe => {
  const recipe = RECIPES.find((one) => one.title === title)
  if (recipe === undefined) throw new Error(`there is no recipe for ${title}`)
  return recipe
}

describe('versions that the platform itself knows to be no target', () => {
  const FAILED = ['good-1', 'good-2', 'broken-2', 'bad-3']
  for (const title of ['Helm', 'Fly', 'Azure Container Apps', 'Nomad']) {
    const recipe = recipeFor(title)
    testWith(() => open(recipe, FAILED))(`${title}: one whose deployment failed`, async ({ run }) => {
      expect((await run()).outputs).toMatchObject({
        result: 'rolled-back',
        to: recipe.name('good-2', FAILED),
      })
    })
  }

  testWith(() => open(recipeFor('Cloudflare Workers'), ['good-1', 'good-2', 'split-2', 'bad-3']))(
    'Cloudflare Workers: one that only had a part of the traffic',
    async ({ run }) => {
      expect((await run()).outputs).toMatchObject({ result: 'rolled-back', to: 'good-2' })
    },
  )

  testWith(() => open(recipeFor('Kamal'), ['good-1', 'good-2']))(
    'Kamal: one whose container is gone by the time of the rollback, though the program ends with 0',
    async ({ run, call, write, platform }) => {
      const captured = await run({ mode: 'capture', 'expect-version': '' })
      expect(captured.outputs.result).toBe('captured')
      write({ deployments: ['good-1', 'good-2', 'bad-3'], gone: ['good-2'] })
      expect(call('rollback', 'good-2').status).toBe(0)
      const landed = await run()
      expect(landed.outputs).toMatchObject({ result: 'rollback-failed', to: 'good-2' })
      expect(platform().deployments.at(-1)).toBe('bad-3')
    },
  )
})

describe('the recipe for ecspresso, which itself chooses what it goes back to', () => {
  const recipe: Recipe = { title: 'ecspresso', program: 'ecspresso', name: asIs }

  testWith(() => open(recipe, DEPLOYED))('rolled-back: to the revision before', async ({ run, platform }) => {
    const landed = await run()
    expect(landed.outputs).toMatchObject({ result: 'rolled-back', from: 'web:3', healthy: 'true' })
    expect(platform().deployments.at(-1)).toBe('good-2')
  })

  testWith(() => open(recipe, ['bad-3']))(
    'rollback-failed: it knows of nothing to go back to',
    async ({ run, platform }) => {
      const landed = await run()
      expect(landed.outputs).toMatchObject({ result: 'rollback-failed' })
      expect(landed.outputs.reason).toContain('rollback target is not found')
      expect(platform().deployments).toEqual(['bad-3'])
    },
  )
})
