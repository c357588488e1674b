import {
  INCIDENT_PLACEHOLDERS,
  incidentMarker,
  isIncident,
  renderIncident,
} from '../../../src/report/deliver/incident.ts'
import type { RunStory } from '../../../src/report/run-story.ts'
import { STORIES, tellStory } from '../stories.ts'

const suspects = [
  { sha: 'aaaaaaa1b2c3d4e5f6', subject: 'Add orders_v2 @mona fixes #12', author: 'Mona <b>Lisa</b>' },
  { sha: '9ad31b7c0ffee123456', subject: 'Use | orders_v2', author: '@mona' },
]

describe('an incident', () => {
  it('is what was rolled back, or should have been', async () => {
    const stories = await Promise.all(STORIES.map(tellStory))
    expect(stories.filter(isIncident).map(({ outcome }) => outcome.result)).toEqual([
      'rolled-back',
      'rolled-back-by-platform',
      'rollback-unhealthy',
      'rollback-failed',
      'no-target',
      'handed-off',
      'awaiting-approval',
      'guard-stopped',
    ])
  })

  it('is reported in full', async () => {
    const { title, body } = renderIncident(await tellStory('rolled-back'), { suspects, place: 'production' })
    expect(title).toBe('Incident: Rolled back to web:41 (production, 9ad31b7)')
    expect(body).toMatchSnapshot()
  })

  it('has one identity for a place and a commit, whatever else differs', async () => {
    const one = await tellStory('rolled-back')
    const other = await tellStory('rollback-failed')
    expect(incidentMarker(one, 'production')).toBe(incidentMarker(other, 'production'))
    expect(incidentMarker(one, 'production')).not.toBe(incidentMarker(one, 'staging'))
    expect(incidentMarker(one, '--> @mona')).toMatch(/^<!-- safe-landing-incident [0-9a-f]{24} -->$/)
  })

  it('pings nobody', async () => {
    const { body } = renderIncident(await tellStory('rolled-back'), { suspects, place: 'production' })
    const prose = body.replace(/^```.*?^```$/gms, '')
    expect(prose).not.toMatch(/@\w/)
    expect(prose).not.toMatch(/(?<!&)#\d/)
  })

  it('fills in a template of the repository, and names what it does not know', async () => {
    const story = await tellStory('rolled-back')
    const template = '# Ours\n\n{{status}}\n\n{{ suspects }}\n\n{{nonsense}}'
    const { body, unknownPlaceholders } = renderIncident(story, { suspects, place: 'p', template })
    expect(body).toContain('# Ours\n\n**Safe now? Yes.** The service is healthy again')
    expect(body).toContain('- `aaaaaaa1b2c3` Add orders')
    expect(body).toContain('{{nonsense}}')
    expect(body).toContain(incidentMarker(story, 'p'))
    expect(unknownPlaceholders).toEqual(['nonsense'])
  })

  it('fills nothing into what it filled in', async () => {
    const story = await tellStory('rolled-back')
    const sly = { ...story, outcome: { ...story.outcome, reason: '{{evidence}}' } }
    const { body } = renderIncident(sly, { place: 'p', template: '{{why}}' })
    expect(body).toContain('{{evidence}}')
  })

  it('has something for every placeholder in every story', async () => {
    for (const result of STORIES) {
      const story = await tellStory(result)
      for (const name of INCIDENT_PLACEHOLDERS) {
        const { body } = renderIncident(story, { place: 'p', template: `{{${name}}}` })
        expect(body.replace(incidentMarker(story, 'p'), '').trim()).not.toBe('')
      }
    }
  })

  it('stays below what GitHub takes, and keeps its marker', async () => {
    const story = await tellStory('rolled-back')
    const evidence = Array.from({ length: 500 }, (_, index) => ({
      atMs: 0,
      kind: 'evidence' as const,
      title: `Log ${index}`,
      lines: ['x'.repeat(9_000)],
    })) // prettier-ignore
    const many = Array.from({ length: 5_000 }, () => ({
      sha: 'a'.repeat(40),
      subject: 'x'.repeat(500),
      author: 'y',
    }))
    const huge: RunStory = { ...story, events: [...story.events, ...evidence] }
    for (const template of [undefined, '{{evidence}}{{evidence}}']) {
      const { body } = renderIncident(huge, { suspects: many, place: 'p', ...(template && { template }) })
      expect(body.length).toBeLessThan(65_536)
      expect(body).toContain(incidentMarker(story, 'p'))
    }
  })
})
