import { type EcsScript, playEcs, writesOf } from './ecs-stage.ts'
import { jobOf, scene, stepOf } from './scene.ts'

const US = 'us-east-1'
const revision = (arn: string | undefined) => arn?.split('/').at(-1)
const noImages = () => ({ [US]: {} })

function manual(inputs: Readonly<Record<string, string>>): EcsScript {
  const payload = {
    inputs: { environment: 'production', revision: 'previous', reason: 'Orders fail', ...inputs },
  }
  return { example: 'ecs-manual-rollback', event: 'workflow_dispatch', payload, images: noImages }
}

scene('ecs-manual-rollback.yml goes back one version, verifies, and says how to go forward', async (act) => {
  await playEcs(act, manual({ 'dry-run': 'false' }), (played) => {
    const { outputs, result } = stepOf(played, 'roll-back', 'rollback')
    expect(outputs).toMatchObject({ result: 'rolled-back', healthy: 'true' })
    expect(result).toBe('success')
    expect(writesOf(played, US)).toEqual(['UpdateService web → web:2'])
    // By the outputs of the first job.
    const told = stepOf(played, 'forward', '0').summary
    expect(told).toMatch(/`\S*web:2` runs and is verified\. `\S*web:3` is still registered/)
    expect(played.exitCode).toBe(0)
  })
})

scene('ecs-manual-rollback.yml goes to the version that a person names', async (act) => {
  await playEcs(act, manual({ revision: 'web:1', 'dry-run': 'false' }), (played) => {
    expect(stepOf(played, 'roll-back', 'rollback').outputs.result).toBe('rolled-back')
    expect(writesOf(played, US)).toEqual(['UpdateService web → web:1'])
  })
})

scene('ecs-manual-rollback.yml with a dry run changes nothing, and shows the plan', async (act) => {
  await playEcs(act, manual({ revision: '-2', 'dry-run': 'true' }), (played) => {
    const { outputs, summary } = stepOf(played, 'roll-back', 'rollback')
    expect(outputs.result).toBe('validated')
    expect(summary).toContain('web:1')
    expect(writesOf(played, US)).toEqual([])
    expect(jobOf(played, 'roll-back').result).toBe('success')
    expect(played.jobs.forward?.steps['0']).toBeUndefined()
  })
})

scene('ecs-manual-rollback.yml takes a reason for text, whatever is in it', async (act) => {
  const reason = '$(touch hacked) `id`\n::error::no "quotes" \'either\''
  await playEcs(act, manual({ reason, 'dry-run': 'true' }), (played) => {
    expect(stepOf(played, 'roll-back', '1').summary).toContain(
      '    $(touch hacked) `id` ::error::no "quotes" \'either\'',
    )
    expect(played.exitCode).toBe(0)
  })
})

scene('rollback-drill.yml goes back, goes forward again, and reports how long each took', async (act) => {
  const script = { example: 'rollback-drill', event: 'schedule', images: noImages }
  await playEcs(act, script, (played) => {
    const ways = ['back', 'forward'].map((id) => stepOf(played, 'drill', id).outputs)
    expect(ways.map(({ result }) => result)).toEqual(['rolled-back', 'rolled-back'])
    expect(writesOf(played, US)).toEqual(['UpdateService web → web:2', 'UpdateService web → web:3'])
    expect(revision(played.worlds[US]?.service('web').taskDefinitionArn)).toBe('web:3')
    expect(stepOf(played, 'drill', 'keep').outputs.content).toMatch(
      /^<\?xml .*<testcase classname="Recovery" name="Back on a healthy version" time="\d+\.\d{3}"\/>/,
    )
    expect(stepOf(played, 'drill', '4').summary).toMatch(/\| back \| rolled-back after \d+ s \|/)
    expect(played.exitCode).toBe(0)
  })
})

const staging: EcsScript = {
  example: 'rehearse',
  event: 'schedule',
  vars: { CLUSTER: 'staging' },
  services: [{ name: 'web', cluster: 'staging' }],
  images: noImages,
}

scene('rehearse.yml goes one version back and forward, then two, and keeps a report of each', async (act) => {
  await playEcs(act, staging, (played) => {
    const cases = Object.entries(played.jobs).filter(([name]) => name.startsWith('ecs '))
    const ends = cases.map(([, { steps }]) => steps.rehearsal?.outputs)
    expect(ends.map((outputs) => [outputs?.result, revision(outputs?.to)]).toSorted()).toEqual([
      ['rehearsed', 'web:1'],
      ['rehearsed', 'web:2'],
    ])
    expect(revision(played.worlds[US]?.service('web', 'staging').taskDefinitionArn)).toBe('web:3')
    for (const [, { steps }] of cases) {
      expect(steps.keep?.outputs.files).toMatch(/rehearsal\.md.*rehearsal\.xml/)
      expect(steps.rehearsal?.summary).toContain('| ✅ | Way forward |')
    }
    expect(played.jobs.server?.steps.rehearsal).toBeUndefined()
    expect(played.exitCode).toBe(0)
  })
})

function pullRequest(from: string): EcsScript {
  const payload = {
    repository: { full_name: 'octo/shop' },
    pull_request: { head: { repo: { full_name: from } } },
  }
  return { example: 'pull-request', event: 'pull_request', payload, images: noImages }
}

scene(
  'pull-request.yml checks everything, changes nothing, and shows what a rollback would do',
  async (act) => {
    await playEcs(act, pullRequest('octo/shop'), (played) => {
      const { outputs, summary } = stepOf(played, 'validate', 'validation')
      expect(outputs.result).toBe('validated')
      expect(summary).toContain('web:2')
      expect(summary).toMatch(/\d+ billed minutes?/)
      expect(writesOf(played, US)).toEqual([])
      expect(played.exitCode).toBe(0)
    })
  },
)

scene(
  'pull-request.yml checks a fork without credentials as far as it can, and says what it could not',
  async (act) => {
    // GitHub gives a fork's pull request no variables: https://github.com/orgs/community/discussions/44322
    const none = { HEALTH_URL: '', CLUSTER: '', SERVICE: '', AWS_REGION: '', AWS_READ_ROLE: '' }
    const fork = { ...pullRequest('stranger/shop'), vars: none }
    await playEcs(act, fork, (played) => {
      const { outputs, summary } = stepOf(played, 'validate', 'validation')
      expect(outputs.result).toBe('validated')
      expect(summary).toContain('fork')
      expect(played.worlds[US]?.ecs.calls).toEqual([])
      expect(played.exitCode).toBe(0)
    })
  },
)

scene('scheduled-check.yml says whether production could be rolled back now', async (act) => {
  const script = { example: 'scheduled-check', event: 'schedule', images: noImages }
  await playEcs(act, script, (played) => {
    const { outputs, summary } = stepOf(played, 'check', 'check')
    expect(outputs.result).toBe('validated')
    expect(summary).toContain('web:2')
    expect(writesOf(played, US)).toEqual([])
    expect(played.exitCode).toBe(0)
  })
})
