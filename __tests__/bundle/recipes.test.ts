import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { ROOT, read } from '../repository/files.ts'
import type { Platform } from './recipes/program.ts'
import { Stage, testWith } from './stage.ts'
import { ROLLS_BACK, VersionedSite } from './versioned-site.ts'

const RECIPES = [
  { title: 'Fly', program: 'fly', to: 'registry.fly.io/web:good-2' },
  { title: 'Vercel', program: 'vercel', to: 'shop-good-2.vercel.app' },
  { title: 'Cloudflare Workers', program: 'wrangler', to: 'good-2' },
  { title: 'Azure Container Apps', program: 'az', to: 'web--good-2' },
  { title: 'Nomad', program: 'nomad', to: 'registry.example.com/web:good-2' },
  { title: 'Kamal', program: 'kamal', to: 'good-2' },
] as const

type Recipe = (typeof RECIPES)[number]

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
  const path = join(bin, program)
  const source = join(ROOT, `__tests__/bundle/recipes/${program}.ts`)
  writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' --no-warnings '${source}' "$@"\n`)
  chmodSync(path, 0o755)
  write({ deployments })
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
    call: (...args: string[]) => spawnSync(path, args, { encoding: 'utf8', env: { ...process.env, ...env } }),
    close: async () => {
      await stage.close()
      rmSync(workspace, { recursive: true })
    },
  }
}

describe.each(RECIPES)('the recipe for $title', (recipe) => {
  const staged = testWith(() => open(recipe, ['good-1', 'good-2', 'bad-3']))

  staged(
    'rolled-back: to the version that was live before, and it is verified',
    async ({ run, platform }) => {
      const landed = await run()
      expect(landed).toMatchObject({
        exitCode: 1,
        outputs: {
          result: 'rolled-back',
          healthy: 'true',
          to: recipe.to,
          from: recipe.to.replace('good-2', 'bad-3'),
        },
      })
      expect(platform().deployments).toEqual(['good-1', 'good-2', 'bad-3', 'good-2'])
    },
  )

  staged(
    'captured: what is live before the deploy, which is where it goes back to',
    async ({ run, platform, write }) => {
      write({ deployments: ['good-2', 'bad-1', 'good-2'] })
      const captured = await run({ mode: 'capture', 'expect-version': '' })
      expect(captured.outputs.result).toBe('captured')
      expect(captured.outputs.reason).toContain(recipe.to)
      write({ deployments: ['good-2', 'bad-1', 'good-2', 'bad-3'] })
      expect((await run()).outputs).toMatchObject({ result: 'rolled-back', to: recipe.to })
      expect(platform().deployments.at(-1)).toBe('good-2')
    },
  )

  staged(
    'no-target: there is nothing to go back to, and nothing is called',
    async ({ run, platform, write }) => {
      write({ deployments: ['bad-3'] })
      const landed = await run()
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'no-target' } })
      expect(platform().deployments).toEqual(['bad-3'])
    },
  )

  staged('rollback-failed: the platform refuses', async ({ run, platform, write }) => {
    write({ deployments: ['good-1', 'good-2', 'bad-3'], isFailing: true })
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

describe('versions that the platform itself knows to be no target', () => {
  const failed = ['Fly', 'Azure Container Apps', 'Nomad']
  for (const recipe of RECIPES.filter(({ title }) => failed.includes(title))) {
    testWith(() => open(recipe, ['good-1', 'good-2', 'broken-2', 'bad-3']))(
      `${recipe.title}: one whose deployment failed`,
      async ({ run }) => {
        expect((await run()).outputs).toMatchObject({ result: 'rolled-back', to: recipe.to })
      },
    )
  }

  const [, , workers, , , kamal] = RECIPES
  testWith(() => open(workers, ['good-1', 'good-2', 'split-2', 'bad-3']))(
    'Cloudflare Workers: one that only had a part of the traffic',
    async ({ run }) => {
      expect((await run()).outputs).toMatchObject({ result: 'rolled-back', to: 'good-2' })
    },
  )

  testWith(() => open(kamal, ['good-1', 'good-2']))(
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
