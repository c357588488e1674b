import type { Plan } from './plan.ts'

export interface Found {
  /** What the product did. */
  readonly what: string
  /** After so many landings of the first world that could show it. */
  readonly after: number
  readonly plan: Plan
}

/** Faults of the product that the simulation has found, each as small as it gets. They are mended. */
export const FOUND: readonly Found[] = [
  {
    what: 'superseded by the version before, since ECS still showed the service as it was before the deployment',
    after: 7,
    plan: {
      seed: 3,
      strategy: 'rolling',
      moment: 'COMPLETED',
      hook: 'no hook',
      version: '5xx',
      tasks: 1,
      schedule: { bakeMinutes: 1, stepMinutes: 1, stepPercent: 50 },
      breaker: 'off',
      past: ['good', 'good'],
      answerAfterMs: 300000,
      inputs: {},
      isCaptured: false,
      guardDelayMs: 0,
      staleMs: 8000,
      events: [],
    },
  },
  {
    what: "a rollback over somebody else's newer deployment, since ECS still showed the service as it was before that",
    after: 3,
    plan: {
      seed: 1115,
      strategy: 'linear',
      moment: 'COMPLETED',
      hook: 'no hook',
      version: '404',
      tasks: 1,
      schedule: { bakeMinutes: 1, stepMinutes: 1, stepPercent: 50 },
      breaker: 'off',
      past: ['good', 'good'],
      answerAfterMs: 780000,
      inputs: {},
      isCaptured: false,
      guardDelayMs: 0,
      staleMs: 8000,
      events: [{ atMs: 30497, kind: 'other deployment', isGood: true }],
    },
  },
  {
    what: 'superseded instead of rolled back by the platform, since an answer without its list was an empty history',
    after: 1754,
    plan: {
      seed: 11753,
      strategy: 'blue/green',
      moment: 'COMPLETED',
      hook: 'no hook',
      version: '404',
      tasks: 1,
      schedule: { bakeMinutes: 10, stepMinutes: 2, stepPercent: 25 },
      breaker: 'off',
      past: ['good', 'good'],
      inputs: {},
      isCaptured: false,
      guardDelayMs: 0,
      staleMs: 0,
      events: [
        { atMs: 28779, kind: 'api', forMs: 562000, share: 0.7, fault: 'wrong shape', on: 'reads' },
        { atMs: 511524, kind: 'alarm', forMs: 38000 },
      ],
    },
  },
  {
    what: 'a rollback of a version that had no room, since the circuit breaker of ECS had given it up for that',
    after: 125,
    plan: {
      seed: 317,
      strategy: 'rolling',
      moment: 'COMPLETED',
      hook: 'no hook',
      version: '404',
      tasks: 1,
      schedule: { bakeMinutes: 1, stepMinutes: 1, stepPercent: 50 },
      breaker: 'fails',
      past: ['good', 'good'],
      inputs: {},
      isCaptured: false,
      guardDelayMs: 0,
      staleMs: 0,
      events: [{ atMs: 0, kind: 'no room', forMs: 960000 }],
    },
  },
]
