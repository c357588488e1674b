import { DOMParser, type Element, onErrorStopParsing } from '@xmldom/xmldom'
import fc from 'fast-check'
import type { RunStory } from '../../../src/report/run-story.ts'
import { renderLandingReport } from '../../../src/report/summary/landing-report.ts'
import { anyText } from '../../support/any-text.ts'
import { poison } from '../poison.ts'
import { RECORDS } from '../records.ts'
import { STORIES, tellStory } from '../stories.ts'

/** What Jenkins takes, the strictest of those that read it: its junit-10.xsd, and what it says of times and counts. */
const SCHEMA: Readonly<Record<string, { required: string[]; optional: string[]; children: string[] }>> = {
  testsuites: {
    required: [],
    optional: ['name', 'time', 'tests', 'failures', 'errors'],
    children: ['testsuite'],
  },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['time', 'skipped', 'timestamp', 'hostname', 'id', 'package'],
    children: ['testcase'],
  },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname', 'group'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  failure: { required: [], optional: ['type', 'message'], children: [] },
  skipped: { required: [], optional: ['type', 'message'], children: [] },
  'system-out': { required: [], optional: [], children: [] },
}

/** Where it is not what the schema allows; throws for what is not well-formed. */
function findFaults(xml: string): string[] {
  const root = parse(xml)
  if (root.tagName !== 'testsuites') return [`the root is ${root.tagName}`]
  return visit(root)
}

function parse(xml: string): Element {
  const root = new DOMParser({ onError: onErrorStopParsing }).parseFromString(xml, 'text/xml').documentElement
  if (root === null) throw new Error('there is no element')
  return root
}

function visit(element: Element): string[] {
  const { tagName } = element
  const rule = SCHEMA[tagName]
  if (rule === undefined) return [`${tagName} does not exist`]
  const names = [...element.attributes].map(({ name }) => name)
  const children = [...element.childNodes].filter((node): node is Element => node.nodeType === 1)
  return [
    ...rule.required.filter((name) => !names.includes(name)).map((name) => `${tagName} has no ${name}`),
    ...names
      .filter((name) => ![...rule.required, ...rule.optional].includes(name))
      .map((name) => `${tagName} has ${name}`),
    ...children
      .filter((child) => !rule.children.includes(child.tagName))
      .map((child) => `${tagName} holds ${child.tagName}`),
    ...(element.hasAttribute('time') && !/^\d+\.\d{3}$/.test(element.getAttribute('time') ?? '')
      ? [`${tagName} has the time ${element.getAttribute('time')}`]
      : []),
    ...countFaults(element, tagName),
    ...children.flatMap(visit),
  ]
}

function countFaults(element: Element, tagName: string): string[] {
  if (!tagName.startsWith('testsuite')) return []
  const counts = { tests: 'testcase', failures: 'failure', errors: 'error' }
  return Object.entries(counts).flatMap(([name, counted]) => {
    const there = element.getElementsByTagName(counted).length
    return element.getAttribute(name) === String(there) ? [] : [`${tagName} has ${there} ${name}`]
  })
}

const suitesOf = (story: RunStory) =>
  [...parse(renderLandingReport(story)).getElementsByTagName('testsuite')].map((suite) => ({
    name: suite.getAttribute('name'),
    failures: suite.getAttribute('failures'),
    cases: [...suite.getElementsByTagName('testcase')].map((one) => one.getAttribute('name')),
  }))

describe('landing.xml', () => {
  it('has a suite for each job before, for the landing and for its checks', async () => {
    const story = { ...(await tellStory('healthy')), records: RECORDS }
    expect(suitesOf(story)).toEqual([
      { name: 'Job: build', failures: '1', cases: ['Set up job', 'Build the image', 'Scan'] },
      { name: 'Job: production', failures: '0', cases: ['Deploy'] },
      { name: 'Landing', failures: '0', cases: ['Rollout', 'Start', 'Bake time', 'Verdict'] },
      { name: 'Checks', failures: '0', cases: ['api'] },
    ])
    expect(renderLandingReport(story)).toMatchSnapshot()
  })

  it('fails the phase in which the version was found unhealthy, the verdict, and the check', async () => {
    const xml = renderLandingReport(await tellStory('rolled-back'))
    const failed = [...parse(xml).getElementsByTagName('failure')].map((one) => [
      (one.parentNode as Element).getAttribute('name'),
      one.getAttribute('message'),
    ])
    expect(failed.map(([name]) => name)).toEqual(['Bake time', 'Verdict', 'api'])
    expect(failed[1]?.[1]).toMatch(/^rolled-back: .*orders_v2/)
  })

  it('has a case for the target of the team, which fails where it is missed', async () => {
    const { context, ...story } = await tellStory('healthy')
    const settings = { ...context.settings, landingTargetMs: 60_000 }
    const [landing] = suitesOf({ ...story, context: { ...context, settings } })
    expect(landing).toMatchObject({ failures: '1', cases: expect.arrayContaining(['Landing target']) })
  })

  it('does without what GitHub did not answer', async () => {
    expect(suitesOf(await tellStory('healthy')).map(({ name }) => name)).toEqual(['Landing', 'Checks'])
  })

  it.each(STORIES)('is valid for %s, whatever the texts in it hold', async (result) => {
    const story = { ...(await tellStory(result)), records: RECORDS }
    expect(findFaults(renderLandingReport(story))).toEqual([])
    fc.assert(
      fc.property(anyText(), fc.string({ unit: 'grapheme' }), (one, other) => {
        const told = poison(story, (word) => `${word}${one}]]></failure>"&\u0000\u001b[31m\uFFFE${other}`)
        expect(findFaults(renderLandingReport({ ...told, context: story.context }))).toEqual([])
      }),
      { numRuns: 20 },
    )
  })
})
