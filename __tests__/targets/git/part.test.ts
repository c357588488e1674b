import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RollbackPlan } from '../../../src/run/rollback.ts'
import { ready } from '../../support/rollback-contract.ts'
import { GitWorld } from './world.ts'

const never = new AbortController().signal
const quiet = () => undefined
let world: GitWorld

afterEach(() => world.close())

async function planned(...args: Parameters<GitWorld['strategy']>): Promise<RollbackPlan> {
  return ready(await world.strategy(...args).plan(never))
}

function show(ref: string, path: string): string {
  return world.forge.git('-C', world.forge.bare, 'show', `${ref}:${path}`)
}

function names(ref: string): string[] {
  return world.forge.git('-C', world.forge.bare, 'ls-tree', '-r', '--name-only', ref).split('\n')
}

describe('some paths of the branch', () => {
  beforeEach(async () => {
    world = await GitWorld.open('push')
  })

  it('go back to the good commit in one commit whose message says so, and the rest stays', async () => {
    const plan = await planned({ paths: ['app.txt'] })
    const [good, bad] = [world.to.slice(0, 7), world.from.slice(0, 7)]
    expect(plan.steps).toEqual([
      'make one commit with these changes',
      'change app.txt back',
      'git push origin to main',
    ])
    expect(plan.evidence).toContain(
      'only app.txt of main goes back: git-paths; everything else stays as it is',
    )
    expect(await plan.apply(quiet, never)).toEqual({ kind: 'in-place' })
    expect([show('main', 'app.txt'), show('main', 'feature.txt')]).toEqual(['good', 'new'])
    expect(world.forge.git('-C', world.forge.bare, 'rev-parse', 'main^')).toBe(world.from)
    const message = world.forge.git('-C', world.forge.bare, 'log', '-1', '--format=%B', 'main')
    expect(message).toBe(
      [
        `Put back 1 path to ${good}`,
        '',
        `${world.from} did not land healthy, and ${world.to} was good.`,
        '',
        'Everything else stays as it is.',
        '',
        '- app.txt',
      ].join('\n'),
    )
    expect(bad).not.toBe(good)
  })

  it('are removed where the good commit does not have them', async () => {
    const plan = await planned({ paths: ['feature.txt'] })
    expect(plan.steps).toContain('remove feature.txt')
    await plan.apply(quiet, never)
    expect(names('main')).toEqual(['app.txt', 'notes.txt'])
    expect(show('main', 'app.txt')).toBe('worse')
  })

  it('that neither commit has are refused, and nothing is touched', async () => {
    const before = await world.snapshot()
    await expect(world.strategy({ paths: ['app.txt', 'app.tx'] }).plan(never)).rejects.toMatchObject({
      code: 'refused',
      message: `neither ${world.to.slice(0, 7)} nor ${world.from.slice(0, 7)} has app.tx`,
      hint: 'Nothing was changed. Correct git-paths.',
    })
    expect(await world.snapshot()).toEqual(before)
  })

  it('that did not change have nothing to be put back', async () => {
    expect(await world.strategy({ paths: ['notes.txt'] }).plan(never)).toMatchObject({
      kind: 'no-target',
      reason: expect.stringContaining('notes.txt did not change between '),
    })
  })

  it('are taken by their names alone, whatever signs are in them', async () => {
    const odd = ":(top) [id] 'x'.txt"
    world.forge.commit('odd', { [odd]: 'one\n', 'other.txt': 'one\n' })
    const good = world.forge.publish()
    world.forge.commit('odd again', { [odd]: 'two\n', 'other.txt': 'two\n' })
    const bad = world.forge.publish()
    const deps = {
      event: { sha: bad, branch: 'main' },
      rollbackTo: { kind: 'revision' as const, revision: good },
    }
    await (await planned({ paths: [odd] }, deps)).apply(quiet, never)
    expect([show('main', odd), show('main', 'other.txt')]).toEqual(['one', 'two'])
    expect(world.forge.git('-C', world.forge.bare, 'log', '-1', '--format=%B', 'main')).toContain(
      '- and 1 more',
    )
  })

  it('pushed by a run that was ended are deployed by the next one, which pushes nothing', async () => {
    const stop = new AbortController()
    const config = { paths: ['app.txt'], workflow: 'deploy.yml' }
    const plan = await planned(config, { startsWorkflows: false, isBack: async () => false })
    const onProgress = (text: string) => {
      if (/^main is at /.test(text)) stop.abort(new Error('the runner is gone'))
    }
    await expect(plan.apply(onProgress, stop.signal)).rejects.toThrow('the runner is gone')
    const tip = world.forge.tip('main')
    const again = await planned(config, { startsWorkflows: false })
    expect(again.steps).toEqual(['POST workflow_dispatch of deploy.yml on main'])
    expect(await again.apply(quiet, never)).toMatchObject({ kind: 'in-place' })
    expect(world.forge.tip('main')).toBe(tip)
    // For other paths it is a commit that nobody has tested with them.
    expect(await world.strategy({ paths: ['feature.txt'] }).plan(never)).toMatchObject({
      kind: 'superseded',
      by: tip,
    })
  })

  it('are not put back over a newer commit', async () => {
    const plan = await planned({ paths: ['app.txt'] })
    world.forge.commit('a fix', { 'fix.txt': 'fixed\n' })
    const tip = world.forge.publish()
    expect(await plan.apply(quiet, never)).toMatchObject({ kind: 'superseded', by: tip })
  })

  it('go back the same by hand, without a checkout', async () => {
    const plan = await planned({ paths: ['app.txt', 'feature.txt'] })
    const clone = mkdtempSync(join(tmpdir(), 'clone-'))
    execFileSync('git', ['clone', '--quiet', world.forge.bare, clone])
    for (const command of plan.manual) world.forge.shell(clone, command)
    expect(names('main')).toEqual(['app.txt', 'notes.txt'])
    expect(show('main', 'app.txt')).toBe('good')
    expect(execFileSync('git', ['-C', clone, 'status', '--porcelain'], { encoding: 'utf8' })).toBe('')
    rmSync(clone, { recursive: true })
  })
})

describe('a pull request for some paths', () => {
  beforeEach(async () => {
    world = await GitWorld.open('pull-request')
  })

  it('has a branch of its own, and names the paths', async () => {
    const plan = await planned({ paths: ['app.txt'] })
    const result = await plan.apply(quiet, never)
    expect(result).toMatchObject({
      kind: 'handed-off',
      reason: `pull request #1 puts back app.txt of ${world.to.slice(0, 7)}; it has to be merged and deployed`,
    })
    const [pull] = world.forge.pulls
    expect(pull).toMatchObject({ base: 'main', title: `Put back 1 path to ${world.to.slice(0, 7)}` })
    expect(pull?.head).toMatch(/^safe-landing\/back-to-\w{7}-from-\w{7}-paths-\w{7}$/)
    expect(pull?.body).toContain('puts back only these paths')
    expect(names(`refs/heads/${pull?.head}`)).toContain('feature.txt')
    // The whole is another pull request.
    await (await planned()).apply(quiet, never)
    expect(world.forge.pulls).toHaveLength(2)
  })
})

describe('the commands by hand', () => {
  it('never remove a branch when the commit cannot be made', async () => {
    world = await GitWorld.open('push')
    const { manual } = await planned()
    const clone = mkdtempSync(join(tmpdir(), 'clone-'))
    execFileSync('git', ['clone', '--quiet', world.forge.bare, clone])
    const broken = manual.map((line) => line.replaceAll(world.to, 'f'.repeat(40)))
    expect(() => {
      for (const command of broken.slice(1)) world.forge.shell(clone, command)
    }).toThrow()
    expect(world.forge.tip('main')).toBe(world.from)
    rmSync(clone, { recursive: true })
  })
})
