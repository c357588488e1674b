import type { RollbackTo } from '../../../../src/run/rollback-to.ts'
import { findTwins } from '../../../../src/targets/ecs/model/images.ts'
import {
  chooseTarget,
  listCandidates,
  provenOf,
  type TargetFacts,
} from '../../../../src/targets/ecs/model/target-choice.ts'
import { entry, history, revision, revisionArn, service, td } from '../../../support/ecs-facts.ts'

const previous: RollbackTo = { kind: 'previous' }
const failingNow = service(['web:4 PRIMARY COMPLETED 2/2'])

function choose(facts: Partial<TargetFacts>) {
  const choice = chooseTarget({
    service: failingNow,
    failing: td('web:4'),
    rollbackTo: previous,
    isSameDefinition: () => true,
    ...facts,
  })
  return choice.kind === 'none' ? choice : { ...choice, taskDefinition: choice.taskDefinition.split('/')[1] }
}

const chosen = (facts: Partial<TargetFacts>) => {
  const choice = choose(facts)
  return choice.kind === 'none' ? 'none' : choice.taskDefinition
}

describe('previous', () => {
  it('is what the capture step recorded, before anything else', () => {
    const captured = { taskDefinition: td('web:2'), images: [] }
    expect(chosen({ captured, history: history(['web:3 SUCCESSFUL', 'web:4 IN_PROGRESS']) })).toBe('web:2')
  })

  test.each([
    {
      past: ['web:2 SUCCESSFUL', 'web:3 SUCCESSFUL', 'web:4 IN_PROGRESS'],
      is: 'web:3',
      because: 'the last that ended well',
    },
    {
      past: ['web:2 SUCCESSFUL', 'web:3 STOPPED', 'web:4 IN_PROGRESS'],
      is: 'web:2',
      because: 'a stopped one proves nothing',
    },
    {
      past: ['web:2 SUCCESSFUL', 'web:3 ROLLBACK_FAILED', 'web:4 IN_PROGRESS'],
      is: 'web:2',
      because: 'a failed rollback neither',
    },
    {
      past: [entry('web:4 SUCCESSFUL', { sourceRevisionArns: [] })],
      is: 'none',
      because: 'of a first deployment there is nothing before',
    },
    {
      past: ['web:3 SUCCESSFUL', 'web:4 SUCCESSFUL', 'web:5 SUCCESSFUL'],
      is: 'web:3',
      because: 'what came after tracked does not count',
    },
  ])('of $past is $is: $because', ({ past, is }) => {
    expect(chosen({ history: history(past) })).toBe(is)
  })

  it('is what a rolled back deployment left running, not what it tried', () => {
    const rolledBack = entry('web:3 ROLLBACK_SUCCESSFUL', {
      rollback: { serviceRevisionArn: revisionArn('web:1') },
    })
    expect(chosen({ history: history(['web:2 SUCCESSFUL', rolledBack, 'web:4 IN_PROGRESS']) })).toBe('web:1')
  })

  it('is never a revision with the same images and the same definition', () => {
    const { images } = revision('web:4')
    const twin = revision('web:3', { images })
    const past = history(['web:2 SUCCESSFUL', 'web:3 SUCCESSFUL', 'web:4 IN_PROGRESS'], [twin])
    expect(chosen({ history: past })).toBe('web:2')
    expect(chosen({ history: past, isSameDefinition: () => false })).toBe('web:3')
    expect(findTwins(past).sort()).toEqual([td('web:3'), td('web:4')])
  })

  it('knows a copy for what it is a copy of, though their images are unknown', () => {
    const unresolved = { images: [{ container: 'web', image: 'registry.example/web:latest' }] }
    const revisions = ['web:1', 'web:2', 'web:3'].map((name) => revision(name, unresolved))
    const copy = revision('web:4', { ...unresolved, copyOf: td('web:2') })
    const past = ['web:1', 'web:2', 'web:3', 'web:4'].map((name) => `${name} SUCCESSFUL`)
    expect(chosen({ history: history(past, [...revisions, copy]) })).toBe('web:1')
    expect(chosen({ history: history(past, [...revisions, revision('web:4', unresolved)]) })).toBe('web:3')
    const after = [...past, 'web:5 SUCCESSFUL']
    const again = revision('web:5', { ...unresolved, copyOf: td('web:1') })
    const back = { failing: td('web:5'), history: history(after, [...revisions, copy, again]) }
    expect(chosen(back)).toBe('none')
  })

  it('may have images without a digest: what is unknown is never "the same"', () => {
    const unresolved = { images: [{ container: 'web', image: 'registry.example/web:latest' }] }
    const revisions = [revision('web:3', unresolved), revision('web:4', unresolved)]
    const past = history(['web:2 SUCCESSFUL', 'web:3 SUCCESSFUL', 'web:4 IN_PROGRESS'], revisions)
    expect(chosen({ history: past })).toBe('web:3')
    expect(findTwins(past)).toEqual([])
  })

  it('may differ in one of its images only', () => {
    const [web] = revision('web:4').images
    const log = (digest: string) => ({ container: 'log', image: 'registry.example/log:1', digest })
    const images = (digest: string) => ({ images: [...(web ? [web] : []), log(digest)] })
    const revisions = [revision('web:3', images('sha256:a')), revision('web:4', images('sha256:b'))]
    expect(chosen({ history: history(['web:3 SUCCESSFUL', 'web:4 IN_PROGRESS'], revisions) })).toBe('web:3')
  })

  it('is the same task definition when its tag was moved in between', () => {
    const old = revision('web:4', {
      arn: 'arn:old',
      createdAtMs: 1,
      images: [{ container: 'web', image: 'registry.example/web:4', digest: 'sha256:before' }],
    })
    const before = entry('web:4 SUCCESSFUL', { targetRevisionArn: 'arn:old', createdAtMs: 200_000 })
    const past = history(['web:3 SUCCESSFUL', before, 'web:4 IN_PROGRESS'], [old])
    expect(choose({ history: past })).toMatchObject({
      taskDefinition: 'web:4',
      images: old.images,
      evidence: [expect.stringContaining('its tag meant another image then'), expect.any(String)],
    })
    const again = entry('web:4 SUCCESSFUL', { createdAtMs: 200_000 })
    expect(chosen({ history: history(['web:3 SUCCESSFUL', again, 'web:4 IN_PROGRESS']) })).toBe('web:3')
  })

  it('goes past a revision that ECS has forgotten, and says so', () => {
    const missing = entry('web:3 SUCCESSFUL', { targetRevisionArn: 'arn:gone' })
    const choice = choose({ history: history(['web:2 SUCCESSFUL', missing, 'web:4 IN_PROGRESS']) })
    expect(choice).toMatchObject({
      taskDefinition: 'web:2',
      evidence: [
        'web:2 was deployed successfully on 2026-01-05T10:02:00Z',
        'not used: nothing was captured before the deploy',
        'not used: the revision of the deployment of 2026-01-05T10:03:00Z is no longer on record',
      ],
    })
  })

  describe('when what ran before is older than the record of deployments', () => {
    const tracked = entry('web:4 SUCCESSFUL', { sourceRevisionArns: [revisionArn('web:2')] })

    it('is the source that ECS records of the watched deployment', () => {
      expect(choose({ history: history([tracked]) })).toMatchObject({
        taskDefinition: 'web:2',
        revisionArn: revisionArn('web:2'),
        images: revision('web:2').images,
        evidence: [
          'web:2 ran before this deployment, as ECS records it',
          'not used: nothing was captured before the deploy',
          'not used: the deployment history holds nothing before this deployment',
        ],
      })
    })

    it('is reached by -1 too', () => {
      expect(chosen({ rollbackTo: { kind: 'back', count: 1 }, history: history([tracked]) })).toBe('web:2')
    })

    test.each([
      { record: 'web:2 STOPPED', because: 'its own deployment was stopped' },
      { record: 'web:2 ROLLBACK_SUCCESSFUL', because: 'ECS rolled it back' },
      { record: 'web:2 IN_PROGRESS', because: 'it never came to an end' },
    ])('is nothing where the record of the source says $record: $because', ({ record }) => {
      expect(chosen({ history: history([record, tracked]) })).toBe('none')
    })

    it('is nothing as long as older deployments are on record than were read: one of them may be it', () => {
      expect(chosen({ history: { ...history([tracked]), isWhole: false } })).toBe('none')
    })

    it('is nothing where ECS has forgotten the source, and that is said', () => {
      const forgotten = entry('web:4 SUCCESSFUL', { sourceRevisionArns: ['arn:gone'] })
      expect(choose({ history: history([forgotten]) })).toMatchObject({
        kind: 'none',
        evidence: expect.arrayContaining([
          'the revision that ran before this deployment is no longer on record',
        ]),
      })
    })
  })

  it('is the completed deployment that still runs, when the history cannot be read', () => {
    const draining = service(['web:4 PRIMARY IN_PROGRESS 1/2', 'web:2 ACTIVE COMPLETED 2/2'])
    expect(chosen({ service: draining })).toBe('web:2')
  })

  it('is nothing at all rather than a guess', () => {
    expect(choose({})).toEqual({
      kind: 'none',
      reason: 'no known-good revision of web to go back to was found',
      evidence: [
        'nothing was captured before the deploy',
        'the deployment history could not be read',
        'no other completed deployment is running any more',
      ],
    })
  })
})

describe('what the service went back from', () => {
  const again = (text: string, createdAtMs: number, changes = {}) =>
    entry(text, {
      arn: `again ${createdAtMs}`,
      createdAtMs: createdAtMs * 60_000,
      sourceRevisionArns: [],
      ...changes,
    })
  const back = (count: number): RollbackTo => ({ kind: 'back', count })
  const restored = (name: string) => ({ rollback: { serviceRevisionArn: revisionArn(name) } })

  test.each<{
    past: Parameters<typeof history>[0]
    failing: string
    to?: RollbackTo
    is: string
    why: string
  }>([
    {
      past: ['web:1 SUCCESSFUL', 'web:2 SUCCESSFUL', 'web:3 SUCCESSFUL', again('web:2 SUCCESSFUL', 4)],
      failing: 'web:2',
      is: 'web:1',
      why: 'web:3 was left for web:2',
    },
    {
      past: ['web:2 SUCCESSFUL', 'web:3 SUCCESSFUL', again('web:2 SUCCESSFUL', 4)],
      failing: 'web:2',
      is: 'none',
      why: 'nothing ran before web:2',
    },
    {
      past: ['web:1 SUCCESSFUL', 'web:2 SUCCESSFUL', 'web:3 SUCCESSFUL', again('web:2 IN_PROGRESS', 4)],
      failing: 'web:2',
      is: 'web:1',
      why: 'a return in flight leaves web:3 as well',
    },
    {
      past: ['web:1 SUCCESSFUL', 'web:2 SUCCESSFUL', 'web:3 SUCCESSFUL', again('web:2 IN_PROGRESS', 4)],
      failing: 'web:3',
      is: 'web:2',
      why: 'it is what web:3 is being left for',
    },
    {
      past: [
        'web:1 SUCCESSFUL',
        'web:2 SUCCESSFUL',
        'web:3 SUCCESSFUL',
        again('web:2 SUCCESSFUL', 4),
        'web:5 SUCCESSFUL',
      ],
      failing: 'web:5',
      to: back(2),
      is: 'web:1',
      why: '-N does not count web:3 either',
    },
    {
      past: [
        'web:1 SUCCESSFUL',
        'web:2 SUCCESSFUL',
        again('web:1 SUCCESSFUL', 3),
        again('web:2 SUCCESSFUL', 4),
        'web:5 SUCCESSFUL',
      ],
      failing: 'web:5',
      is: 'web:2',
      why: 'it was deployed again later, and completed',
    },
    {
      past: [
        'web:1 SUCCESSFUL',
        'web:2 SUCCESSFUL',
        again('web:1 SUCCESSFUL', 3),
        again('web:2 STOPPED', 4),
        'web:5 SUCCESSFUL',
      ],
      failing: 'web:5',
      is: 'web:1',
      why: 'web:2 was tried again, and did not complete',
    },
    {
      past: [
        'web:1 SUCCESSFUL',
        'web:2 SUCCESSFUL',
        'web:3 SUCCESSFUL',
        'web:4 SUCCESSFUL',
        again('web:1 SUCCESSFUL', 5),
      ],
      failing: 'web:1',
      to: back(1),
      is: 'none',
      why: 'going far back leaves all in between',
    },
    {
      past: [
        'web:1 SUCCESSFUL',
        'web:2 SUCCESSFUL',
        again('web:1 ROLLBACK_SUCCESSFUL', 3, restored('web:2')),
        again('web:4 SUCCESSFUL', 4),
      ],
      failing: 'web:4',
      to: back(2),
      is: 'none',
      why: 'ECS itself rolled web:1 back to web:2',
    },
    {
      past: [
        'web:1 SUCCESSFUL',
        'web:2 SUCCESSFUL',
        'web:3 SUCCESSFUL',
        again('web:2 ROLLBACK_SUCCESSFUL', 4, restored('web:3')),
      ],
      failing: 'web:3',
      is: 'web:1',
      why: 'the return itself was rolled back',
    },
    {
      past: [
        'web:1 SUCCESSFUL',
        'web:2 SUCCESSFUL',
        again('web:2 SUCCESSFUL', 3),
        again('web:2 SUCCESSFUL', 4),
      ],
      failing: 'web:2',
      is: 'web:1',
      why: 'a restart leaves nothing',
    },
  ])('of $past from $failing is $is: $why', ({ past, failing, to = previous, is }) => {
    expect(chosen({ history: history(past), failing: td(failing), rollbackTo: to })).toBe(is)
  })

  it('is said, with what it was left for', () => {
    const past = ['web:1 SUCCESSFUL', 'web:2 SUCCESSFUL', 'web:3 SUCCESSFUL', again('web:2 SUCCESSFUL', 4)]
    expect(choose({ history: history(past), failing: td('web:2') })).toMatchObject({
      evidence: expect.arrayContaining([
        expect.stringMatching(/^not used: web:3 was rolled back from: web:2 was deployed again on /),
      ]),
    })
  })

  it('is known by its images where it came back as a copy under another number', () => {
    const copy = revision('web:4', { images: revision('web:2').images })
    const past = history(
      ['web:1 SUCCESSFUL', 'web:2 SUCCESSFUL', 'web:3 SUCCESSFUL', 'web:4 SUCCESSFUL'],
      [copy],
    )
    expect(chosen({ history: past })).toBe('web:1')
    expect(chosen({ history: past, isSameDefinition: () => false })).toBe('web:3')
  })

  it('is not restored from a capture, unless it was left by the very deployment that failed', () => {
    const captured = { taskDefinition: td('web:3'), images: [] }
    const left = ['web:1 SUCCESSFUL', 'web:2 SUCCESSFUL', 'web:3 SUCCESSFUL', again('web:2 SUCCESSFUL', 4)]
    expect(chosen({ captured, history: history([...left, 'web:5 SUCCESSFUL']), failing: td('web:5') })).toBe(
      'web:2',
    )
    expect(chosen({ captured, history: history(left), failing: td('web:2') })).toBe('web:3')
  })

  it('is no place to go back to because its tasks still run, or because it once was verified', () => {
    const left = history(['web:2 SUCCESSFUL', 'web:3 SUCCESSFUL', again('web:2 SUCCESSFUL', 4)])
    const draining = service(['web:2 PRIMARY COMPLETED 2/2', 'web:3 ACTIVE COMPLETED 2/2'])
    const revisions = new Map([[td('web:3'), 'verified' as const]])
    expect(chosen({ service: draining, history: left, failing: td('web:2'), revisions })).toBe('none')
  })
})

describe('with a memory', () => {
  const past = history(['web:1 SUCCESSFUL', 'web:2 SUCCESSFUL', 'web:3 SUCCESSFUL', 'web:4 IN_PROGRESS'])
  const remembering = (found: Record<string, 'verified' | 'bad'>) =>
    new Map(Object.entries(found).map(([name, verdict]) => [td(name), verdict] as const))

  test.each([
    { found: {}, is: 'web:3', because: 'nothing is remembered' },
    { found: { 'web:2': 'verified' }, is: 'web:2', because: 'verified is more than deployed well' },
    { found: { 'web:1': 'verified', 'web:2': 'verified' }, is: 'web:2', because: 'the last verified' },
    { found: { 'web:3': 'bad' }, is: 'web:2', because: 'a bad one is skipped' },
    { found: { 'web:4': 'verified' }, is: 'web:3', because: 'what fails now is no place to go back to' },
    { found: { 'web:1': 'bad', 'web:2': 'bad', 'web:3': 'bad' }, is: 'none', because: 'all are bad' },
  ] as const)('of $found previous is $is: $because', ({ found, is }) => {
    expect(chosen({ history: past, revisions: remembering(found) })).toBe(is)
  })

  it('previous is not what was captured when that was found bad, and says so', () => {
    const captured = { taskDefinition: td('web:3'), images: [] }
    const memory = remembering({ 'web:3': 'bad' })
    expect(choose({ history: past, captured, revisions: memory })).toMatchObject({
      taskDefinition: 'web:2',
      evidence: expect.arrayContaining(['not used: web:3 was found bad by an earlier run']),
    })
    expect(chosen({ history: past, captured, revisions: remembering({ 'web:3': 'verified' }) })).toBe('web:3')
  })

  it('-N skips the bad ones, and counts what is only deployed well', () => {
    const memory = remembering({ 'web:3': 'bad', 'web:1': 'verified' })
    const back = (count: number) =>
      chosen({ history: past, revisions: memory, rollbackTo: { kind: 'back', count } })
    expect([back(1), back(2), back(3)]).toEqual(['web:2', 'web:1', 'none'])
  })

  it('a named revision is taken as it is', () => {
    const wish = {
      rollbackTo: { kind: 'revision', revision: 'web:3' },
      revisions: remembering({ 'web:3': 'bad' }),
    } as const
    expect(chosen({ history: past, ...wish })).toBe('web:3')
  })
})

describe('-N', () => {
  const past = history([
    'web:1 SUCCESSFUL',
    'web:2 SUCCESSFUL',
    entry('web:2 SUCCESSFUL', { createdAtMs: 150_000 }),
    'web:3 SUCCESSFUL',
    'web:4 IN_PROGRESS',
  ])

  test.each([
    { count: 1, is: 'web:3' },
    { count: 2, is: 'web:2' },
    { count: 3, is: 'web:1' },
    { count: 4, is: 'none' },
  ])('counts distinct good revisions: -$count is $is', ({ count, is }) => {
    expect(chosen({ history: past, rollbackTo: { kind: 'back', count } })).toBe(is)
  })

  it('beyond the history says how many there are', () => {
    const choice = choose({ history: past, rollbackTo: { kind: 'back', count: 4 } })
    expect(choice).toMatchObject({
      kind: 'none',
      reason:
        'rollback-to -4 asks for so many good revisions of web back, but the record ends after 3: web:3, web:2, web:1',
    })
  })
})

describe('a named revision', () => {
  test.each(['web:2', td('web:2'), revisionArn('web:2')])('%s is taken as the record has it', (named) => {
    expect(
      choose({ history: history(['web:2 STOPPED']), rollbackTo: { kind: 'revision', revision: named } }),
    ).toMatchObject({
      taskDefinition: 'web:2',
      images: revision('web:2').images,
      revisionArn: revisionArn('web:2'),
    })
  })

  test.each(['web:99', td('web:99')])('%s that is not on record is taken as it is', (named) => {
    const choice = chooseTarget({
      service: failingNow,
      failing: td('web:4'),
      rollbackTo: { kind: 'revision', revision: named },
      history: history(['web:2 SUCCESSFUL']),
      isSameDefinition: () => true,
    })
    expect(choice).toMatchObject({ kind: 'found', taskDefinition: named, images: [] })
  })
})

test('what earlier runs are asked about is each candidate once, and never what failed', () => {
  const facts: TargetFacts = {
    service: failingNow,
    failing: td('web:4'),
    rollbackTo: previous,
    isSameDefinition: () => false,
    captured: { taskDefinition: td('web:3'), images: [] },
    history: history(['web:2 SUCCESSFUL', 'web:3 SUCCESSFUL', 'web:4 IN_PROGRESS']),
  }
  expect(listCandidates(facts)).toEqual([td('web:3'), td('web:2')])
  expect(listCandidates({ ...facts, captured: { taskDefinition: td('web:4'), images: [] } })).toEqual([
    td('web:3'),
    td('web:2'),
  ])
})

test('another name of what failed is no way back, and is said', () => {
  const twin = revision('web:3', { images: revision('web:4').images })
  const choice = choose({ history: history(['web:3 SUCCESSFUL', entry('web:4 SUCCESSFUL')], [twin]) })
  expect(choice.kind).toBe('none')
  const twins = choice.evidence.filter((why) => why.includes('has the same images and definition'))
  expect(twins).toEqual(['web:3 has the same images and definition as the revision that failed'])
})

describe('so many back', () => {
  const back = (count: number, ...past: string[]) =>
    choose({
      rollbackTo: { kind: 'back', count },
      history: history([...past, entry('web:4 IN_PROGRESS', { sourceRevisionArns: [] })]),
    })

  test.each([
    { past: [], reason: /but none is on record/ },
    { past: ['web:3 SUCCESSFUL'], reason: /but the record ends after 1: web:3$/ },
    { past: ['web:2 SUCCESSFUL', 'web:3 SUCCESSFUL'], reason: /but the record ends after 2: web:3, web:2$/ },
  ])('more than the $past.length on record: it says what is', ({ past, reason }) => {
    const choice = back(5, ...past)
    expect(choice).toMatchObject({ kind: 'none', reason: expect.stringMatching(reason) })
  })
})

describe('what earlier runs verified', () => {
  const found = (revisions: Record<string, 'verified' | 'bad'>) =>
    new Map(Object.entries(revisions).map(([name, is]) => [td(name), is]))
  const past = history(['web:2 SUCCESSFUL', 'web:3 SUCCESSFUL', 'web:4 IN_PROGRESS'])

  it('may be what was captured, which the history does not have', () => {
    const captured = { taskDefinition: td('web:1'), images: [] }
    const facts = { captured, history: history(['web:3 SUCCESSFUL', 'web:4 IN_PROGRESS']) }
    expect(chosen({ ...facts, revisions: found({ 'web:1': 'verified' }) })).toBe('web:1')
  })

  it('goes before what was only deployed well', () => {
    expect(chosen({ history: past, revisions: found({ 'web:2': 'verified' }) })).toBe('web:2')
    expect(chosen({ history: past, revisions: found({}) })).toBe('web:3')
  })
})

describe('what is not chosen', () => {
  const twin = revision('web:3', { images: revision('web:4').images })

  it.each([
    ['the same images', [twin], 'web:3 has the same images and definition as the revision that failed'],
  ])('has %s, and says so', (_, revisions, why) => {
    const says = history(['web:2 SUCCESSFUL', 'web:3 SUCCESSFUL', 'web:4 IN_PROGRESS'], revisions)
    const choice = choose({ history: says })
    expect(choice).toMatchObject({
      taskDefinition: 'web:2',
      evidence: expect.arrayContaining([`not used: ${why}`]),
    })
  })

  it('is the revision that failed itself, and says so', () => {
    const again = entry('web:4 IN_PROGRESS', { createdAtMs: 300_000, arn: 'again' })
    const choice = choose({ history: history(['web:3 SUCCESSFUL', 'web:4 SUCCESSFUL', again]) })
    expect(choice).toMatchObject({
      taskDefinition: 'web:3',
      evidence: expect.arrayContaining(['not used: web:4 is the revision that failed']),
    })
  })

  it('is the same version a second time', () => {
    const same = revision('web:3', { images: revision('web:2').images })
    const says = history(
      ['web:1 SUCCESSFUL', 'web:2 SUCCESSFUL', 'web:3 SUCCESSFUL', 'web:4 IN_PROGRESS'],
      [same],
    )
    expect(chosen({ history: says, rollbackTo: { kind: 'back', count: 2 } })).toBe('web:1')
  })
})

it('lists what was captured too, which the history may not have, and never what fails', () => {
  const captured = { taskDefinition: td('web:1'), images: [] }
  const listed = listCandidates({
    service: failingNow,
    failing: td('web:4'),
    rollbackTo: previous,
    isSameDefinition: () => true,
    captured,
    history: history(['web:2 SUCCESSFUL', 'web:4 SUCCESSFUL', 'web:3 SUCCESSFUL']),
  })
  expect(listed).toContain(td('web:1'))
  expect(listed).toContain(td('web:3'))
  expect(listed).not.toContain(td('web:4'))
})

it('says of what was captured that an earlier run verified it', () => {
  const captured = { taskDefinition: td('web:1'), images: [] }
  const revisions = new Map([[td('web:1'), 'verified' as const]])
  const choice = choose({ captured, revisions, history: history(['web:3 SUCCESSFUL', 'web:4 IN_PROGRESS']) })
  expect(choice).toMatchObject({
    taskDefinition: 'web:1',
    evidence: [expect.stringMatching(/^web:1 was verified healthy by an earlier run; /)],
  })
})

it.each([true, false])('what was captured, and had proved itself: %s', (isProven) => {
  const captured = { isProven } as Parameters<typeof provenOf>[0]
  expect(provenOf(captured)).toBe(isProven ? captured : undefined)
  expect(provenOf(undefined)).toBeUndefined()
})

it.each(['ROLLBACK_FAILED', 'ROLLBACK_SUCCESSFUL', 'STOPPED'])(
  'a past deployment that ended %s is explained once',
  (status) => {
    const choice = choose({ history: history(['web:2 SUCCESSFUL', `web:3 ${status}`, 'web:4 IN_PROGRESS']) })
    expect(choice.evidence.filter((text) => text.includes('web:3'))).toHaveLength(1)
  },
)
