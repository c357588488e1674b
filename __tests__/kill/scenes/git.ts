import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '../../../demo/world/loopback.ts'
import type { Inputs } from '../../bundle/stage.ts'
import { ROLLS_BACK, VersionedSite } from '../../bundle/versioned-site.ts'
import { GitWorld } from '../../targets/git/world.ts'
import type { KillProxy } from '../kill-proxy.ts'
import { ProgramGate } from '../program-gate.ts'
import type { Scene, Setup } from '../scene.ts'

const GOOD = 'the good content'

interface Method extends Pick<Setup, 'name' | 'write'> {
  readonly inputs: Inputs
  /** Undefined: nothing was deployed after the bad commit. */
  readonly findDeployed: (world: GitWorld) => string | undefined
  /** What a person deploys in the end. */
  readonly findMerged: (world: GitWorld) => string | undefined
}

/** The bad commit is live until something deploys another one. */
async function openGit(proxy: KillProxy, { inputs, findDeployed, findMerged }: Method): Promise<Scene> {
  const world = await GitWorld.open('push')
  const { forge, from, to } = world
  const live = () => findDeployed(world) ?? from
  const site = new VersionedSite(live)
  site.unhealthy.add(from)
  const server = await serve(site.answer)
  const gate = await ProgramGate.open(proxy)
  const origin = await proxy.front(forge.origin)
  const event_path = join(world.temporary, 'event.json')
  writeFileSync(event_path, '{}')
  const { repository, token } = forge
  return {
    env: { PATH: `${gate.front('git')}:${process.env.PATH}` },
    github: { api_url: `${origin}/api`, server_url: origin, repository, sha: from, event_path, token },
    with: {
      ...ROLLS_BACK,
      target: 'git',
      environment: 'production',
      'health-url': `${await proxy.front(server.url)}/health`,
      'expect-version': from,
      ...inputs,
    },
    writes: () => writesOf(world),
    live: async () => {
      const merged = findMerged(world) ?? live()
      return forge.treeOf(merged) === forge.treeOf(to) ? GOOD : merged
    },
    close: async () => {
      await gate.close()
      await server.close()
      await world.close()
    },
  }
}

function writesOf({ forge }: GitWorld): string[] {
  const branches = forge
    .refs()
    .split('\n')
    .map((line) => line.split(' ').reverse())
  return [
    ...branches.filter(([commit]) => isRevert(commit)).map(([, ref]) => `push ${ref}`),
    ...forge.dispatches.map(() => 'dispatch'),
    ...forge.pulls.map(({ number }) => `pull ${number}`),
  ]

  function isRevert(commit = ''): boolean {
    return forge.git('-C', forge.bare, 'show', '--no-patch', '--format=%an', commit) === 'Safe Landing'
  }
}

const METHODS: readonly Method[] = [
  {
    name: 'git push',
    write: '^git push',
    inputs: { 'git-method': 'push', workflow: 'deploy.yml' },
    findDeployed: ({ forge }) => (forge.dispatches.length > 0 ? forge.tip('main') : undefined),
    findMerged: () => undefined,
  },
  {
    name: 'git push of some paths',
    write: '^git push',
    // All that differs, so that the content is the good one.
    inputs: { 'git-method': 'push', 'git-paths': 'app.txt\nfeature.txt', workflow: 'deploy.yml' },
    findDeployed: ({ forge }) => (forge.dispatches.length > 0 ? forge.tip('main') : undefined),
    findMerged: () => undefined,
  },
  {
    name: 'git pull request',
    write: 'POST .*/pulls',
    inputs: { 'git-method': 'pull-request' },
    findDeployed: () => undefined,
    findMerged: ({ forge }) => forge.pulls.map(({ head }) => forge.tip(head)).at(0),
  },
]

export const GIT_SETUPS: readonly Setup[] = METHODS.map((method) => ({
  name: method.name,
  good: GOOD,
  write: method.write,
  open: (proxy) => openGit(proxy, method),
}))
