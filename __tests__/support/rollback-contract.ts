import { PlatformError, type PlatformErrorCode } from '../../src/core/platform-error.ts'
import type { ApplyResult, PlanResult, RollbackPlan, RollbackStrategy } from '../../src/run/rollback.ts'

/** One platform with a bad version deployed and a good one known, as a strategy finds it. */
export interface RollbackWorld {
  readonly from: string
  readonly to: string
  /** What applying ends with here. */
  readonly applied: ApplyResult['kind']
  /** Values that no text may hold. */
  readonly secrets: readonly string[]
  /** A strategy as a new run would build it. */
  strategy(): RollbackStrategy
  /** The same for `rollback-to: -N`. Absent: it lists no candidates. */
  back?(count: number): RollbackStrategy
  /** All that a rollback could change, comparable with toEqual. */
  snapshot(): Promise<unknown>
  /** How often the other side was really told to roll back. */
  writes(): Promise<number>
  /** Somebody else puts the target in place. */
  putBack(): Promise<void>
  /** Something newer takes over. Absent: such a platform cannot tell. */
  takeOver?(): Promise<void>
  /** From now on the platform refuses, with this code. */
  refuse(): Promise<PlatformErrorCode>
  /** From now on the platform does not answer while it is planned or applied. */
  block(stage: 'plan' | 'apply'): Promise<Blockade>
  close(): Promise<void>
}

export interface Blockade {
  /** Resolves once the strategy waits for the platform. */
  readonly reached: Promise<void>
  lift(): Promise<void>
}

/** What every rollback strategy promises, run over one of them. */
export function describeRollbackContract(name: string, open: () => Promise<RollbackWorld>): void {
  describe(`${name} keeps the contract of a rollback strategy`, () => {
    let world: RollbackWorld
    const never = new AbortController().signal

    beforeEach(async () => {
      world = await open()
    })
    afterEach(async () => {
      await world.close()
    })

    it('plans from what to what, why, how, and how by hand', async () => {
      const plan = await readyPlan(world, never)
      expect(plan).toMatchObject({ from: world.from, to: world.to, actor: 'us' })
      expect(plan.evidence).not.toEqual([])
      expect(plan.steps).not.toEqual([])
      expect(plan.manual).not.toEqual([])
      for (const text of textsOf(plan)) expect(text.trim()).not.toBe('')
    })

    it('changes nothing by planning, and plans the same again', async () => {
      const before = await world.snapshot()
      const first = await readyPlan(world, never)
      const second = await readyPlan(world, never)
      expect(await world.snapshot()).toEqual(before)
      expect(await world.writes()).toBe(0)
      expect([second.from, second.to]).toEqual([first.from, first.to])
    })

    it('lists what each count back would take, and changes nothing', async () => {
      const before = await world.snapshot()
      const listed = await world.strategy().listCandidates?.(3, never)
      expect(listed === undefined).toBe(world.back === undefined)
      for (const [index, { revision, evidence }] of (listed ?? []).entries()) {
        const plan = ready(
          (await world.back?.(index + 1).plan(never)) ?? { kind: 'not-deployed', reason: '' },
        )
        expect(plan.to).toBe(revision)
        expect(evidence).toMatch(/\S+ \S+/)
        for (const secret of world.secrets) expect(evidence).not.toContain(secret)
      }
      if (listed !== undefined) expect(listed[0]?.revision).toBe(world.to)
      expect(await world.snapshot()).toEqual(before)
      expect(await world.writes()).toBe(0)
    })

    it('says what it does while it applies', async () => {
      const said: string[] = []
      const plan = await readyPlan(world, never)
      const result = await plan.apply((text) => said.push(text), never)
      expect(result.kind).toBe(world.applied)
      expect(said).not.toEqual([])
      expect(await world.writes()).toBe(1)
    })

    it('does once what it is told twice', async () => {
      const plan = await readyPlan(world, never)
      await plan.apply(ignore, never)
      const after = await world.snapshot()
      expect((await plan.apply(ignore, never)).kind).toBe(world.applied)
      expect(await world.snapshot()).toEqual(after)
      expect(await world.writes()).toBe(1)
    })

    it('takes "already there" for success, and writes nothing', async () => {
      const plan = await readyPlan(world, never)
      await world.putBack()
      const before = await world.snapshot()
      expect(['in-place', world.applied]).toContain((await plan.apply(ignore, never)).kind)
      expect(await world.snapshot()).toEqual(before)
      expect(await world.writes()).toBe(0)
    })

    it('leaves what is newer alone', async () => {
      const plan = await readyPlan(world, never)
      // Such a platform has no way to say that something newer took over.
      if (world.takeOver === undefined) return
      await world.takeOver()
      const before = await world.snapshot()
      expect((await plan.apply(ignore, never)).kind).toBe('superseded')
      expect(await world.snapshot()).toEqual(before)
      expect(await world.writes()).toBe(0)
    })

    it.each(['plan', 'apply'] as const)('does nothing when it is aborted before %s', async (stage) => {
      const plan = await readyPlan(world, never)
      const before = await world.snapshot()
      const reason = new Error('the job was cancelled')
      const aborted = AbortSignal.abort(reason)
      const work = stage === 'plan' ? world.strategy().plan(aborted) : plan.apply(ignore, aborted)
      await expect(work).rejects.toBe(reason)
      expect(await world.snapshot()).toEqual(before)
    })

    it('stops planning when it is aborted, and leaves everything as it was', async () => {
      const before = await world.snapshot()
      const blockade = await world.block('plan')
      await abortOnce(blockade, (signal) => world.strategy().plan(signal))
      await blockade.lift()
      expect(await world.snapshot()).toEqual(before)
    })

    it('stops applying when it is aborted, and can be continued', async () => {
      const plan = await readyPlan(world, never)
      const blockade = await world.block('apply')
      await abortOnce(blockade, (signal) => plan.apply(ignore, signal))
      await blockade.lift()
      expect((await plan.apply(ignore, never)).kind).toBe(world.applied)
    })

    it('says a refusal with its code, in words, and with what to do', async () => {
      const code = await world.refuse()
      const error = await refusal(world, never)
      expect(error).toMatchObject({ code })
      expect(error.message).toMatch(/\S+ \S+/)
      expect(error.hint).toMatch(/\S+ \S+/)
    })

    it('tells no secret: in no plan, progress, result or refusal', async () => {
      const plan = await readyPlan(world, never)
      const texts = textsOf(plan)
      texts.push(JSON.stringify(await plan.apply((text) => texts.push(text), never)))
      await world.close()
      world = await open()
      await world.refuse()
      texts.push(...errorTexts(await refusal(world, never)))
      for (const secret of world.secrets) {
        for (const form of formsOf(secret)) expect(texts.filter((text) => text.includes(form))).toEqual([])
      }
    })
  })
}

export async function readyPlan(
  world: { strategy(): RollbackStrategy },
  signal: AbortSignal,
): Promise<RollbackPlan> {
  return ready(await world.strategy().plan(signal))
}

export function ready(result: PlanResult): RollbackPlan {
  if (result.kind !== 'ready') throw new Error(`not ready but ${JSON.stringify(result)}`)
  return result.plan
}

/** The error with which planning, or else applying, ends. */
export async function refusal(
  world: { strategy(): RollbackStrategy },
  signal: AbortSignal,
): Promise<PlatformError> {
  try {
    const plan = await readyPlan(world, signal)
    await plan.apply(ignore, signal)
  } catch (error) {
    if (error instanceof PlatformError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

async function abortOnce(
  blockade: Blockade,
  start: (signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  const stop = new AbortController()
  const reason = new Error('the job was cancelled')
  const work = start(stop.signal)
  const ended = work.then(
    () => 'it resolved',
    (error: unknown) => error,
  )
  const early = await Promise.race([blockade.reached.then(() => undefined), ended])
  if (early !== undefined) throw new Error('it ended before it waited for the platform', { cause: early })
  stop.abort(reason)
  expect(await ended).toBe(reason)
}

function ignore(): void {}

function textsOf(plan: RollbackPlan): string[] {
  const { from, to, evidence, steps, unknowns, manual } = plan
  return [from, to, ...evidence, ...steps, ...unknowns, ...manual]
}

/** Everything that a log could show of an error, its causes included. */
export function errorTexts(error: unknown): string[] {
  if (!(error instanceof Error)) return error === undefined ? [] : [JSON.stringify(error)]
  const hint = error instanceof PlatformError ? [error.hint ?? ''] : []
  return [error.message, error.stack ?? '', ...hint, ...errorTexts(error.cause)]
}

function formsOf(secret: string): string[] {
  return [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]
}
